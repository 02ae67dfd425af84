/** Returns a time in milliseconds that is given in milliseconds or in ISO 8601. */
export function timeOf<None extends null>(time: number | string | None): number | None {
  return typeof time === 'string' ? Date.parse(time) : time;
}
