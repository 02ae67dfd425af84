import {html, LitElement} from 'lit';
import {buttonStyles} from '../../dist/components/button-styles.js';

export const tag = 'bare-lit-button';

/**
 * A button as anybody writes it with Lit, and no more: a shadow root with the same style sheet, a native button that
 * hears a click, a slot for the label, and a property for each attribute that the measured markup has. It knows no
 * language, no settings of an ancestor, no Back, and its click does nothing.
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
