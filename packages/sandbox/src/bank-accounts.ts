import {frenchIban} from './iban.js';
import type {SandboxConnector} from './options.js';

/** The account types that the service knows. */
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

/** One of the account types that the service knows. */
type AccountType = (typeof ACCOUNT_TYPES)[number];

/** An account as the bank shows it, before anybody connected to it. */
export interface BankAccount {
  readonly name: string;
  readonly type: AccountType;
  /** `PRIV` for a person's own, `ORGA` for a company's. */
  readonly usage: string;
  readonly iban: string | null;
  readonly number: string;
  readonly balance: number;
  readonly ableToTransfer: boolean;
}

/**
 * The accounts that a bank holds for whoever signs in.
 *
 * The same bank always shows the same ones, so that an IBAN can be known beforehand.
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
  // each bank its own, or two of them look like one
  const shift = (connectorId * 137) % 900;
  return {name, type, usage, iban, number: String(number), balance: balance + shift, ableToTransfer};
}
