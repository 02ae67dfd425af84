/**
 * An emulated service for development and tests, in any runtime with `Request` and `Response`.
 *
 * Importing this module has no side effects.
 *
 * @module budgea-sandbox
 */
export {createSandbox} from './create-sandbox.js';
export type {Sandbox} from './create-sandbox.js';
export {sandboxAt} from './sandbox-at.js';
export type {RemoteSandbox} from './sandbox-at.js';
export {SandboxError} from './sandbox-error.js';
export type {SandboxErrorCode} from './sandbox-error.js';
export type {
  ConnectionState,
  OfUser,
  OrderState,
  PaymentChange,
  PaymentState,
  ReceivedRequest,
  SandboxControl,
  UserState,
  WebhookDelivery,
  WebhookFaults,
  WebhookState,
  WebhookToSend,
  WebhookTry,
} from './control/control.js';
export type {WebhookEvent} from './webhooks/events.js';
export type {FlowEnding} from './webview/ending.js';
export type {
  SandboxCapability,
  SandboxClient,
  SandboxConnection,
  SandboxConnector,
  SandboxField,
  SandboxFieldValue,
  SandboxInstruction,
  SandboxLabel,
  SandboxOptions,
  SandboxPayment,
  SandboxSource,
  SandboxTransfer,
  SandboxUser,
  SandboxWebhook,
} from './options.js';
