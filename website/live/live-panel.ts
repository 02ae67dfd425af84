import {html, LitElement, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {EventJournal} from '../../demo/event-journal.js';
import {emulation, startEmulation} from './emulation.js';
import type {Money} from './money.js';

/**
 * A part of a page with live elements that use the emulated site, and with a list of their events.
 *
 * It is rendered into the page itself, so it has the page's look.
 */
export abstract class LivePanel extends LitElement {
  static override properties: PropertyDeclarations = {
    money: {state: true},
    failed: {state: true},
  };

  /** What the visitor has. Undefined until the emulation runs. */
  declare protected money: Money | undefined;
  declare protected failed: boolean;

  readonly #journal = new EventJournal('live:events', () => {
    this.requestUpdate();
  });
  #connection: AbortController | undefined;

  constructor() {
    super();
    this.failed = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    this.#journal.listen(this.#connection.signal);
    void this.#start();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`
      <section class="live" aria-label="Live">
        <p class="live-note">
          <strong>Emulated.</strong> No bank is contacted, the banks and the money are invented, and everything stays in
          this browser. Never type a real password.
        </p>
        ${this.failed ? this.#failure() : nothing}
        ${this.money ? this.#withSettings(this.stage(this.money)) : html`<div class="live-stage" aria-busy="true"></div>`}
        ${this.#log()}
      </section>
    `;
  }

  /** Renders the live elements. */
  protected abstract stage(money: Money): TemplateResult;

  /** Sends something to the emulated site, and shows the result. */
  protected async send(route: string, body: object = {}): Promise<void> {
    await fetch(emulation.api(route), {method: 'POST', body: JSON.stringify(body)});
    await this.#load();
  }

  /** Renders a button that sends something to the emulated site. */
  protected button(label: string, route: string, body?: object): TemplateResult {
    const onClick = (): void => void this.send(route, body);
    return html`<button type="button" class="live-quiet" @click=${onClick}>${label}</button>`;
  }

  async #start(): Promise<void> {
    try {
      await startEmulation();
      await Promise.all([import('../../src/define.js'), this.#load()]);
    } catch {
      this.failed = true;
    }
  }

  async #load(): Promise<void> {
    this.money = (await (await fetch(emulation.api('money'))).json()) as Money;
  }

  #withSettings(stage: TemplateResult): TemplateResult {
    return html`
      <budgea-webview
        base-url=${emulation.service()}
        client-id="17473055"
        redirect-uri=${emulation.callback()}
        code-url=${emulation.api('code')}
        token-url=${emulation.api('token')}
      >
        <div class="live-stage">${stage}</div>
      </budgea-webview>
    `;
  }

  #failure(): TemplateResult {
    return html`
      <p role="alert">
        The emulation needs a service worker, and this browser does not run one here. The reason may be a private window or
        blocked site data. In a clone of the repository, <code>npm start</code> shows the same.
      </p>
    `;
  }

  #log(): TemplateResult {
    const {entries, clear} = this.#journal;
    return html`
      <details class="live-log" ?open=${entries.length > 0}>
        <summary>Events of the elements (${entries.length})</summary>
        ${
          entries.length > 0
            ? html`
              <ol>
                ${entries.map(
                  ({type, time, text}) => html`
                    <li><span><code>${type}</code> <time>${time}</time></span> <code class="live-text">${text}</code></li>
                  `,
                )}
              </ol>
              <button type="button" class="live-quiet" @click=${clear}>Clear</button>
            `
            : html`<p>Nothing yet: press a button.</p>`
        }
      </details>
    `;
  }
}
