import type {PropertyDeclarations} from 'lit';
import {FlowElement} from './internal/flow-element.js';
import {flowProperties, type FlowProperties} from './internal/flow-properties.js';

/**
 * A button that takes the user to the webview to make a bank transfer.
 *
 * It only leaves; `<budgea-callback>` or `finishFlow` reads the answer on the page the webview returns to.
 *
 * @tag budgea-transfer
 * @summary Starts the transfer flow.
 */
export class BudgeaTransferElement extends FlowElement {
  static override readonly flow = 'transfer';
  static override properties: PropertyDeclarations = flowProperties('transfer');
}

export interface BudgeaTransferElement extends FlowProperties<'transfer'> {}
