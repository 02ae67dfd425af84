import {BudgeaConnectElement} from './budgea-connect-element.js';
import {defineElement} from './define-element.js';

defineElement('budgea-connect', BudgeaConnectElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-connect': BudgeaConnectElement;
  }
}
