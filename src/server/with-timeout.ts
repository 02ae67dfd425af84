import {BackendError, type BackendErrorCode} from './backend-error.js';

/** The longest time that a timer can wait, in ms. A timer with a longer time fires at once. */
export const MAX_TIME_LIMIT = 2 ** 31 - 1;

/**
 * Runs an operation and gives it up after `limit` ms, even if the operation ignores its signal.
 *
 * @throws {BackendError} with the given code when the time is over.
 */
export function withTimeout<T>(
  limit: number,
  code: BackendErrorCode,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      reject(new BackendError(code));
      controller.abort();
    }, limit);
    void run(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
      });
  });
}
