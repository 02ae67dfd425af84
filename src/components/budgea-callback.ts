import {BudgeaCallbackElement} from './budgea-callback-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-callback', BudgeaCallbackElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-callback': BudgeaCallbackElement;
  }
}
