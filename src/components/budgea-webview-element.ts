import {css, type CSSResultGroup, html, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {Service} from '../service/languages.js';
import {VERSION} from '../version.js';
import {AdoptableElement} from './internal/adoptable-element.js';
import {declareProperties} from './internal/flow-properties.js';
import {SAYS_SETTINGS, SHARED_SETTINGS, type Target} from './internal/settings.js';

/**
 * Settings for every budgea element inside it, so that they stand once; an element's own attribute wins.
 *
 * It shows nothing of its own. `lang` needs no help: it is HTML's, and any ancestor may have it.
 *
 * @tag budgea-webview
 * @summary Says the settings of the elements inside it.
 * @slot - Anything, budgea elements at any depth and in any shadow root among it.
 */
export class BudgeaWebviewElement extends AdoptableElement {
  /** The package's version. */
  static readonly version: string = VERSION;

  static override styles: CSSResultGroup = css`
    :host {
      display: contents;
    }
  `;

  static override properties: PropertyDeclarations = declareProperties(SHARED_SETTINGS);

  /** `budgea`, the documented address, or `powens`, today's own. Default: `budgea`. */
  declare service: Service | null | undefined;

  /** Your API's domain, such as `demo`. */
  declare domain: string | null | undefined;

  /** Another host of the same shape, such as a test server or a proxy. */
  declare baseUrl: string | null | undefined;

  /** The client application's id. */
  declare clientId: string | number | null | undefined;

  /** Your callback page; may be relative to the page. */
  declare redirectUri: string | null | undefined;

  /** An address of your own back end that answers `POST` with `{"code": "…"}`. */
  declare codeUrl: string | null | undefined;

  /** An address of your own back end that takes a received code by `POST {"code": "…"}`. */
  declare tokenUrl: string | null | undefined;

  /** Where the user goes on afterwards, on this origin. */
  declare returnTo: string | null | undefined;

  /** The window that leaves, as on a link: `_self`, or `_top` where the page is in a frame. Default: `_self`. */
  declare target: Target | null | undefined;

  /**
   * The elements inside look for it when they need a setting.
   *
   * @internal
   */
  get [SAYS_SETTINGS](): true {
    return true;
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
