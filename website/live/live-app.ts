import {html, type TemplateResult} from 'lit';
import {LivePanel} from './live-panel.js';
import type {Connection, Money} from './money.js';

/** A small site: the visitor's banks, and the elements for them. */
export class LiveApp extends LivePanel {
  protected override stage({connections}: Money): TemplateResult {
    return connections.length > 0 ? this.#known(connections) : this.#new();
  }

  #new(): TemplateResult {
    return html`
      <p>You are a new user: the webview creates an anonymous one for you, and returns a code for it.</p>
      <div class="live-row"><budgea-connect></budgea-connect> ${this.button('Start over', 'start-over')}</div>
    `;
  }

  #known(connections: readonly Connection[]): TemplateResult {
    return html`
      <ul class="live-banks" aria-label="Your banks">
        ${connections.map(
          ({id, bank, error}) => html`
            <li>
              <strong>${bank?.name}</strong>
              ${
                error
                  ? html`<budgea-connection connection-id=${id} error=${error}></budgea-connection>`
                  : html`<span>Up to date</span> ${this.button('Let it ask for a new password', 'break', {id, error: 'wrongpass'})}`
              }
            </li>
          `,
        )}
      </ul>
      <div class="live-row">
        <budgea-connect>Connect another bank</budgea-connect>
        <budgea-manage class="live-plain"></budgea-manage>
        <budgea-transfer class="live-plain"></budgea-transfer>
      </div>
      <p class="live-state">${this.button('Be a new user', 'forget')} ${this.button('Start over', 'start-over')}</p>
    `;
  }
}
