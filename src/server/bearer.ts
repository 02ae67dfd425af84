import {BackendError} from './backend-error.js';

/**
 * The header that shows a user's permanent token.
 *
 * @throws {BackendError} `token-refused` for what no header can hold, such as a line break at the end.
 */
export function bearer(token: string): {readonly authorization: string} {
  if (!/^[\x21-\x7e]+$/.test(token)) throw new BackendError('token-refused');
  return {authorization: `Bearer ${token}`};
}
