import {ApiError} from './api-error.js';

const MINUTE = 60_000;

/** Allows a number of calls to the API in any minute. */
export class Quota {
  readonly #limit: number;
  #times: readonly number[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Counts a call.
   *
   * @param now in milliseconds.
   * @throws {ApiError} with 429 if there were too many in the last minute. A call that is refused does not count.
   */
  count(now: number): void {
    this.#times = this.#times.filter((time) => now - time < MINUTE);
    const [oldest = now] = this.#times;
    if (this.#times.length >= this.#limit) {
      const seconds = Math.ceil((oldest + MINUTE - now) / 1000);
      throw new ApiError(429, 'tooManyRequests', `At most ${this.#limit} calls a minute are allowed.`, {
        'retry-after': String(seconds),
      });
    }
    this.#times = [...this.#times, now];
  }
}
