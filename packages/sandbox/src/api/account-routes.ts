import type {Account} from '../world/accounts.js';
import {ApiError} from './api-error.js';
import {type Body, bodyOf, flagOf, textOf} from './body.js';
import {type Call, hasFlag, pageOf, userOf} from './call.js';
import {accountJson} from './connection-json.js';
import {connectionOf} from './connection-routes.js';
import type {Json} from './representations.js';
import {viewOf} from './view.js';

/** What an application can change about an account. */
const SETTINGS = ['disabled', 'name', 'display', 'bookmarked'] as const;

export function listAccounts(call: Call): Json {
  const onlyPaying = hasFlag(call, 'able_to_transfer');
  const accounts = accountsOf(call).filter((account) => account.ableToTransfer || !onlyPaying);
  const view = viewOf(call);
  const page = pageOf(
    call,
    'accounts',
    accounts.map((account) => accountJson(account, view)),
  );
  const balance = accounts.reduce((sum, account) => sum + Math.round(account.balance * 100), 0) / 100;
  return {...page, balance, balances: {EUR: balance}, coming_balances: {EUR: 0}};
}

export function readAccount(call: Call): Json {
  return accountJson(accountOf(call, accountsOf(call)), viewOf(call));
}

/**
 * Answers `POST` and `PUT`: changes one account or more. Without a body, it activates them.
 *
 * A disabled account needs the flag `all`.
 */
export async function updateAccounts(call: Call): Promise<Json> {
  const known = accountsOf(call);
  const ids = (call.path['account'] ?? '').split(',');
  const accounts = ids.map((id) => findAccount(known, id));
  const body = await bodyOf(call.request);
  const activates = !SETTINGS.some((name) => body.has(name));
  for (const account of accounts) changeAccount(account, activates ? ACTIVATION : body, call);
  const view = viewOf(call);
  const [first, ...others] = accounts.map((account) => accountJson(account, view));
  return others.length === 0 && first ? first : {accounts: [first, ...others], total: accounts.length};
}

const ACTIVATION: Body = new Map([['disabled', false]]);

function changeAccount(account: Account, body: Body, {world}: Call): void {
  if (body.has('disabled')) {
    const wasShared = account.disabledAt === null;
    account.disabledAt = flagOf(body, 'disabled') ? (account.disabledAt ?? world.clock.now()) : null;
    const isShared = account.disabledAt === null;
    if (isShared !== wasShared) world.tell({kind: isShared ? 'account-shared' : 'account-hidden', account});
  }
  account.givenName = textOf(body, 'name') ?? account.givenName;
  if (body.has('display')) account.display = flagOf(body, 'display');
  if (body.has('bookmarked')) account.bookmarked = flagOf(body, 'bookmarked');
}

/** Returns the accounts below the path of a call. Those that the user does not share need the flag `all`. */
export function accountsOf(call: Call): readonly Account[] {
  const userId = userOf(call);
  const connection = call.path['connection'] === undefined ? undefined : connectionOf(call, userId);
  const {accounts} = call.world;
  return (hasFlag(call, 'all') ? accounts.everyOf(userId) : accounts.of(userId)).filter(
    ({connectionId}) => !connection || connectionId === connection.id,
  );
}

/** Returns the account that the path of a call names. */
export function accountOf({path}: Call, accounts: readonly Account[]): Account {
  return findAccount(accounts, path['account'] ?? '');
}

function findAccount(accounts: readonly Account[], id: string): Account {
  const account = accounts.find((one) => String(one.id) === id);
  if (!account) throw new ApiError(404, 'notFound', `The user has no account ${id}.`);
  return account;
}
