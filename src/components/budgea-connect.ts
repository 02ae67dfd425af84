import {BudgeaConnectElement} from './budgea-connect-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-connect', BudgeaConnectElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-connect': BudgeaConnectElement;
  }
}
