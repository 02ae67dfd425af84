import {preferredLanguage} from '../language.js';
import type {Account, Recipient} from '../world.js';
import {ApiError} from './api-error.js';
import {bodyOf, textOf} from './body.js';
import {type Call, expandOf, named, pageOf, userOf} from './call.js';
import {
  accountJson,
  connectionJson,
  type Json,
  paymentJson,
  recipientJson,
  transferJson,
} from './representations.js';

export function readUser(call: Call): Json {
  const id = userOf(call);
  return {id, signin: null, platform: 'sharedAccess'};
}

export function listConnections(call: Call): Json {
  const connections = call.world.connectionsOf(userOf(call));
  const view = viewOf(call);
  return pageOf(
    call,
    'connections',
    connections.map((connection) => connectionJson(call.world, connection, view)),
  );
}

export function readConnection(call: Call): Json {
  const userId = userOf(call);
  const connection = named(call, 'connection', (id) => call.world.connectionOf(userId, id));
  return connectionJson(call.world, connection, viewOf(call));
}

export function deleteConnection(call: Call): Json {
  const userId = userOf(call);
  const connection = named(call, 'connection', (id) => call.world.connectionOf(userId, id));
  const answer = connectionJson(call.world, connection, viewOf(call));
  call.world.removeConnection(connection);
  return answer;
}

/** The sandbox's own: puts a connection into an error state, or out of it with `null`. */
export async function setConnectionError(call: Call): Promise<Json> {
  const userId = userOf(call);
  const connection = named(call, 'connection', (id) => call.world.connectionOf(userId, id));
  const error = (await bodyOf(call.request)).get('error');
  if (error !== null && (typeof error !== 'string' || error === '')) {
    throw new ApiError(400, 'invalidValue', 'error has to be a text such as “wrongpass”, or null.');
  }
  connection.error = error;
  return connectionJson(call.world, connection, viewOf(call));
}

export function listAccounts(call: Call): Json {
  const userId = userOf(call);
  const onlyPaying = ['1', 'true'].includes(call.url.searchParams.get('able_to_transfer') ?? '');
  const accounts = call.world.accountsOf(userId).filter((account) => account.ableToTransfer || !onlyPaying);
  return pageOf(
    call,
    'accounts',
    accounts.map((account) => {
      const connection = call.world.connectionOf(userId, account.connectionId);
      return accountJson(account, connection?.lastUpdate ?? call.world.now());
    }),
  );
}

export function listRecipients(call: Call): Json {
  const account = accountOf(call, userOf(call));
  return pageOf(call, 'recipients', call.world.recipientsOf(account).map(recipientJson));
}

export async function createTransfer(call: Call): Promise<Json> {
  const account = accountOf(call, userOf(call));
  const recipient = named<Recipient>(call, 'recipient', (id) =>
    call.world.recipientsOf(account).find((one) => one.id === id),
  );
  const body = await bodyOf(call.request);
  const {amount, label} = orderOf(body);
  const execDate = textOf(body, 'exec_date');
  if (execDate !== undefined && !isDate(execDate)) {
    throw new ApiError(400, 'invalidValue', `exec_date has to be YYYY-MM-DD, not “${execDate}”.`);
  }
  return transferJson(call.world.addTransfer({account, recipient, amount, label, execDate}));
}

export function listTransfers(call: Call): Json {
  return pageOf(call, 'transfers', call.world.transfersOf(userOf(call)).map(transferJson));
}

export function readTransfer(call: Call): Json {
  const userId = userOf(call);
  return transferJson(named(call, 'transfer', (id) => call.world.transferOf(userId, id)));
}

/** The sandbox's own: prepares a payment, which the service makes with other tokens than a user's. */
export async function createPayment(call: Call): Promise<Json> {
  const userId = userOf(call);
  return paymentJson(call.world.addPayment(userId, orderOf(await bodyOf(call.request))));
}

/** The sandbox's own: how a payment is. */
export function readPayment(call: Call): Json {
  const userId = userOf(call);
  return paymentJson(named(call, 'payment', (id) => call.world.paymentOf(userId, id)));
}

/** What a transfer or a payment says: how much, and what for. */
function orderOf(body: Awaited<ReturnType<typeof bodyOf>>): {
  readonly amount: number;
  readonly label: string;
} {
  const amount = Number(textOf(body, 'amount') ?? Number.NaN);
  if (!Number.isFinite(amount) || amount <= 0) {
    throw new ApiError(400, 'invalidValue', 'amount has to be a number above 0, in euros.');
  }
  const label = textOf(body, 'label');
  if (label === undefined) throw new ApiError(400, 'missingParameter', 'label is missing.');
  return {amount, label};
}

function accountOf(call: Call, userId: number): Account {
  return named(call, 'account', (id) => call.world.accountOf(userId, id));
}

function viewOf(call: Call): Parameters<typeof connectionJson>[2] {
  return {language: preferredLanguage(call.request), expand: expandOf(call)};
}

function isDate(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
