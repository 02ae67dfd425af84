// outside of these years ISO 8601 has another form
const FIRST_TIME = Date.parse('0000-01-01T00:00:00Z');
const LAST_TIME = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether a time in milliseconds is in the years 0 to 9999. */
export function isTime(time: number): boolean {
  return time >= FIRST_TIME && time <= LAST_TIME;
}

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
