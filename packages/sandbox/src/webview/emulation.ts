import type {Entry} from '../entry/entry.js';
import type {EndingChoice} from '../pages/emulation-panel.js';
import type {Payment} from '../world/payments.js';
import type {Answer} from './callback.js';

/** An error code that no documentation lists. Integrations must handle such codes, too. */
const UNKNOWN_ERROR = 'bank_maintenance_window';

/** A way to end a flow at once. */
export interface EmulatedEnding extends EndingChoice {
  /** Returns the answer to the application. */
  readonly end: () => Answer;
}

/** Returns the ways to end a flow at once. */
export function emulatedEndings({flow, service, payment}: Entry): readonly EmulatedEnding[] {
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
    ...(payment
      ? [
          {
            name: 'bank_refused',
            label: 'bankRefused' as const,
            end: () => refusePayment(payment),
          },
        ]
      : []),
  ];
}

/** Refuses a payment, and returns the answer. Like the service's, it has no `error`. */
export function refusePayment(payment: Payment): Answer {
  payment.state = 'rejected';
  return {error_code: 'bank_refused', payment_state: payment.state, payment_id: String(payment.id)};
}

function failure(error: string, description: string): EmulatedEnding {
  return {name: error, end: () => ({error, error_description: description})};
}
