import type {Connection} from './connection.js';
import type {Payment} from './payment.js';

/** Every event that the service documents. */
export const WEBHOOK_EVENTS = [
  'USER_CREATED',
  'USER_DELETED',
  'USER_SYNCED',
  'CONNECTION_SYNCED',
  'CONNECTION_DELETED',
  'ACCOUNTS_FETCHED',
  'ACCOUNT_SYNCED',
  'ACCOUNT_FOUND',
  'ACCOUNT_ENABLED',
  'ACCOUNT_DISABLED',
  'ACCOUNT_CATEGORIZED',
  'ACCOUNT_OWNERSHIPS_FOUND',
  'TRANSACTION_ATTACHMENTS_FOUND',
  'SUBSCRIPTION_FOUND',
  'SUBSCRIPTION_SYNCED',
  'PAYMENT_STATE_UPDATED',
] as const;

/** An event that the service documents. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The events that name no user, so the service sends them without a user's token. */
export const EVENTS_WITHOUT_USER: readonly string[] = ['PAYMENT_STATE_UPDATED'];

/** Tells whether an event is one that the service documents. */
export function isWebhookEvent(event: string): event is WebhookEvent {
  return (WEBHOOK_EVENTS as readonly string[]).includes(event);
}

/** What every payload has. It may hold further fields. */
export interface WebhookPayload {
  /** Names the delivery. Missing in the payloads of 2019. */
  readonly id_webhook_data?: number;
  readonly [field: string]: unknown;
}

/** A user of the service. Its `id` is the `userId` that `saveToken` got. */
export interface WebhookUser {
  readonly id: number;
  readonly signin?: string | null;
  readonly [field: string]: unknown;
}

/** One of the ways in which the service reads a connection. */
export interface WebhookSource {
  readonly id: number;
  readonly name: string;
  /** What is wrong with it. `null` if it works. */
  readonly state?: string | null;
  /** When the user's consent ends. */
  readonly access_expire?: string | null;
  readonly last_update?: string | null;
  readonly disabled?: string | null;
  readonly [field: string]: unknown;
}

/** A bank or a provider. */
export interface WebhookConnector {
  readonly id: number;
  readonly name: string;
  readonly uuid?: string;
  readonly color?: string | null;
  readonly [field: string]: unknown;
}

/** A transaction of an account. */
export interface WebhookTransaction {
  readonly id: number;
  readonly id_account?: number | null;
  /** The amount in units of the account's currency. Negative for a debit. */
  readonly value?: number | null;
  readonly date?: string | null;
  readonly rdate?: string | null;
  readonly original_wording?: string | null;
  readonly simplified_wording?: string | null;
  readonly wording?: string | null;
  readonly type?: string | null;
  readonly id_category?: number | null;
  /** Whether it is announced, but not booked yet. */
  readonly coming?: boolean;
  readonly active?: boolean;
  readonly deleted?: string | null;
  readonly last_update?: string | null;
  readonly [field: string]: unknown;
}

/** An investment of an account. */
export interface WebhookInvestment {
  readonly id: number;
  readonly id_account?: number | null;
  readonly label?: string | null;
  readonly code?: string | null;
  readonly quantity?: number | null;
  readonly unitvalue?: number | null;
  readonly valuation?: number | null;
  readonly [field: string]: unknown;
}

/** An account at a bank. */
export interface WebhookAccount {
  readonly id: number;
  readonly id_connection?: number | null;
  readonly id_user?: number | null;
  readonly id_source?: number | null;
  readonly name?: string;
  readonly original_name?: string;
  readonly number?: string | null;
  readonly iban?: string | null;
  readonly balance?: number | null;
  readonly coming?: number | null;
  readonly currency?: {readonly id: string; readonly [field: string]: unknown} | null;
  readonly type?: string | {readonly name: string; readonly [field: string]: unknown};
  readonly usage?: string | null;
  /** What is wrong with it. `null` if its last update worked. */
  readonly error?: string | null;
  readonly last_update?: string | null;
  readonly deleted?: string | null;
  /** Since when it is disabled. The service disables each new account until the user consents. */
  readonly disabled?: string | null;
  /** Its new transactions, in events about a synchronization. */
  readonly transactions?: readonly WebhookTransaction[];
  /** Its new investments, in events about a synchronization. */
  readonly investments?: readonly WebhookInvestment[];
  readonly [field: string]: unknown;
}

/** A document of a subscription. */
export interface WebhookDocument {
  readonly id: number;
  readonly id_subscription?: number | null;
  readonly name?: string | null;
  readonly date?: string | null;
  readonly url?: string | null;
  readonly [field: string]: unknown;
}

/** A subscription at a provider, with its documents. */
export interface WebhookSubscription {
  readonly id: number;
  readonly id_connection?: number | null;
  readonly id_user?: number | null;
  readonly number?: string | null;
  readonly label?: string;
  readonly subscriber?: string | null;
  readonly error?: string | null;
  readonly last_update?: string | null;
  readonly disabled?: string | null;
  /** Its new documents, in events about a synchronization. */
  readonly documents?: readonly WebhookDocument[];
  readonly [field: string]: unknown;
}

/** A connection with what its synchronization found. */
export interface WebhookConnection extends Connection {
  readonly connector?: WebhookConnector;
  readonly sources?: readonly WebhookSource[];
  readonly accounts?: readonly WebhookAccount[];
  readonly subscriptions?: readonly WebhookSubscription[];
}

/** Whose an account is. */
export interface WebhookOwnership {
  readonly id_account: number;
  readonly id_connection: number;
  readonly id_user: number;
  readonly multiple_holders?: boolean | null;
  readonly parties?: readonly {
    readonly role: string;
    readonly identity?: {readonly is_user?: boolean | null; readonly full_name?: string};
    readonly [field: string]: unknown;
  }[];
  readonly [field: string]: unknown;
}

/** A payload about a synchronized connection. */
interface ConnectionPayload extends WebhookPayload {
  readonly user: WebhookUser;
  readonly connection: WebhookConnection;
}

/**
 * The payload of each event. The types name the fields that the service documents. Nothing checks them at run time, so
 * a field that the service leaves out is `undefined`.
 */
export interface WebhookPayloads {
  USER_CREATED: WebhookPayload & WebhookUser;
  USER_DELETED: WebhookPayload & WebhookUser;
  /** Deprecated by the service since `CONNECTION_SYNCED`. */
  USER_SYNCED: WebhookPayload & {
    readonly user: WebhookUser;
    readonly connections: readonly WebhookConnection[];
    readonly total?: number;
  };
  CONNECTION_SYNCED: ConnectionPayload;
  CONNECTION_DELETED: WebhookPayload & Connection;
  /** The accounts are read, but their transactions are not. */
  ACCOUNTS_FETCHED: ConnectionPayload;
  ACCOUNT_SYNCED: WebhookPayload & WebhookAccount;
  ACCOUNT_FOUND: WebhookPayload & WebhookAccount;
  ACCOUNT_ENABLED: WebhookPayload & WebhookAccount;
  ACCOUNT_DISABLED: WebhookPayload & WebhookAccount;
  ACCOUNT_CATEGORIZED: WebhookPayload & {readonly transactions: readonly WebhookTransaction[]};
  ACCOUNT_OWNERSHIPS_FOUND: WebhookPayload & {
    readonly account_ownerships: WebhookOwnership | readonly WebhookOwnership[];
  };
  TRANSACTION_ATTACHMENTS_FOUND: WebhookPayload & {
    readonly id_connection: number;
    readonly id_account: number;
    readonly id_transaction: number;
    readonly attachments: readonly {
      readonly id: number;
      readonly url?: string | null;
      readonly [field: string]: unknown;
    }[];
  };
  SUBSCRIPTION_FOUND: WebhookPayload & WebhookSubscription;
  SUBSCRIPTION_SYNCED: WebhookPayload & WebhookSubscription;
  PAYMENT_STATE_UPDATED: WebhookPayload & Payment;
}
