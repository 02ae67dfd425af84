/** A Web `Storage` in memory, for Node, and for tests that must not share attempts. */
export class MemoryStorage implements Storage {
  readonly #items: Map<string, string>;
  [name: string]: unknown;

  constructor(items: Map<string, string> = new Map<string, string>()) {
    this.#items = items;
  }

  /** Returns the same storage as another tab sees it. */
  inAnotherTab(): MemoryStorage {
    return new MemoryStorage(this.#items);
  }

  get length(): number {
    return this.#items.size;
  }

  clear(): void {
    this.#items.clear();
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }

  /** Returns everything that is stored, as one text. */
  dump(): string {
    return JSON.stringify([...this.#items]);
  }
}
