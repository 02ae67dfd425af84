import {BudgeaReconnectElement} from './budgea-reconnect-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-reconnect', BudgeaReconnectElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-reconnect': BudgeaReconnectElement;
  }
}
