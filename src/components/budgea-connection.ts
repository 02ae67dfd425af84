import {BudgeaConnectionElement} from './budgea-connection-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-connection', BudgeaConnectionElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-connection': BudgeaConnectionElement;
  }
}
