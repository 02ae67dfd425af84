import {type Call, pageOf, tokenOf} from './call.js';
import type {Json} from './representations.js';

/** The events that a webhook can be for. */
const WEBHOOK_EVENTS = [
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

export function listWebhookEvents(call: Call): Json {
  tokenOf(call);
  return pageOf(
    call,
    'webhooks_events',
    WEBHOOK_EVENTS.map((name, index) => ({id: index + 1, name})),
  );
}
