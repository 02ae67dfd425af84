import type {Connection} from './connections.js';

/** The states that a user repairs by signing in again. */
const REPAIRED_BY_SIGN_IN: readonly string[] = [
  'SCARequired',
  'webauthRequired',
  'additionalInformationNeeded',
  'decoupled',
  'wrongpass',
];

/**
 * Whether signing in again repairs or renews a connection.
 *
 * A password that has expired must be changed at the bank. Afterwards the connection takes the new one, if all
 * credentials are reset. Nothing that the user types here helps with any other state.
 */
export function isRepairable({state}: Pick<Connection, 'state'>, resetsCredentials: boolean): boolean {
  if (state === null || REPAIRED_BY_SIGN_IN.includes(state)) return true;
  return state === 'passwordExpired' && resetsCredentials;
}
