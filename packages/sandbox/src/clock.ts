/** The time that a sandbox lives in: another one's until it is set, and moved by hand at any time. */
export class Clock {
  readonly #source: () => number;
  #base: () => number;
  #ahead = 0;

  /** @param source gives the time in milliseconds; a number is a time that stands still. */
  constructor(source: (() => number) | number) {
    this.#source = typeof source === 'number' ? () => source : source;
    this.#base = this.#source;
  }

  /** In milliseconds. */
  now(): number {
    return this.#base() + this.#ahead;
  }

  /** Moves on by some milliseconds. */
  advance(ms: number): void {
    this.#ahead += ms;
  }

  /** Stands still at a time, or goes on with its source where there is none. */
  set(time: number | null): void {
    this.#base = time === null ? this.#source : () => time;
    this.#ahead = 0;
  }
}
