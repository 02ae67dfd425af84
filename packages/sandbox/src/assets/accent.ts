import {mix, readableOn, textOn} from '../color.js';

/** What stands behind the accent: the card first, then the page around it, as the style sheet has them. */
const LIGHT = ['ffffff', 'eef1f7', 'dfe6fb'] as const;
const DARK = ['161d30', '0d1220', '16204a'] as const;

/** The pages' accent in a colour of the client's, readable in light and in dark. */
export function accentText(color: string): string {
  return `:root {${accentOn(LIGHT, color)}}
@media (prefers-color-scheme: dark) { :root {${accentOn(DARK, color)}} }
`;
}

function accentOn(grounds: typeof LIGHT | typeof DARK, color: string): string {
  const onAccent = textOn(color);
  const soft = mix(grounds[0], color, 0.12);
  // toward what is not its text, or the text is less readable while a pointer is over it
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
