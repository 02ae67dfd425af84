import type {BankAccount} from '../bank-accounts.js';

/** The accounts that a user may share. An absent list allows every account. */
export interface AccountFilter {
  readonly ibans?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly usages?: readonly string[] | undefined;
}

/** The reason why an account cannot be shared. */
export type AccountObstacle = 'iban' | 'type' | 'usage';

/** Returns why an account cannot be shared, or nothing if it can. */
export function accountObstacle(account: BankAccount, filter: AccountFilter): AccountObstacle | undefined {
  if (filter.ibans && !(account.iban !== null && filter.ibans.includes(account.iban))) return 'iban';
  if (filter.types && !filter.types.includes(account.type)) return 'type';
  if (filter.usages && !filter.usages.includes(account.usage)) return 'usage';
  return undefined;
}
