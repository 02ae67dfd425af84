/** Options as they were given, without what a polluted `Object.prototype` would add to them. */
export function ownOptions<T extends object>(options: T | null | undefined): Partial<T> {
  return withoutPrototype<Partial<T>>({...options});
}

/** An object that nobody else has, from here on without a prototype. */
export function withoutPrototype<T extends object>(own: T): T {
  return Object.setPrototypeOf(own, null) as T;
}
