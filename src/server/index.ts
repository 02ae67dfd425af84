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
export {
  type Backend,
  type BackendOptions,
  type CreateUserAt,
  createBackend,
  type SavedToken,
} from './create-backend.js';
