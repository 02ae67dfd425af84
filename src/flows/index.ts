/**
 * The flows without elements: helpers that start a flow and read its answer.
 *
 * Importing this module has no side effects, in a browser or in Node.
 *
 * @module budgea-webview/flows
 */
export {type AttemptStore} from './attempts.js';
export {type FinishOptions, finishFlow} from './finish-flow.js';
export {forgetAttempts, type ForgetOptions} from './forget-attempts.js';
export {messageFor} from './message-for.js';
export {migrateV3Url} from './migrate-v3-url.js';
export {type CallbackAnswer, parseCallback} from './parse-callback.js';
export {payPageUrl, type PayPage, type PayPageOptions, type PayPageSettings} from './pay-page-url.js';
export {startFlow} from './start-flow.js';
export type {
  CodeAnswer,
  CodeSource,
  NewPayment,
  PaymentSource,
  PaymentStart,
  StartOptions,
} from './start-options.js';
export type {V3Flow, V3Migration, V3Note, V3NoteCode, V3Options} from './v3-migration.js';
export {webviewUrl} from './webview-url.js';
export type {OwnTexts, Texts} from '../languages/texts.js';
export type {CancelError, MalformedAnswer, NoAnswer} from '../service/callback.js';
export type {
  AccountType,
  ConnectorCapability,
  ConnectorFields,
  Flow,
  FlowOptions,
  Language,
  Service,
  WebviewSettings,
} from '../service/parameters.js';
export {
  type ConnectionErrorCode,
  type ConnectionErrorSource,
  type ConnectionSource,
  type ConsentEnd,
  describeConnectionError,
  type DescribeOptions,
  type FirstSyncRemedy,
  type KnownErrorRemedy,
  type NoRemedy,
  type Remedy,
  type RemedyAction,
  type RemedyActor,
  type UnknownErrorRemedy,
} from '../service/connection-errors.js';
export {FlowError, type FlowErrorCode} from '../service/flow-error.js';
export type {Json} from '../service/json.js';
export type {PaymentState} from '../service/payments.js';
export type {
  CancelledResult,
  ClaimedAnswer,
  FailedResult,
  FlowResult,
  IncompleteResult,
  ReplayedResult,
  SuccessResult,
  UnverifiedResult,
} from '../service/results.js';
