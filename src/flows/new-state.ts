import {nanoid} from 'nanoid';
import {fail} from '../service/flow-error.js';

/**
 * Makes a random state: 126 bits, as text that needs no encoding.
 *
 * @throws {FlowError} `no-crypto`.
 */
export function newState(): string {
  try {
    return nanoid();
  } catch (cause) {
    return fail('no-crypto', 'crypto.getRandomValues is missing', {cause});
  }
}
