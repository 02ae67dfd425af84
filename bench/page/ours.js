import {BudgeaReconnectElement} from '../../dist/components/budgea-reconnect-element.js';

export const tag = 'budgea-reconnect';

export function define() {
  customElements.define(tag, BudgeaReconnectElement);
}
