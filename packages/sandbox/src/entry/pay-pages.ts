import {own} from '../own.js';
import type {PathParameters} from '../router.js';
import type {World} from '../world/world.js';
import {type Entry, readValues} from './entry.js';
import type {Parameter} from './parameters.js';
import type {PayEntry, PayPage} from './pay-page.js';
import {readParameters} from './query.js';
import {Refusal} from './refusal.js';
import type {Service} from './service.js';

/** Old clients send neither `client_id` nor a value for `state`. */
const PAY_PARAMETERS = {
  code: 'optional',
  redirect_uri: 'optional',
  state: 'optional',
  client_id: 'optional',
} as const;

/**
 * Reads and checks a request for a page of the API Pay webview, as {@link readEntry} does for a flow.
 *
 * @throws {Refusal} for the first thing that is wrong.
 */
export function readPayEntry(
  service: Service,
  page: PayPage,
  {query, path}: {readonly query: URLSearchParams; readonly path: PathParameters},
  world: World,
): Entry {
  const sent = readParameters(query, PAY_PARAMETERS, ['state', 'code']);
  const code = sent.get('code');
  if (!code) throw new Refusal('missing-parameter', 'code');
  const [firstClient = ''] = world.clients.keys();
  const values = new Map<Parameter, string>([['client_id', firstClient], ...sent]);
  const token = world.tokens.find(code);
  // found before the code is used up; an invalid code is refused below
  const pay = typeof token === 'string' ? {page} : findNamed(page, path, token.userId, world);
  return {...readValues(service, 'transfer', {values, prefill: new Map()}, world), pay: own(pay)};
}

function findNamed(
  page: PayPage,
  path: PathParameters,
  userId: number,
  {accounts, transfers}: World,
): PayEntry {
  const {account: accountId, recipient: recipientId, transfer: transferId} = path;
  const account = find(accountId, `transfers/accounts/${accountId}`, (id) =>
    accounts.of(userId).find((one) => one.id === id),
  );
  const recipient = find(
    recipientId,
    `recipients/${recipientId}`,
    (id) => account && accounts.recipientsOf(account).find((one) => one.id === id),
  );
  const transfer = find(transferId, `transfers/${transferId}`, (id) => transfers.find(userId, id));
  return {page, ...(account && {account}), ...(recipient && {recipient}), ...(transfer && {transfer})};
}

function find<Item>(
  id: string | undefined,
  place: string,
  findItem: (id: number) => Item | undefined,
): Item | undefined {
  if (id === undefined) return undefined;
  const item = /^\d+$/.test(id) ? findItem(Number(id)) : undefined;
  if (item === undefined) throw new Refusal('not-owned', place);
  return item;
}
