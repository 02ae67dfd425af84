/** A Web `Storage` in memory. What is called `on` runs before each call, and may replace it. */
export class HostileStore implements Storage {
  readonly items: Map<string, string>;
  [name: string]: unknown;

  constructor(items: Map<string, string> = new Map<string, string>()) {
    this.items = items;
  }

  get length(): number {
    return this.items.size;
  }

  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }

  key(index: number): string | null {
    let at = 0;
    for (const key of this.items.keys()) if (at++ === index) return key;
    return null;
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value);
  }

  removeItem(key: string): void {
    this.items.delete(key);
  }

  clear(): void {
    this.items.clear();
  }
}
