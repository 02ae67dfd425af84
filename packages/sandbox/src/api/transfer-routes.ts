import {isDay} from '../iso-day.js';
import type {Recipient} from '../world/accounts.js';
import {accountOf, accountsOf} from './account-routes.js';
import {ApiError} from './api-error.js';
import {type Body, bodyOf, textOf} from './body.js';
import {type Call, named, pageOf, userOf} from './call.js';
import {type Json, recipientJson, transferJson} from './representations.js';

export function listRecipients(call: Call): Json {
  const account = accountOf(call, accountsOf(call));
  return pageOf(call, 'recipients', call.world.accounts.recipientsOf(account).map(recipientJson));
}

export async function createTransfer(call: Call): Promise<Json> {
  const account = accountOf(call, accountsOf(call));
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
function orderOf(body: Body): {
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
