import {BackendError, type BackendErrorCode} from './backend-error.js';

/**
 * Runs to the end, or is given up at a limit in ms: what is run hears of it by its signal, and need not listen.
 *
 * @throws {BackendError} of the given code, at the limit.
 */
export function within<T>(
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
