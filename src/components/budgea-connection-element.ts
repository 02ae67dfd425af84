import {css, type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {CONNECTION_TEXTS} from '../languages/connection-texts.js';
import {
  type ConnectionErrorCode,
  type ConnectionErrorSource,
  describeConnectionError,
  type Remedy,
} from '../service/connection-errors.js';
import {BudgeaReconnectElement} from './budgea-reconnect-element.js';
import {buttonStyles} from './internal/button-styles.js';

/**
 * A connection's error in plain words: who must act, what comes next, and a button to reconnect if that helps.
 *
 * It does not fetch the connection; the page gives it the error. Without an error it shows nothing.
 *
 * @tag budgea-connection
 * @summary Explains a connection's error and offers the remedy that fits.
 * @csspart message - What is wrong and what comes next.
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
    error: {},
    errorMessage: {attribute: 'error-message'},
    connection: {attribute: false},
  };

  /** The error of the connection or of an account, as the service names it. Default: no error. */
  declare error: ConnectionErrorCode | (string & {}) | null | undefined;

  /** The bank's own words, as the service gives them. Shown only if that is safe. Default: none. */
  declare errorMessage: string | null | undefined;

  /** The connection as the service gives it, in place of `error` and `errorMessage`. Default: none. */
  declare connection: ConnectionErrorSource | null | undefined;

  /** What the user must do about the error. */
  get remedy(): Remedy {
    return describeConnectionError(this.connection ?? {error: this.error, error_message: this.errorMessage});
  }

  protected override render(): TemplateResult {
    const {remedy} = this;
    const texts = this.textsOf(CONNECTION_TEXTS).connection;
    const text =
      remedy.kind === 'none' ? undefined : texts[remedy.kind === 'known' ? remedy.error : remedy.kind];
    const bank = remedy.kind === 'known' ? remedy.message : undefined;
    const canReconnect = remedy.action === 'reconnect' || remedy.action === 'visit-bank-then-reconnect';
    return html`
      <div role="status">
        ${text ? html`<p part="message">${text}</p>` : nothing}
        ${bank ? html`<p part="bank-message" dir="auto">${bank}</p>` : nothing}
      </div>
      ${canReconnect ? super.render() : nothing}
    `;
  }
}
