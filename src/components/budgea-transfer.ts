import {BudgeaTransferElement} from './budgea-transfer-element.js';
import {defineElement} from './define-element.js';

defineElement('budgea-transfer', BudgeaTransferElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-transfer': BudgeaTransferElement;
  }
}
