import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {ConnectionErrorCode} from '../../src/flows/index.js';
import {LivePanel} from './live-panel.js';
import type {Money, Order} from './money.js';

/** Errors with each remedy: reconnect, go to the bank, wait. */
const ERRORS = [
  'wrongpass',
  'SCARequired',
  'passwordExpired',
  'actionNeeded',
  'websiteUnavailable',
  'bug',
] as const satisfies readonly ConnectionErrorCode[];

/** One element, live. */
export class LiveElement extends LivePanel {
  static override properties: PropertyDeclarations = {...LivePanel.properties, tag: {}};

  declare tag: string;

  protected override stage(money: Money): TemplateResult {
    return html`
      <div class="live-row">${this.#element(money)}</div>
      <p class="live-state">
        You are ${money.connections.length > 0 ? 'a user with connected banks' : 'a new user'}.
        ${money.connections.length > 0 ? this.button('Be a new user', 'forget') : nothing}
        ${this.button('Start over', 'start-over')}
      </p>
    `;
  }

  #element({connections, transfers, payments}: Money): TemplateResult {
    const connection = connections.find(({error}) => error !== null) ?? connections[0];
    switch (this.tag) {
      case 'budgea-connect':
        return html`<budgea-connect></budgea-connect>`;
      case 'budgea-webview':
        return html`<budgea-connect></budgea-connect> ${connection ? html`<budgea-manage></budgea-manage>` : nothing}`;
      case 'budgea-callback':
        return html`<budgea-connect>Connect a bank, and come back to it</budgea-connect>`;
      case 'budgea-transfer':
        return html`
          <budgea-transfer></budgea-transfer>
          ${open(transfers).map(
            (order) =>
              html`<budgea-transfer transfer-id=${order.id}>Confirm: ${nameOf(order)}</budgea-transfer>`,
          )}
          ${connection ? this.button('Prepare a transfer', 'transfer') : nothing}
        `;
    }
    if (!connection) return html`<budgea-connect></budgea-connect>`;
    switch (this.tag) {
      case 'budgea-reconnect':
        return html`
          ${connections.map(
            ({id, bank}) =>
              html`<budgea-reconnect connection-id=${id}>Reconnect ${bank?.name}</budgea-reconnect>`,
          )}
        `;
      case 'budgea-connection':
        return html`${this.#errorOf(connection.id, connection.error)}
          <budgea-connection connection-id=${connection.id} error=${connection.error ?? ''}></budgea-connection>`;
      case 'budgea-payment':
        return html`
          ${open(payments).map(
            (order) => html`
              <budgea-payment payment-id=${order.id} code=${order.code} state=${order.clientState}>
                Pay: ${nameOf(order)}
              </budgea-payment>
            `,
          )}
          ${this.button('Prepare a payment', 'payment')}
        `;
      default:
        return html`<budgea-manage></budgea-manage>`;
    }
  }

  #errorOf(id: number, error: string | null): TemplateResult {
    const onChange = (event: Event): void => {
      void this.send('break', {id, error: (event.target as HTMLSelectElement).value || null});
    };
    return html`
      <label class="live-field">
        error
        <select @change=${onChange}>
          <option value="">none</option>
          ${[...ERRORS, 'nobodyKnowsThis'].map((code) => html`<option ?selected=${code === error}>${code}</option>`)}
        </select>
      </label>
    `;
  }
}

function open<T extends Order>(orders: readonly T[]): readonly T[] {
  return orders.filter(({state}) => state === 'created');
}

function nameOf({label, amount}: Order): string {
  return `${label}, ${amount.toLocaleString('en', {style: 'currency', currency: 'EUR'})}`;
}
