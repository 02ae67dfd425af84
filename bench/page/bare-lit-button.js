import {html, LitElement} from 'lit';
import {buttonStyles} from '../../dist/components/internal/button-styles.js';

export const tag = 'bare-lit-button';

/**
 * A minimal button with Lit: a shadow root with the same style sheet, a native button with a click listener, a slot for the
 * label, and a property for each attribute of the measured markup. It has no language, reads no settings of ancestors, does
 * not handle Back, and its click does nothing.
 */
class BareLitButton extends LitElement {
  static shadowRootOptions = {...LitElement.shadowRootOptions, delegatesFocus: true};
  static styles = buttonStyles;
  static properties = {
    domain: {},
    clientId: {attribute: 'client-id'},
    redirectUri: {attribute: 'redirect-uri'},
    codeUrl: {attribute: 'code-url'},
    connectionId: {attribute: 'connection-id'},
    disabled: {type: Boolean, reflect: true},
  };

  constructor() {
    super();
    this.disabled = false;
  }

  render() {
    return html`<button part="button" type="button" ?disabled=${this.disabled} @click=${this.#onClick}><slot>Reconnect</slot></button>`;
  }

  #onClick() {}
}

export function define() {
  customElements.define(tag, BareLitButton);
}
