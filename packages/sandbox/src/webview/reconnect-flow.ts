import type {Connection} from '../world/connections.js';
import type {Answer} from './callback.js';
import {signInSteps} from './sign-in-steps.js';
import type {Step, Visit} from './step.js';

/** Signs in again to a connection there is. Ends with nothing to say. */
export function reconnectFlow(visit: Visit): readonly Step[] {
  const {connection} = visit.session.entry;
  if (!connection) throw new Error('A reconnection takes a connection.');
  return reconnectSteps(visit, connection, {
    everything: visit.session.entry.resetCredentials,
    finish: () => ({}),
  });
}

/** The steps that bring a connection back in order. They ask for `everything`, or only for what is secret. */
export function reconnectSteps(
  visit: Visit,
  connection: Connection,
  {everything, finish}: {readonly everything: boolean; readonly finish: () => Answer | undefined},
): readonly Step[] {
  const {connector} = connection;
  return signInSteps(visit, {
    connector,
    fields: connector.fields.filter(({type}) => everything || type === 'password'),
    heading: visit.texts.reconnect.heading(connector.name),
    finish: () => {
      visit.world.connections.repair(connection);
      return finish();
    },
  });
}
