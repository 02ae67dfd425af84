/**
 * Returns a copy without a prototype: a property that is absent is then absent, whatever `Object.prototype` has.
 *
 * The sandbox can run in the process of a test, beside code that it does not know.
 */
export function own<T extends object>(value: T): T {
  return Object.assign<object, T>(Object.create(null) as object, value);
}
