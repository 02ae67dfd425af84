import {BudgeaWebviewElement} from './budgea-webview-element.js';
import {defineElement} from './internal/define-element.js';

defineElement('budgea-webview', BudgeaWebviewElement);

declare global {
  interface HTMLElementTagNameMap {
    'budgea-webview': BudgeaWebviewElement;
  }
}
