/**
 * The flows without elements: the helpers that start one and read its answer, and what belongs to them.
 *
 * Importing this module does nothing by itself, in a browser or in Node.
 *
 * @module budgea-webview/flows
 */
export {type AttemptStore} from './attempts.js';
export {
  type ConnectionErrorCode,
  type ConnectionErrorSource,
  describeConnectionError,
  type FirstSyncRemedy,
  type KnownErrorRemedy,
  type NoRemedy,
  type Remedy,
  type RemedyAction,
  type RemedyActor,
  type UnknownErrorRemedy,
} from '../service/connection-errors.js';
export {
  type CancelledResult,
  type FailedResult,
  type FinishOptions,
  finishFlow,
  type FlowResult,
  type IncompleteResult,
  type ReplayedResult,
  type SuccessResult,
  type UnverifiedResult,
} from './finish-flow.js';
export {FlowError, type FlowErrorCode} from '../service/flow-error.js';
export {messageFor} from './message-for.js';
export {
  migrateV3Url,
  type V3Flow,
  type V3Migration,
  type V3Note,
  type V3NoteCode,
  type V3Options,
} from './migrate-v3-url.js';
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
  type CallbackAnswer,
  type CancelError,
  type ClaimedAnswer,
  type MalformedAnswer,
  type NoAnswer,
  parseCallback,
} from './parse-callback.js';
export {payPageUrl, type PayPage, type PayPageOptions, type PayPageSettings} from './pay-page-url.js';
export {type CodeSource, type Json, startFlow, type StartOptions} from './start-flow.js';
export type {OwnTexts, Texts} from '../languages/texts.js';
export {webviewUrl} from './webview-url.js';
