import type {Answer} from './callback.js';
import type {Flow} from './parameters.js';

/** An error code that no documentation lists today. Integrations have to cope with such a one. */
const UNKNOWN_ERROR = 'bank_maintenance_window';

/** The ways to end a flow at once, and what the application is told. */
export function emulatedEndings(flow: Flow): readonly Answer[] {
  return [
    {
      error: 'access_denied',
      error_description: 'Emulated: the user <b>cancelled</b> the flow & left.',
    },
    ...(flow === 'connect' || flow === 'transfer'
      ? [
          {
            error: 'tos_declined',
            error_description: 'Emulated: the user <b>declined</b> the terms of service.',
          },
        ]
      : []),
    {
      error: 'server_error',
      error_description: 'Emulated: a <b>technical</b> failure <img src=x onerror=alert(1)> occurred.',
    },
    {
      error: UNKNOWN_ERROR,
      error_description: 'Emulated: a code that is <b>not</b> documented today.',
    },
  ];
}
