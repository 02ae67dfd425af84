import {mix, readableOn, textOn} from '../color.js';

// the backgrounds in the style sheet: the card, then the two colours of the page around it
const LIGHT_GROUNDS = ['ffffff', 'eef1f7', 'dfe6fb'] as const;
const DARK_GROUNDS = ['161d30', '0d1220', '16204a'] as const;

/** Returns a style sheet with the client's colour as the accent, readable on light and dark pages. */
export function accentText(color: string): string {
  return `:root {${accentOn(LIGHT_GROUNDS, color)}}
@media (prefers-color-scheme: dark) { :root {${accentOn(DARK_GROUNDS, color)}} }
`;
}

function accentOn(grounds: typeof LIGHT_GROUNDS | typeof DARK_GROUNDS, color: string): string {
  const onAccent = textOn(color);
  const soft = mix(grounds[0], color, 0.12);
  // away from the colour of the text, which stays readable under the pointer
  const hover = mix(color, onAccent === 'ffffff' ? '000000' : 'ffffff', 0.18);
  return Object.entries({
    accent: color,
    'accent-hover': hover,
    'on-accent': onAccent,
    'accent-soft': soft,
    'accent-text': readableOn(color, [...grounds, soft]),
  })
    .map(([name, value]) => `--${name}:#${value};`)
    .join('');
}
