import {SandboxError} from '../sandbox-error.js';

/** Things that belong to users. An id that was given once is not given again by itself. */
export class Owned<Thing extends {readonly id: number; readonly userId: number}> {
  readonly #what: string;
  readonly #things = new Map<number, Thing>();
  #nextId: number;

  /**
   * @param what how messages call them.
   * @param firstId the id that the first one gets by default.
   */
  constructor(what: string, firstId: number) {
    this.#what = what;
    this.#nextId = firstId;
  }

  /** Those of one user, oldest first. */
  of(userId: number): readonly Thing[] {
    return [...this.#things.values()].filter((thing) => thing.userId === userId);
  }

  /** The one with this id if it belongs to the user. */
  find(userId: number, id: number): Thing | undefined {
    const thing = this.#things.get(id);
    return thing?.userId === userId ? thing : undefined;
  }

  /** The one with this id, whoever it belongs to. */
  get(id: number): Thing | undefined {
    return this.#things.get(id);
  }

  remove({id}: Thing): void {
    this.#things.delete(id);
  }

  /** Keeps what `make` makes for an id: the next free one, unless another is wanted. */
  protected keep(wanted: number | undefined, make: (id: number) => Thing): Thing {
    const id = wanted ?? this.#nextId;
    if (this.#things.has(id)) {
      throw new SandboxError(
        'duplicate',
        `Two ${this.#what} of the sandbox have the id ${id}: give each its own.`,
      );
    }
    const thing = make(id);
    this.#things.set(id, thing);
    this.#nextId = Math.max(this.#nextId, id + 1);
    return thing;
  }
}
