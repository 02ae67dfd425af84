import {BudgeaConnectionsElement} from './budgea-connections-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-connections', BudgeaConnectionsElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-connections': BudgeaConnectionsElement;
  }
}
