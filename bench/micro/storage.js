/** What stands in a storage, to be put back later. */
export function entriesOf(store) {
  return Array.from({length: store.length}, (_, index) => {
    const key = store.key(index) ?? '';
    return /** @type {const} */ ([key, store.getItem(key) ?? '']);
  });
}

/**
 * Makes a storage hold some entries and nothing else. It writes no more than it has to: a browser hands each write on to
 * another process, which goes on working while the next run is timed.
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
 * A storage of `localStorage`'s shape, in memory, at a browser's cost: `key` in turn is cheap, as it is there.
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
