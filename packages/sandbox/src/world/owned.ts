import {SandboxError} from '../sandbox-error.js';

/** A collection of items that belong to users. It never generates the same id twice. */
export class Owned<Item extends {readonly id: number; readonly userId: number}> {
  readonly #name: string;
  readonly #items = new Map<number, Item>();
  #nextId: number;

  /**
   * @param name the plural that error messages use, such as `connections`.
   * @param firstId the first id to generate.
   */
  constructor(name: string, firstId: number) {
    this.#name = name;
    this.#nextId = firstId;
  }

  /** Every item, oldest first. */
  get all(): readonly Item[] {
    return [...this.#items.values()];
  }

  /** Returns the items of a user, oldest first. */
  of(userId: number): readonly Item[] {
    return this.all.filter((item) => item.userId === userId);
  }

  /** Returns the item with an id, if it belongs to the user. */
  find(userId: number, id: number): Item | undefined {
    const item = this.#items.get(id);
    return item?.userId === userId ? item : undefined;
  }

  /** Returns the item with an id, whichever user it belongs to. */
  get(id: number): Item | undefined {
    return this.#items.get(id);
  }

  /** Removes an item. Its id is not generated again. */
  remove({id}: Item): void {
    this.#items.delete(id);
  }

  /** Creates an item with an id, and adds it. Without `wantedId` it gets the next free id. */
  protected keep(wantedId: number | undefined, create: (id: number) => Item): Item {
    const id = wantedId ?? this.#nextId;
    if (this.#items.has(id)) {
      throw new SandboxError(
        'duplicate',
        `Two ${this.#name} of the sandbox have the id ${id}. Every id must be unique.`,
      );
    }
    const item = create(id);
    this.#items.set(id, item);
    this.#nextId = Math.max(this.#nextId, id + 1);
    return item;
  }
}
