import {own} from '../own.js';
import {unrepairablePage} from '../pages/reconnect-pages.js';
import type {Visit} from '../session/visit.js';
import type {Connection} from '../world/connections.js';
import {isRepairable} from '../world/repair.js';
import type {Answer} from './callback.js';
import {signInSteps} from './sign-in-steps.js';
import type {Step} from './step.js';

/** Signs in again to a connection, to repair or renew it. The answer has no parameters. */
export function reconnectFlow(visit: Visit): readonly Step[] {
  const {connection, resetCredentials, sources} = visit.session.entry;
  if (!connection) throw new Error('The reconnect flow needs a connection.');
  return reconnectSteps(visit, connection, {asksForAll: resetCredentials, sources, onRepaired: () => ({})});
}

/** Returns the steps that repair a connection, or the only page that says why this is not possible. */
export function reconnectSteps(
  visit: Visit,
  connection: Connection,
  options: {
    /** Whether all credentials are reset. Otherwise the form has only the fields for passwords. */
    readonly asksForAll: boolean;
    /** The names of the sources that are repaired. All by default. */
    readonly sources?: readonly string[] | undefined;
    readonly onRepaired: () => Answer | undefined;
  },
): readonly Step[] {
  const {asksForAll, sources, onRepaired} = own(options);
  if (!isRepairable(connection, asksForAll)) return [unrepairableStep(visit, connection)];
  const {connector} = connection;
  return signInSteps(visit, {
    connector,
    fields: connector.fields.filter(({type}) => asksForAll || type === 'password'),
    heading: visit.texts.reconnect.heading(connector.name),
    onSignedIn: () => {
      visit.world.connections.repair(connection, sources);
      return onRepaired();
    },
  });
}

function unrepairableStep(visit: Visit, connection: Connection): Step {
  return {
    name: 'unrepairable',
    isDone: () => false,
    page: () => unrepairablePage(visit, connection),
    // its form has only the button that cancels
    submit: () => undefined,
  };
}
