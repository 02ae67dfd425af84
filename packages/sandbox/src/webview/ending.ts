import type {SandboxConnector} from '../options.js';
import type {Connection} from '../world/connections.js';
import type {Answer} from './callback.js';
import {connectAnswer} from './connect-flow.js';
import {obstacleOf} from './connection-steps.js';
import {bankRefusal} from './emulation.js';
import {manageAnswer} from './manage-flow.js';
import {paymentMade} from './payment-flow.js';
import {Refusal} from './refusal.js';
import type {Visit} from './step.js';
import {payingAccounts, transferMade} from './transfer-flow.js';

/**
 * How a flow ends without anybody clicking.
 *
 * - `success`: as when the user does all that is asked for; connect takes the first bank there is to choose.
 * - `{connectorIds}`: a success with these banks, as many as `max_connections` allows.
 * - `bank_refused`: the bank refuses the payment.
 * - `{error}`: an error code, documented or not; `description` becomes `error_description`.
 * - `{answer}`: exactly these callback parameters. The state is added unless it is among them.
 */
export type FlowEnding =
  | 'success'
  | 'bank_refused'
  | {readonly connectorIds: readonly number[]}
  | {readonly error: string; readonly description?: string}
  | {readonly answer: Readonly<Record<string, string>>};

/** What the application is told where a flow ends like this. It does to the world what the ending says. */
export function answerAtOnce(visit: Visit, ending: FlowEnding): Answer {
  if (ending === 'success') return success(visit, undefined);
  if (ending === 'bank_refused') {
    const {payment} = visit.session.entry;
    if (!payment) throw unfit(ending);
    return bankRefusal(payment);
  }
  if ('connectorIds' in ending) return success(visit, ending.connectorIds);
  if ('error' in ending) {
    const {error, description} = ending;
    return {error, ...(description !== undefined && {error_description: description})};
  }
  return ending.answer;
}

function success(visit: Visit, connectorIds: readonly number[] | undefined): Answer {
  const {world, session} = visit;
  const {flow, connection, transfer, payment} = session.entry;
  if (flow === 'connect') return connected(visit, banksFor(visit, connectorIds));
  if (flow === 'transfer' && !transfer) return transferred(visit, connectorIds);
  if (connectorIds) throw unfit(connectorIds);
  if (transfer) return transferMade(visit, transfer);
  if (payment) return paymentMade(payment);
  if (flow === 'manage' || !connection) return manageAnswer(visit);
  world.connections.repair(connection);
  return {};
}

function connected(visit: Visit, banks: readonly SandboxConnector[]): Answer {
  for (const bank of banks) visit.session.added.push(connect(visit, bank));
  return connectAnswer(visit);
}

/** Pays from an account that the user has, or from the bank that is connected for it. */
function transferred(visit: Visit, connectorIds: readonly number[] | undefined): Answer {
  const {accounts, transfers} = visit.world;
  if (connectorIds || payingAccounts(visit).length === 0) {
    for (const bank of banksFor(visit, connectorIds)) connect(visit, bank);
  }
  const account = payingAccounts(visit)[0];
  const recipient = account && accounts.recipientsOf(account)[0];
  if (!recipient) throw unfit(connectorIds ?? 'success');
  return transferMade(visit, transfers.add({account, recipient, amount: 10, label: 'Transfer'}));
}

/** The banks that are asked for, or the first that the user could choose. */
function banksFor({session}: Visit, ids: readonly number[] | undefined): readonly SandboxConnector[] {
  const {connectors, maxConnections} = session.entry;
  const banks = ids
    ? connectors.filter(({id}) => ids.includes(id)).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    : connectors.slice(0, 1);
  if (banks.length === 0 || banks.length < (ids?.length ?? 0) || banks.length > maxConnections) {
    throw unfit(ids ?? 'success');
  }
  return banks;
}

/** Makes a connection with every account that the application asked for. */
function connect({world, session}: Visit, connector: SandboxConnector): Connection {
  const {accounts} = session.entry;
  session.userId ??= world.newUser();
  return world.connections.add(session.userId, connector, {
    shares: (account) => obstacleOf(account, accounts) === undefined,
  });
}

function unfit(ending: string | readonly number[]): Refusal {
  const value = typeof ending === 'string' ? ending : `{"connectorIds": [${ending.join(', ')}]}`;
  return new Refusal('unfit-ending', 'endNextFlow', {value});
}
