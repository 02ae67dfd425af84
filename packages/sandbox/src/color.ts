type Rgb = readonly [red: number, green: number, blue: number];

const BLACK: Rgb = [0, 0, 0];
const WHITE: Rgb = [255, 255, 255];
/** The lowest contrast that WCAG 2 allows for text. */
const READABLE = 4.5;

/** Returns whether a text is a colour: six hexadecimal digits, without `#`. */
export function isColor(text: string): boolean {
  return /^[\da-f]{6}$/i.test(text);
}

/** Returns black or white, whichever is easier to read on this colour. */
export function textOn(color: string): string {
  const ground = rgbOf(color);
  return hexOf(contrast(ground, WHITE) >= contrast(ground, BLACK) ? WHITE : BLACK);
}

/** Returns the colour if it can be read on all of these backgrounds, or the nearest colour that can. */
export function readableOn(color: string, grounds: readonly string[]): string {
  const toward =
    contrast(rgbOf(grounds[0] ?? ''), WHITE) > contrast(rgbOf(grounds[0] ?? ''), BLACK) ? WHITE : BLACK;
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mixed(rgbOf(color), toward, share);
    if (grounds.every((ground) => contrast(candidate, rgbOf(ground)) >= READABLE)) return hexOf(candidate);
  }
  return hexOf(toward);
}

/** Mixes two colours. `share` is how much of the other one to take, from 0 to 1. */
export function mix(color: string, other: string, share: number): string {
  return hexOf(mixed(rgbOf(color), rgbOf(other), share));
}

function mixed(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return [part(from[0], to[0]), part(from[1], to[1]), part(from[2], to[2])];
}

/** Returns the contrast of two colours as WCAG 2 defines it, from 1 to 21. */
function contrast(a: Rgb, b: Rgb): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

function luminance([red, green, blue]: Rgb): number {
  const linear = (value: number): number =>
    value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function rgbOf(color: string): Rgb {
  const part = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

function hexOf(color: Rgb): string {
  return color.map((part) => part.toString(16).padStart(2, '0')).join('');
}
