/** Options as they were given, without what a polluted `Object.prototype` would add to them. */
export function ownOptions<T extends object>(options: T | null | undefined): Partial<T> {
  return Object.setPrototypeOf({...options}, null) as Partial<T>;
}
