import type {Visit} from '../session/visit.js';
import type {Connection} from '../world/connections.js';
import type {Answer} from './callback.js';
import {signInSteps} from './sign-in-steps.js';
import type {Step} from './step.js';

/** Signs in again to a connection. The answer has no parameters. */
export function reconnectFlow(visit: Visit): readonly Step[] {
  const {connection, resetCredentials} = visit.session.entry;
  if (!connection) throw new Error('The reconnect flow needs a connection.');
  return reconnectSteps(visit, connection, {asksForAll: resetCredentials, onRepaired: () => ({})});
}

/** Returns the steps that repair a connection. */
export function reconnectSteps(
  visit: Visit,
  connection: Connection,
  {
    asksForAll,
    onRepaired,
  }: {
    /** Whether the form has all fields. Otherwise it has only those for passwords. */
    readonly asksForAll: boolean;
    readonly onRepaired: () => Answer | undefined;
  },
): readonly Step[] {
  const {connector} = connection;
  return signInSteps(visit, {
    connector,
    fields: connector.fields.filter(({type}) => asksForAll || type === 'password'),
    heading: visit.texts.reconnect.heading(connector.name),
    onSignedIn: () => {
      visit.world.connections.repair(connection);
      return onRepaired();
    },
  });
}
