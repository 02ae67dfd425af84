/**
 * The root in a worker: all of it, but the classes of the elements are empty.
 *
 * A worker has no document, and Lit's build for browsers fails without one when it is imported.
 */
export * from '../flows/index.js';
export {BudgeaConnectionsEvent} from '../components/budgea-connections-event.js';
export {BudgeaDoneEvent} from '../components/budgea-done-event.js';
export {BudgeaErrorEvent} from '../components/budgea-error-event.js';
export {BudgeaLeaveEvent} from '../components/budgea-leave-event.js';
export {BudgeaResultEvent} from '../components/budgea-result-event.js';

export class BudgeaCallbackElement {}
export class BudgeaConnectElement {}
export class BudgeaConnectionElement {}
export class BudgeaConnectionsElement {}
export class BudgeaManageElement {}
export class BudgeaPaymentElement {}
export class BudgeaReconnectElement {}
export class BudgeaTransferElement {}
export class BudgeaWebviewElement {}
