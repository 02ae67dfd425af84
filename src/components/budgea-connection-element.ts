import {css, type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {CONNECTION_TEXTS} from '../languages/connection-texts.js';
import {
  type ConnectionErrorCode,
  type ConnectionErrorSource,
  describeConnectionError,
  type Remedy,
} from '../service/connection-errors.js';
import type {FlowError} from '../service/flow-error.js';
import {BudgeaErrorEvent} from './budgea-error-event.js';
import {BudgeaReconnectElement} from './budgea-reconnect-element.js';
import {buttonStyles} from './internal/button-styles.js';
import {reportError} from './internal/console-line.js';
import {appReady} from './internal/dom-content-loaded.js';
import {declareProperties} from './internal/flow-properties.js';
import {localeOf} from './internal/locale.js';
import {refusePropertyAttributes} from './internal/property-attributes.js';
import {text} from './internal/text.js';

/**
 * A connection's error in plain words: who must act, what comes next, and a button to reconnect if that helps. If nothing
 * is wrong, it reminds the user before the consent ends, and has a button to renew it.
 *
 * It does not fetch the connection; the page gives it the connection or its error. If there is nothing to do or to wait
 * for, it shows nothing.
 *
 * @tag budgea-connection
 * @summary Explains a connection's error and offers the remedy that fits.
 * @csspart message - What is wrong and what comes next, or when the consent ends.
 * @csspart bank-message - The bank's own words, if they are safe to show.
 */
export class BudgeaConnectionElement extends BudgeaReconnectElement {
  static override styles: CSSResultGroup = [
    buttonStyles,
    css`
      :host {
        display: block;
      }

      [role='status'] p {
        margin-block: 0 0.75em;
        margin-inline: 0;
        line-height: 1.5;
      }
    `,
  ];

  static override properties: PropertyDeclarations = {
    ...declareProperties(['error', 'errorMessage']),
    connection: {attribute: false},
  };

  /** The state of the connection or the error of an account, as the service names it. Default: no error. */
  declare error: ConnectionErrorCode | (string & {}) | null | undefined;

  /** The bank's own words, as the service gives them. Shown only if that is safe. Default: none. */
  declare errorMessage: string | null | undefined;

  /**
   * The connection as the service gives it, in place of `error` and `errorMessage`. With its sources, the element also
   * reminds the user before the consent ends. Default: none.
   */
  declare connection: ConnectionErrorSource | null | undefined;

  #isRefused = false;

  /** What the user must do about the error. */
  get remedy(): Remedy {
    return describeConnectionError(this.connection ?? {state: this.error, error_message: this.errorMessage});
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'connection'];
  }

  override attributeChangedCallback(name: string, before: string | null, value: string | null): void {
    super.attributeChangedCallback(name, before, value);
    if (name === 'connection') this.requestUpdate();
  }

  protected override updated(): void {
    if (this.hasAttribute('connection')) void this.#refuseAttribute();
  }

  protected override get label(): string {
    return needsRenewal(this.remedy) ? this.textsOf(CONNECTION_TEXTS).renew : super.label;
  }

  protected override render(): TemplateResult {
    const {remedy} = this;
    const message = this.#textFor(remedy);
    const bank = remedy.kind === 'known' ? remedy.message : undefined;
    const canReconnect =
      remedy.action === 'reconnect' || remedy.action === 'visit-bank-then-reconnect' || needsRenewal(remedy);
    return html`
      <div role="status">
        ${message ? html`<p part="message">${text(message)}</p>` : nothing}
        ${bank ? html`<p part="bank-message" dir="auto">${text(bank)}</p>` : nothing}
      </div>
      ${canReconnect ? super.render() : nothing}
    `;
  }

  /** Fires `budgea-error` for `connection="…"`: nothing is shown of it, so nobody can press a button that fails. */
  async #refuseAttribute(): Promise<void> {
    // a framework may set the property when it hydrates
    await appReady();
    if (this.#isRefused || !this.isConnected) return;
    try {
      refusePropertyAttributes(this, ['connection']);
    } catch (error) {
      this.#isRefused = true;
      const event = new BudgeaErrorEvent(error as FlowError);
      if (this.dispatchEvent(event)) reportError(this, event.error);
    }
  }

  #textFor(remedy: Remedy): string | undefined {
    const texts = this.textsOf(CONNECTION_TEXTS);
    if (remedy.kind === 'known') return texts.connection[remedy.error];
    if (remedy.kind !== 'none') return texts.connection[remedy.kind];
    if (!remedy.consentEndsAt || !remedy.consentEndsSoon) return undefined;
    const end = new Date(remedy.consentEndsAt);
    const sentence = end.getTime() > Date.now() ? texts.consentEnds : texts.consentEnded;
    const day = end.toLocaleDateString(localeOf(this.language), {dateStyle: 'long'});
    return sentence.replace('{date}', () => day);
  }
}

/** Tells whether a remedy asks only for a renewal of the consent. */
function needsRenewal({kind, consentEndsSoon}: Remedy): boolean {
  return kind === 'none' && consentEndsSoon === true;
}
