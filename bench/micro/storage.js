/** Returns the entries of a storage, so that they can be restored later. */
export function entriesOf(store) {
  return Array.from({length: store.length}, (_, index) => {
    const key = store.key(index) ?? '';
    return /** @type {const} */ ([key, store.getItem(key) ?? '']);
  });
}

/**
 * Makes a storage hold exactly some entries. It writes only what is different, because a browser hands each write to another
 * process, which would still be busy while the next run is timed.
 *
 * @param {Storage} store
 * @param {readonly (readonly [string, string])[]} entries
 */
export function refill(store, entries) {
  const wanted = new Map(entries);
  for (const [key] of entriesOf(store)) if (!wanted.has(key)) store.removeItem(key);
  for (const [key, value] of entries) if (store.getItem(key) !== value) store.setItem(key, value);
}

/**
 * Creates a storage in memory with the shape and the costs of `localStorage`: reading all keys in turn is cheap.
 *
 * @returns {Storage}
 */
export function memoryStorage() {
  /** @type {Map<string, string>} */
  const items = new Map();
  /** @type {string[] | undefined} */
  let keys;
  return {
    get length() {
      return items.size;
    },
    clear: () => {
      keys = undefined;
      items.clear();
    },
    getItem: (key) => items.get(key) ?? null,
    key: (index) => (keys ??= [...items.keys()])[index] ?? null,
    removeItem: (key) => {
      keys = undefined;
      items.delete(key);
    },
    setItem: (key, value) => {
      keys = undefined;
      items.set(key, String(value));
    },
  };
}
