/**
 * The elements' classes, their events, and everything of `budgea-webview/flows`.
 *
 * Importing this module registers nothing; `budgea-webview/define` registers the elements.
 *
 * @module budgea-webview
 */
export * from './flows/index.js';
export {BudgeaCallbackElement} from './components/budgea-callback-element.js';
export {BudgeaConnectElement} from './components/budgea-connect-element.js';
export {BudgeaConnectionElement} from './components/budgea-connection-element.js';
export {BudgeaConnectionsElement} from './components/budgea-connections-element.js';
export {BudgeaConnectionsEvent, type ConnectionCounts} from './components/budgea-connections-event.js';
export {BudgeaDoneEvent} from './components/budgea-done-event.js';
export {BudgeaErrorEvent} from './components/budgea-error-event.js';
export {BudgeaLeaveEvent} from './components/budgea-leave-event.js';
export {BudgeaManageElement} from './components/budgea-manage-element.js';
export {BudgeaPaymentElement} from './components/budgea-payment-element.js';
export {BudgeaReconnectElement} from './components/budgea-reconnect-element.js';
export {BudgeaResultEvent} from './components/budgea-result-event.js';
export {BudgeaTransferElement} from './components/budgea-transfer-element.js';
export {BudgeaWebviewElement} from './components/budgea-webview-element.js';
export type {Fetch, ReceivedCode, SaveCode} from './components/internal/settings.js';
