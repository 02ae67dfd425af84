/** The clock of a sandbox. It follows its source until a time is set, and can be moved forward. */
export class Clock {
  readonly #source: () => number;
  #base: () => number;
  #ahead = 0;

  /** @param source returns the time in milliseconds; a number is a clock that has stopped at that time. */
  constructor(source: (() => number) | number) {
    this.#source = typeof source === 'number' ? () => source : source;
    this.#base = this.#source;
  }

  /** Returns the time in milliseconds. */
  now(): number {
    return this.#base() + this.#ahead;
  }

  /** Moves the clock forward by some milliseconds. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  /** Stops the clock at a time in milliseconds; `null` makes it follow its source again. */
  set(time: number | null): void {
    this.#base = time === null ? this.#source : () => time;
    this.#ahead = 0;
  }
}
