import type {Texts} from '../texts/texts.js';
import type {Payment} from '../world/payments.js';
import type {Answer} from './callback.js';
import type {Entry} from './entry.js';

/** An error code that no documentation lists today. Integrations have to cope with such a one. */
const UNKNOWN_ERROR = 'bank_maintenance_window';

/** A way to end a flow at once. */
export interface EmulatedEnding {
  /** The code that the application is told. */
  readonly name: string;
  /** How the pages call it, where that is not its name. */
  readonly label?: keyof Pick<Texts['emulation'], 'bankRefused'>;
  /** What the application is told. It may change what the sandbox holds. */
  readonly end: () => Answer;
}

/** The ways to end a flow at once. */
export function emulatedEndings({flow, service, payment}: Entry): readonly EmulatedEnding[] {
  return [
    failure('access_denied', 'Emulated: the user <b>cancelled</b> the flow & left.'),
    ...(flow === 'connect' || flow === 'transfer'
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
            end: () => bankRefusal(payment),
          },
        ]
      : []),
  ];
}

/** Has the bank refuse a payment, and says so: without an error, as the service does. */
export function bankRefusal(payment: Payment): Answer {
  payment.state = 'rejected';
  return {error_code: 'bank_refused', payment_state: payment.state, payment_id: String(payment.id)};
}

function failure(error: string, description: string): EmulatedEnding {
  return {name: error, end: () => ({error, error_description: description})};
}
