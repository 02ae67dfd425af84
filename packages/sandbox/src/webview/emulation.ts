import type {Entry} from '../entry/entry.js';
import type {EmulatedEnding} from './emulated-ending.js';
import {paymentEndings} from './payment-endings.js';

/** An error code that no documentation lists. Integrations must handle such codes, too. */
const UNKNOWN_ERROR = 'bank_maintenance_window';

/** Returns the ways to end a flow at once. */
export function emulatedEndings({flow, service, payment}: Entry): readonly EmulatedEnding[] {
  if (payment) {
    const expired = service.expiresSessions ? ['session_expired'] : [];
    return paymentEndings(payment, ['cancelled', 'server_error', ...expired, UNKNOWN_ERROR]);
  }
  return [
    failure('access_denied', 'Emulated: the user <b>cancelled</b> the flow & left.'),
    ...(service.version === 'today' && (flow === 'connect' || flow === 'transfer')
      ? [failure('tos_declined', 'Emulated: the user <b>declined</b> the terms of service.')]
      : []),
    failure('server_error', 'Emulated: a <b>technical</b> failure <img src=x onerror=alert(1)> occurred.'),
    ...(service.expiresSessions
      ? [failure('session_expired', 'Emulated: the session <b>ended</b> before the user did.')]
      : []),
    failure(UNKNOWN_ERROR, 'Emulated: a code that is <b>not</b> documented today.'),
  ];
}

function failure(error: string, description: string): EmulatedEnding {
  return {name: error, end: () => ({error, error_description: description})};
}
