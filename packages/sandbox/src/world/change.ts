import type {Account} from './accounts.js';
import type {Connection} from './connection.js';
import type {Payment} from './payments.js';

/** A change of the data that webhooks tell an application. */
export type Change =
  | {readonly kind: 'user-created' | 'user-deleted'; readonly userId: number; readonly addedAt: number}
  | {readonly kind: 'accounts-found' | 'connection-deleted'; readonly connection: Connection}
  | {
      readonly kind: 'synchronized';
      readonly connection: Connection;
      /** The time of the last successful synchronization before, in milliseconds; `null` if there was none. */
      readonly since: number | null;
    }
  | {readonly kind: 'account-shared' | 'account-hidden'; readonly account: Account}
  | {readonly kind: 'payment-changed'; readonly payment: Payment};

/** Called with each change. */
export type OnChange = (change: Change) => void;
