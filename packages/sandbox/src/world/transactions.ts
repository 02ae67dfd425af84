import {hashOf} from '../seeded-bytes.js';
import type {Account} from './accounts.js';

const DAY = 86_400_000;
/** How many days before the first synchronization the transactions begin. */
const HISTORY_DAYS = 90;
/** The most days with transactions: the clock can be set to any year. */
const MAX_DAYS = 3650;

/** A transaction of a bank account. */
export interface Transaction {
  readonly id: number;
  readonly account: Account;
  readonly type: string;
  readonly wording: string;
  readonly value: number;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  /** When a synchronization found it, in milliseconds. */
  readonly foundAt: number;
}

/** What happens in a bank account: the type, the wording, and the lowest and the highest value in cents. */
const MOVEMENTS = [
  ['card', 'BOULANGERIE DES LILAS', -900, -250],
  ['card', 'MARCHE DE LA HALLE', -8900, -1200],
  ['card', 'LIBRAIRIE DU PORT', -4500, -800],
  ['card', 'HALL S BEER', -3200, -600],
  ['withdrawal', 'RETRAIT DAB', -10000, -2000],
  ['order', 'PRLV ELECTRICITE BRUME', -9800, -4200],
  ['order', 'PRLV TELECOM AZUREE', -3999, -1999],
  ['transfer', 'VIR CAMILLE MOREAU', 2000, 30000],
  ['payback', 'REMBOURSEMENT SANTE', 1500, 6000],
  ['bank', 'COTISATION CARTE', -450, -450],
] as const;

/**
 * Returns the transactions of an account until a synchronization, the newest first.
 *
 * They are worked out from the number of the account and the day, so they are the same on every run.
 *
 * @param since when the connection was added, in milliseconds.
 * @param until the time of the last synchronization, in milliseconds; `null` if there was none.
 */
export function transactionsOf(
  account: Account,
  since: number,
  until: number | null,
): readonly Transaction[] {
  if (until === null || account.disabledAt !== null) return [];
  const transactions: Transaction[] = [];
  const last = Math.floor(until / DAY);
  const first = Math.max(Math.floor(since / DAY) - HISTORY_DAYS, last - MAX_DAYS) + 1;
  for (let day = last; day >= first; day--) {
    for (let rank = countOn(account, day) - 1; rank >= 0; rank--) {
      transactions.push(transactionOn(account, day, rank, since));
    }
  }
  return transactions;
}

function transactionOn(account: Account, day: number, rank: number, since: number): Transaction {
  const hash = hashOf(`${account.number}/${day}/${rank}`);
  const [type, wording, lowest, highest] = account.ableToTransfer
    ? (MOVEMENTS[hash % MOVEMENTS.length] ?? MOVEMENTS[0])
    : (['transfer', 'VERSEMENT MENSUEL', 5000, 20000] as const);
  return {
    // an account has ids of its own for 100,000 days, from 1970
    id: (account.id * 100_000 + day) * 10 + rank,
    account,
    type,
    wording,
    value: (lowest + ((hash >>> 8) % (highest - lowest + 1))) / 100,
    day: new Date(day * DAY).toISOString().slice(0, 10),
    foundAt: Math.max(since, day * DAY),
  };
}

/** Returns how many transactions an account has on a day: up to three; savings have one on the fifth of a month. */
function countOn({number, ableToTransfer}: Account, day: number): number {
  if (ableToTransfer) return hashOf(`${number}/${day}`) % 4;
  return new Date(day * DAY).getUTCDate() === 5 ? 1 : 0;
}
