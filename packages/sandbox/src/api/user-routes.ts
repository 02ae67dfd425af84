import {isDay} from '../iso-day.js';
import {preferredLanguage} from '../language.js';
import type {Account, Recipient} from '../world/accounts.js';
import {ApiError} from './api-error.js';
import {bodyOf, textOf} from './body.js';
import {type Call, expandOf, named, pageOf, userOf} from './call.js';
import {accountJson, connectionJson, type Json, recipientJson, transferJson} from './representations.js';

export function readUser(call: Call): Json {
  const id = userOf(call);
  return {id, signin: null, platform: 'sharedAccess'};
}

export function deleteUser(call: Call): undefined {
  call.world.deleteUser(userOf(call));
}

export function listConnections(call: Call): Json {
  const connections = call.world.connections.of(userOf(call));
  const view = viewOf(call);
  return pageOf(
    call,
    'connections',
    connections.map((connection) => connectionJson(call.world, connection, view)),
  );
}

export function readConnection(call: Call): Json {
  const userId = userOf(call);
  const connection = named(call, 'connection', (id) => call.world.connections.find(userId, id));
  return connectionJson(call.world, connection, viewOf(call));
}

export function deleteConnection(call: Call): undefined {
  const userId = userOf(call);
  const connection = named(call, 'connection', (id) => call.world.connections.find(userId, id));
  call.world.connections.remove(connection);
}

export function listAccounts(call: Call): Json {
  const userId = userOf(call);
  const onlyPaying = ['1', 'true'].includes(call.url.searchParams.get('able_to_transfer') ?? '');
  const accounts = call.world.accounts.of(userId).filter((account) => account.ableToTransfer || !onlyPaying);
  return pageOf(
    call,
    'accounts',
    accounts.map((account) => {
      const connection = call.world.connections.find(userId, account.connectionId);
      return accountJson(account, connection?.lastUpdate ?? call.world.clock.now());
    }),
  );
}

export function listRecipients(call: Call): Json {
  const account = accountOf(call, userOf(call));
  return pageOf(call, 'recipients', call.world.accounts.recipientsOf(account).map(recipientJson));
}

export async function createTransfer(call: Call): Promise<Json> {
  const account = accountOf(call, userOf(call));
  const recipient = named<Recipient>(call, 'recipient', (id) =>
    call.world.accounts.recipientsOf(account).find((one) => one.id === id),
  );
  const body = await bodyOf(call.request);
  const {amount, label} = orderOf(body);
  const execDate = textOf(body, 'exec_date');
  if (execDate !== undefined && !isDay(execDate)) {
    throw new ApiError(400, 'invalidValue', `exec_date must be YYYY-MM-DD, not “${execDate}”.`);
  }
  return transferJson(call.world.transfers.add({account, recipient, amount, label, execDate}));
}

export function listTransfers(call: Call): Json {
  return pageOf(call, 'transfers', call.world.transfers.of(userOf(call)).map(transferJson));
}

export function readTransfer(call: Call): Json {
  const userId = userOf(call);
  return transferJson(named(call, 'transfer', (id) => call.world.transfers.find(userId, id)));
}

/** Reads the amount and the label of a transfer. */
function orderOf(body: Awaited<ReturnType<typeof bodyOf>>): {
  readonly amount: number;
  readonly label: string;
} {
  const amount = Number(textOf(body, 'amount') ?? Number.NaN);
  if (!Number.isFinite(amount) || amount <= 0) {
    throw new ApiError(400, 'invalidValue', 'amount must be a number above 0, in euros.');
  }
  const label = textOf(body, 'label');
  if (label === undefined) throw new ApiError(400, 'missingParameter', 'label is missing.');
  return {amount, label};
}

function accountOf(call: Call, userId: number): Account {
  return named(call, 'account', (id) => call.world.accounts.find(userId, id));
}

function viewOf(call: Call): Parameters<typeof connectionJson>[2] {
  return {language: preferredLanguage(call.request), expand: expandOf(call)};
}
