/** Runs a function while `Object.prototype` is polluted with values. */
export async function polluted<T>(values: object, run: () => T | Promise<T>): Promise<T> {
  const everyObject = Object.prototype as unknown as Record<string, unknown>;
  Object.assign(everyObject, values);
  try {
    return await run();
  } finally {
    for (const name of Object.keys(values)) Reflect.deleteProperty(everyObject, name);
  }
}
