import {BudgeaManageElement} from './budgea-manage-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-manage', BudgeaManageElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-manage': BudgeaManageElement;
  }
}
