import {frenchIban} from './iban.js';
import type {SandboxConnector} from './options.js';

/** Every account type of the service. */
export const ACCOUNT_TYPES = [
  'checking',
  'savings',
  'deposit',
  'loan',
  'market',
  'joint',
  'card',
  'lifeinsurance',
  'pee',
  'perco',
  'article83',
  'rsp',
  'pea',
  'capitalisation',
  'perp',
  'madelin',
  'crowdlending',
  'real_estate',
  'per',
  'unknown',
] as const;

/** An account type of the service. */
type AccountType = (typeof ACCOUNT_TYPES)[number];

/** An account at a bank, before a user connects to it. */
export interface BankAccount {
  readonly name: string;
  readonly type: AccountType;
  /** `PRIV` for a private account, `ORGA` for a company account. */
  readonly usage: string;
  readonly iban: string | null;
  readonly number: string;
  readonly balance: number;
  readonly ableToTransfer: boolean;
}

/**
 * Returns the accounts that a bank shows after sign-in.
 *
 * They are the same for every user, so a test can know an IBAN in advance.
 */
export function accountsAt(connector: SandboxConnector): readonly BankAccount[] {
  if (!connector.capabilities.includes('bank')) return [];
  const {id} = connector;
  return [
    account(id, 1, 'Compte chèques', 'checking', 'PRIV', 2893.36, true),
    account(id, 2, 'Compte joint', 'joint', 'PRIV', 1204.5, true),
    account(id, 3, 'Livret A', 'savings', 'PRIV', 7481.01, false),
    {...account(id, 4, 'PEA', 'pea', 'PRIV', 3520.28, false), iban: null},
    account(id, 5, 'Compte professionnel', 'checking', 'ORGA', 15230.9, true),
  ];
}

function account(
  connectorId: number,
  rank: number,
  name: string,
  type: AccountType,
  usage: string,
  balance: number,
  ableToTransfer: boolean,
): BankAccount {
  const number = 30029000000 + (connectorId % 10000) * 10 + rank;
  const iban = frenchIban(90000 + (connectorId % 10000), number);
  // the balances differ from bank to bank, so that two banks are easy to tell apart
  const shift = (connectorId * 137) % 900;
  return {name, type, usage, iban, number: String(number), balance: balance + shift, ableToTransfer};
}
