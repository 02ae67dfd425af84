/**
 * The routes of your back end, as one function from `Request` to `Response`.
 *
 * @module budgea-webview/server
 */
export {BackendError, type BackendErrorCode} from './backend-error.js';
export type {CodeType} from './codes.js';
export type {Connection} from './connection.js';
export type {
  Payment,
  PaymentAccount,
  PaymentDetails,
  PaymentIdentity,
  PaymentInstruction,
  PaymentStart,
} from './payment.js';
export {type Backend, type BackendOptions, createBackend} from './create-backend.js';
