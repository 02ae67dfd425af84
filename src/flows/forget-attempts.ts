import {ownProperties} from '../service/options.js';
import {type AttemptStore, checkStore, removeAttempts} from './attempts.js';
import {forgetResult} from './finish-flow.js';

/** Options of `forgetAttempts`. */
export interface ForgetOptions {
  /** Where the attempts are stored. Default: `localStorage`. */
  readonly store?: AttemptStore | null | undefined;
}

/**
 * Forgets every attempt, pending or used, so that no answer to it counts. Call it when the user signs out.
 *
 * It throws nothing if the browser blocks the storage.
 *
 * @example
 * ```ts
 * import {forgetAttempts} from 'budgea-webview/flows';
 *
 * forgetAttempts();
 * ```
 *
 * @throws {FlowError} `invalid-parameter` if `store` is not a synchronous Web Storage.
 */
export function forgetAttempts(options?: ForgetOptions | null): void {
  const {store} = ownProperties(options);
  checkStore(store);
  forgetResult();
  removeAttempts(store);
}
