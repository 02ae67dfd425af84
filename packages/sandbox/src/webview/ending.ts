import {accountObstacle} from '../entry/account-filter.js';
import {Refusal} from '../entry/refusal.js';
import type {SandboxConnector} from '../options.js';
import type {Visit} from '../session/visit.js';
import type {Connection} from '../world/connections.js';
import {isRepairable} from '../world/repair.js';
import type {Answer} from './callback.js';
import {connectAnswer} from './connect-flow.js';
import {manageAnswer} from './manage-flow.js';
import {leavePayment, returnFromBank} from './payment-flow.js';
import {makeTransfer, payingAccounts} from './transfer-flow.js';

/**
 * How a flow ends if it ends at once, without any page.
 *
 * - `success`: the user completes the flow; connect takes the first bank in the list.
 * - `{connectorIds}`: the user connects these banks, at most `max_connections`.
 * - `{paymentState}`: the payment gets this state, known or not; `created` changes nothing.
 * - `{errorCode}`: the bank, or the user at the bank, refuses the payment, which is then `rejected`.
 * - `{error}`: the flow ends with this error code, documented or not; `description` becomes `error_description`.
 * - `{answer}`: the callback has exactly these parameters, and the state unless it is one of them.
 */
export type FlowEnding =
  | 'success'
  | {readonly connectorIds: readonly number[]}
  | {readonly paymentState: string}
  | {readonly errorCode: string; readonly bankMessage?: string}
  | {readonly error: string; readonly description?: string}
  | {readonly answer: Readonly<Record<string, string>>};

/** Does what the user and the bank would do until a flow ends like this. Returns the answer. */
export function endAtOnce(visit: Visit, ending: FlowEnding): Answer {
  if (ending === 'success') return succeed(visit, undefined);
  const {payment} = visit.session.entry;
  if ('connectorIds' in ending) return succeed(visit, ending.connectorIds);
  if ('paymentState' in ending) {
    if (!payment) throw unfitEnding(ending.paymentState);
    return returnFromBank(payment, ending.paymentState);
  }
  if ('errorCode' in ending) {
    if (!payment) throw unfitEnding(ending.errorCode);
    return returnFromBank(payment, 'rejected', ending);
  }
  if ('error' in ending) {
    const {error, description} = ending;
    return {
      ...(payment ? leavePayment(payment, error) : {error}),
      ...(description !== undefined && {error_description: description}),
    };
  }
  return ending.answer;
}

function succeed(visit: Visit, connectorIds: readonly number[] | undefined): Answer {
  const {world, session} = visit;
  const {flow, connection, transfer, payment} = session.entry;
  if (flow === 'connect') return connectAll(visit, banksFor(visit, connectorIds));
  if (flow === 'transfer' && !transfer) return pay(visit, connectorIds);
  if (connectorIds) throw unfitEnding(connectorIds);
  if (transfer) return makeTransfer(visit, transfer);
  if (payment) return returnFromBank(payment, 'done');
  if (flow === 'manage' || !connection) return manageAnswer(visit);
  if (!isRepairable(connection, session.entry.resetCredentials)) throw unfitEnding('success');
  world.connections.repair(connection, session.entry.sources);
  return {};
}

function connectAll(visit: Visit, banks: readonly SandboxConnector[]): Answer {
  for (const bank of banks) visit.session.added.push(connect(visit, bank));
  return connectAnswer(visit);
}

/** Makes a transfer from one of the user's accounts. Connects a bank first if no account can pay. */
function pay(visit: Visit, connectorIds: readonly number[] | undefined): Answer {
  const {accounts, transfers} = visit.world;
  const {entry, transfer: draft} = visit.session;
  if (entry.pay?.page === 'transfers') return {};
  if (entry.pay?.transfer) return makeTransfer(visit, entry.pay.transfer);
  if (connectorIds || payingAccounts(visit).length === 0) {
    for (const bank of banksFor(visit, connectorIds)) connect(visit, bank);
  }
  const account = draft.account ?? payingAccounts(visit)[0];
  const recipient = draft.recipient ?? (account && accounts.recipientsOf(account)[0]);
  if (!account || !recipient) throw unfitEnding(connectorIds ?? 'success');
  return makeTransfer(visit, transfers.add({account, recipient, amount: 10, label: 'Transfer'}));
}

/** Returns the banks with these ids, or the first bank in the list. */
function banksFor({session}: Visit, ids: readonly number[] | undefined): readonly SandboxConnector[] {
  const {connectors, maxConnections} = session.entry;
  const banks = ids
    ? connectors.filter(({id}) => ids.includes(id)).sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id))
    : connectors.slice(0, 1);
  if (banks.length === 0 || banks.length < (ids?.length ?? 0) || banks.length > maxConnections) {
    throw unfitEnding(ids ?? 'success');
  }
  return banks;
}

/** Makes a connection that shares every account that the application asked for. */
function connect({world, session}: Visit, connector: SandboxConnector): Connection {
  const {accounts} = session.entry;
  session.userId ??= world.newUser();
  return world.connections.add(session.userId, connector, {
    shares: (account) => accountObstacle(account, accounts) === undefined,
  });
}

function unfitEnding(ending: string | readonly number[]): Refusal {
  const value = typeof ending === 'string' ? ending : `{"connectorIds": [${ending.join(', ')}]}`;
  return new Refusal('unfit-ending', 'endNextFlow', {value});
}
