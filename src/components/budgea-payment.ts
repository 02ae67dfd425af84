import {BudgeaPaymentElement} from './budgea-payment-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-payment', BudgeaPaymentElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-payment': BudgeaPaymentElement;
  }
}
