/**
 * The routes of your back end, as one function from `Request` to `Response`.
 *
 * @module budgea-webview/server
 */
export {BackendError, type BackendErrorCode} from './backend-error.js';
export type {UnreachableReason} from './unreachable.js';
export type {CodeType} from './codes.js';
export type {Connection} from './connection.js';
export type {
  AccountError,
  ConnectionsAnswer,
  ConnectionSummary,
  SourceSummary,
} from '../service/connection-summary.js';
export type {Remedy} from '../service/connection-errors.js';
export type {
  Payment,
  PaymentAccount,
  PaymentDetails,
  PaymentFields,
  PaymentIdentity,
  PaymentInstruction,
  PaymentStart,
} from './payment.js';
export type {RenewOptions} from './service-user.js';
export type {User} from './user.js';
export type {BackendOptions, CreateUserAt, SavedToken} from './backend-options.js';
export type {Backend} from './backend.js';
export {createBackend} from './create-backend.js';
export {
  createWebhooks,
  type WebhookContext,
  type WebhookHandler,
  type WebhookHandlers,
  type WebhookOptions,
  type Webhooks,
} from './create-webhooks.js';
export {parseWebhook, type Webhook} from './parse-webhook.js';
export {type VerifiedWebhook, verifyWebhook, type VerifyWebhookOptions} from './verify-webhook.js';
export type {WebhookClaim, WebhookClaimAnswer} from './webhook-claim.js';
export {type SignatureReason, WebhookError, type WebhookErrorCode} from './webhook-error.js';
export {
  WEBHOOK_EVENTS,
  type WebhookAccount,
  type WebhookConnection,
  type WebhookConnector,
  type WebhookDocument,
  type WebhookEvent,
  type WebhookInvestment,
  type WebhookOwnership,
  type WebhookPayload,
  type WebhookPayloads,
  type WebhookSource,
  type WebhookSubscription,
  type WebhookTransaction,
  type WebhookUser,
} from './webhook-events.js';
export type {
  VerifyRequest,
  WebhookProof,
  WebhookRequest,
  WebhookVerification,
} from './webhook-verification.js';
export type {ResultDetails, ServerFlowOptions} from './server-flow/options.js';
