/** The events that a webhook can be for. */
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

/** The name of an event of the service. */
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The events of a webhook for which none is named: all but the deprecated one. */
export const DEFAULT_EVENTS: readonly WebhookEvent[] = WEBHOOK_EVENTS.filter(
  (event) => event !== 'USER_SYNCED',
);
