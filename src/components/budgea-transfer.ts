import {BudgeaTransferElement} from './budgea-transfer-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-transfer', BudgeaTransferElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-transfer': BudgeaTransferElement;
  }
}
