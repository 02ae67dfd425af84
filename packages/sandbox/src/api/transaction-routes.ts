import {isDay} from '../iso-day.js';
import type {Transaction} from '../world/transactions.js';
import {accountOf, accountsOf} from './account-routes.js';
import {ApiError} from './api-error.js';
import {type Call, linkedPageOf, named} from './call.js';
import {transactionJson, transactionsIn} from './connection-json.js';
import type {Json} from './representations.js';
import {viewOf} from './view.js';

/** Lists the transactions of a user, a connection or an account, the newest first. */
export function listTransactions(call: Call): Json {
  const [minDate, maxDate] = [dayOf(call, 'min_date'), dayOf(call, 'max_date')];
  const income = call.url.searchParams.get('income');
  const all = transactionsOf(call);
  const found = all.filter(
    ({day, value}) =>
      (minDate === undefined || day >= minDate) &&
      (maxDate === undefined || day <= maxDate) &&
      (income === null || /^(true|1)$/i.test(income) === value > 0),
  );
  const view = viewOf(call);
  return {
    ...linkedPageOf(
      call,
      'transactions',
      found.map((transaction) => transactionJson(transaction, view)),
    ),
    first_date: all.at(-1)?.day ?? null,
    last_date: all[0]?.day ?? null,
    result_min_date: found.at(-1)?.day ?? null,
    result_max_date: found[0]?.day ?? null,
  };
}

export function readTransaction(call: Call): Json {
  const transactions = transactionsOf(call);
  const transaction = named(call, 'transaction', (id) => transactions.find((one) => one.id === id));
  return transactionJson(transaction, viewOf(call));
}

function transactionsOf(call: Call): readonly Transaction[] {
  const known = accountsOf(call);
  const accounts = call.path['account'] === undefined ? known : [accountOf(call, known)];
  return accounts
    .flatMap((account) => transactionsIn(call, account))
    .sort((one, other) => other.day.localeCompare(one.day) || other.id - one.id);
}

function dayOf({url}: Call, name: string): string | undefined {
  const text = url.searchParams.get(name);
  if (text === null || text === '') return undefined;
  if (!isDay(text)) throw new ApiError(400, 'invalidValue', `${name} must be YYYY-MM-DD, not “${text}”.`);
  return text;
}
