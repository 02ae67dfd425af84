/** Returns the entries of a storage, to be restored later. */
export function entriesOf(store) {
  return Array.from({length: store.length}, (_, index) => {
    const key = store.key(index) ?? '';
    return /** @type {const} */ ([key, store.getItem(key) ?? '']);
  });
}

/**
 * Makes a storage hold only some entries, with as few writes as possible: a browser passes each write to another process,
 * which still works while the next run is timed.
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
 * Makes a `Storage` in memory at the cost of a browser's: calling `key` in turn is cheap.
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
