import {accountJson, connectionJson, transactionJson, transactionsIn} from '../api/connection-json.js';
import {parseExpand} from '../api/expand.js';
import {paymentJson} from '../api/payment-routes.js';
import type {Json} from '../api/representations.js';
import {userJson} from '../api/user-routes.js';
import type {View} from '../api/view.js';
import type {Account} from '../world/accounts.js';
import type {Change} from '../world/change.js';
import type {Connection} from '../world/connection.js';
import type {World} from '../world/world.js';
import type {WebhookEvent} from './events.js';

/** What webhooks tell of a change. */
export interface Notice {
  readonly event: string;
  /** `null` if no user takes part, as in a payment. */
  readonly userId: number | null;
  /** The connection whose data it has. */
  readonly connection: Connection | null;
  readonly payload: Json;
}

/**
 * Returns what webhooks tell of a change.
 *
 * From the documentation: the payloads of CONNECTION_SYNCED, CONNECTION_DELETED, PAYMENT_STATE_UPDATED and
 * USER_SYNCED. Assumed: those of all other events, and which events a change has.
 */
export function noticesOf(world: World, change: Change): readonly Notice[] {
  switch (change.kind) {
    case 'user-created':
    case 'user-deleted': {
      const {userId, addedAt, kind} = change;
      const event = kind === 'user-created' ? 'USER_CREATED' : 'USER_DELETED';
      return [notice(event, userId, userJson(userId, addedAt))];
    }
    case 'accounts-found':
      return foundNotices(world, change.connection);
    case 'synchronized':
      return synchronizedNotices(world, change.connection, change.since);
    case 'connection-deleted': {
      const {connection} = change;
      return [notice('CONNECTION_DELETED', connection.userId, connectionJson(connection, viewOf(world)))];
    }
    case 'account-shared':
    case 'account-hidden': {
      const {account, kind} = change;
      const event = kind === 'account-shared' ? 'ACCOUNT_ENABLED' : 'ACCOUNT_DISABLED';
      return [notice(event, account.userId, accountJson(account, viewOf(world)))];
    }
    case 'payment-changed':
      return [notice('PAYMENT_STATE_UPDATED', null, paymentJson(change.payment))];
  }
}

function foundNotices(world: World, connection: Connection): readonly Notice[] {
  const view = viewOf(world, 'connector,sources,accounts');
  const {userId} = connection;
  return [
    notice('ACCOUNTS_FETCHED', userId, {
      user: userOf(world, userId),
      connection: connectionJson(connection, view),
    }),
    ...sharedAccounts(world, connection).map((account) =>
      notice('ACCOUNT_FOUND', userId, accountJson(account, viewOf(world))),
    ),
  ];
}

function synchronizedNotices(world: World, connection: Connection, since: number | null): readonly Notice[] {
  const view = viewOf(world, 'connector,sources,subscriptions');
  const {userId} = connection;
  const user = userOf(world, userId);
  const accounts = sharedAccounts(world, connection).map(
    (account): Json => ({
      ...accountJson(account, view),
      transactions: transactionsIn(view, account)
        .filter(({foundAt}) => since === null || foundAt > since)
        .map((transaction) => transactionJson(transaction, view)),
    }),
  );
  const synchronized = {...connectionJson(connection, view), accounts};
  const bank = connectionJson(connection, viewOf(world, 'bank'))['bank'];
  return [
    // a synchronization that fails has no data of an account
    ...(connection.state === null ? accounts : []).map((account) =>
      notice('ACCOUNT_SYNCED', userId, account),
    ),
    {...notice('CONNECTION_SYNCED', userId, {user, connection: synchronized}), connection},
    notice('USER_SYNCED', userId, {connections: [{...synchronized, bank}], total: 1, user}),
  ];
}

function notice(event: WebhookEvent, userId: number | null, payload: Json): Notice {
  return {event, userId, connection: null, payload};
}

function sharedAccounts(world: World, {id, userId}: Connection): readonly Account[] {
  return world.accounts.of(userId).filter(({connectionId}) => connectionId === id);
}

function userOf(world: World, userId: number): Json {
  return userJson(userId, world.addedAt(userId));
}

function viewOf(world: World, expand = ''): View {
  return {world, language: 'en', expand: parseExpand(expand)};
}
