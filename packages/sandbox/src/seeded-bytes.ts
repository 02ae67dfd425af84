/** Fills an array of bytes, as `crypto.getRandomValues` does. */
export type FillBytes = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

/**
 * Returns a generator of bytes that look random, and are the same on every run with the same seed.
 *
 * It is Tommy Ettinger's mulberry32. Its output can be predicted from a few bytes, so it is only for tests.
 */
export function seededBytes(seed: number | string): FillBytes {
  let state = hashOf(String(seed));
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 24;
  };
  return (bytes) => bytes.map(next);
}

/** Returns the 32-bit FNV-1a hash of a text, over its UTF-16 units. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}
