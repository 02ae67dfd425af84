import type {PropertyDeclarations} from 'lit';
import {FlowElement} from './internal/flow-element.js';
import {flowProperties, type FlowProperties} from './internal/flow-properties.js';

/**
 * A button that takes the user to the webview to make a payment: one that exists already, by `payment-id`, `code` and
 * `state`, or one that your back end creates at the click, by `payment-url`.
 *
 * It only leaves; `<budgea-callback>` or `finishFlow` reads the answer on the page the webview returns to.
 *
 * @tag budgea-payment
 * @summary Starts the payment flow.
 */
export class BudgeaPaymentElement extends FlowElement {
  static override readonly flow = 'payment';
  static override properties: PropertyDeclarations = flowProperties('payment');
}

export interface BudgeaPaymentElement extends FlowProperties<'payment'> {}
