import {css, type CSSResultGroup, html, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {CodeSource} from '../flows/start-options.js';
import type {Service} from '../service/parameters.js';
import {BudgeaElement} from './internal/budgea-element.js';
import {declareProperties} from './internal/flow-properties.js';
import {
  type Fetch,
  type SaveCode,
  settingsProvider,
  SHARED_SETTINGS,
  type Target,
} from './internal/settings.js';

/**
 * Settings for every budgea element inside it, so that you write them once. An element's own attribute wins.
 *
 * It shows nothing of its own. It does not set `lang`: that is HTML's, and any ancestor may have it.
 *
 * @tag budgea-webview
 * @summary Has the settings of the elements inside it.
 * @slot - Any content, with budgea elements at any depth and in any shadow root.
 */
export class BudgeaWebviewElement extends BudgeaElement {
  static override styles: CSSResultGroup = css`
    :host {
      display: contents;
    }
  `;

  static override properties: PropertyDeclarations = {
    ...declareProperties(SHARED_SETTINGS),
    fetch: {attribute: false},
    code: {attribute: false},
    saveCode: {attribute: false},
  };

  /** `budgea`, the documented address, or `powens`, today's own. Default: `budgea`. */
  declare service: Service | null | undefined;

  /** Your API's domain, such as `demo`. Default: none, and each element needs its own or a `base-url`. */
  declare domain: string | null | undefined;

  /** Another host of the same shape, such as a test server or a proxy. Default: the service's. */
  declare baseUrl: string | null | undefined;

  /**
   * Lets a `base-url` be http for private addresses, names of one label, `.local` and `.test`. The console warns of it at
   * each start. Default: `false`.
   */
  declare allowInsecureBaseUrl: boolean | null | undefined;

  /** The client application's id. Default: none, and each element needs its own. */
  declare clientId: string | number | null | undefined;

  /** Your callback page; may be relative to the page. Default: none. */
  declare redirectUri: string | null | undefined;

  /**
   * An address of your own back end that answers `POST` with `{"code": "…", "owner": "…"}`; `code` is `null` if there is
   * no user yet. Not used for payments. Default: none.
   */
  declare codeUrl: string | null | undefined;

  /**
   * An address of your own back end that creates a payment. It takes `POST {"state", "redirectUri", "context"}` and
   * answers `{"code", "paymentId"}`. Default: none.
   */
  declare paymentUrl: string | null | undefined;

  /** An address of your own back end that takes a received code by `POST {"code": "…", "owner": "…"}`. Default: none. */
  declare tokenUrl: string | null | undefined;

  /**
   * An address of your own back end that answers with the user's connections, for `<budgea-connections>` and
   * `<budgea-callback>`. Default: none.
   */
  declare connectionsUrl: string | null | undefined;

  /** Where the user goes on afterwards, on this origin. Default: each element's own. */
  declare returnTo: string | null | undefined;

  /** Who is signed in: a text that identifies the user. Default: what `code-url` answers, if it answers an owner. */
  declare owner: string | null | undefined;

  /** Sends the requests to your back end, with headers of yours for example. Default: the platform's `fetch`. */
  declare fetch: Fetch | null | undefined;

  /** Gives a temporary code at the click, in place of `code-url`. Not used for payments. Default: none. */
  declare code: CodeSource | null | undefined;

  /** Takes a received code, in place of `token-url`. Default: none. */
  declare saveCode: SaveCode | null | undefined;

  /** The window that leaves, as on a link: `_self`, or `_top` for a page in a frame. Default: `_self`. */
  declare target: Target | null | undefined;

  /**
   * The elements inside look for it when they need a setting.
   *
   * @internal
   */
  get [settingsProvider](): true {
    return true;
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }
}
