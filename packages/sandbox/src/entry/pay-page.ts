import type {Account, Recipient} from '../world/accounts.js';
import type {Transfer} from '../world/transfers.js';

/** The pages of the API Pay webview, by path. The first one that matches an address is the right one. */
export const PAY_PAGES = [
  'transfers',
  'transfers/accounts',
  'transfers/accounts/:account/recipients',
  'transfers/accounts/:account/recipients/:recipient',
  'transfers/:transfer',
] as const;

/** One of the pages of the API Pay webview. */
export type PayPage = (typeof PAY_PAGES)[number];

/** What an address of the API Pay webview names. */
export interface PayEntry {
  readonly page: PayPage;
  readonly account?: Account;
  readonly recipient?: Recipient;
  readonly transfer?: Transfer;
}
