import {type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import type {CodeSource} from '../flows/start-options.js';
import {BUTTON_TEXTS} from '../languages/button-texts.js';
import {CONNECTION_TEXTS} from '../languages/connection-texts.js';
import {PANEL_TEXTS} from '../languages/panel-texts.js';
import type {ConnectionTexts, OwnTexts, PanelTexts} from '../languages/texts.js';
import {FlowError} from '../service/flow-error.js';
import type {Service} from '../service/parameters.js';
import {BudgeaConnectElement} from './budgea-connect-element.js';
import {BudgeaConnectionsEvent, type ConnectionCounts} from './budgea-connections-event.js';
import {BudgeaErrorEvent} from './budgea-error-event.js';
import {BudgeaManageElement} from './budgea-manage-element.js';
import {BudgeaReconnectElement} from './budgea-reconnect-element.js';
import {isSignedOut} from './internal/back-end.js';
import {BudgeaElement} from './internal/budgea-element.js';
import {buttonStyles} from './internal/button-styles.js';
import type {ReadConnection, ReadRemedy} from './internal/connections-answer.js';
import {ConnectionsController} from './internal/connections-controller.js';
import {requestDisconnect, requestRefresh} from './internal/connections-requests.js';
import {connectionsStyles} from './internal/connections-styles.js';
import {reportError} from './internal/console-line.js';
import {defineElement} from './internal/define-element.js';
import {domContentLoaded} from './internal/dom-content-loaded.js';
import {declareProperties} from './internal/flow-properties.js';
import {flushLanguage, LocalizeController} from './internal/localize.js';
import {type Fetch, settingsProvider, SHARED_SETTINGS, type Target} from './internal/settings.js';
import {text} from './internal/text.js';

/** A connection's state, named after its text, and the sign beside it, as a path. */
const MARKS = {
  works: 'm5 12.5 4.5 4.5L19 7',
  fetching: 'M20 12a8 8 0 1 1-3-6.2M20 3v4h-4',
  actionNeeded: 'M12 3 2 20h20ZM12 10v4M12 17v.1',
  interrupted: 'M12 7v5l3 2M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0',
  notUpdated: 'M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0M8 12h8',
} as const;

const DAY = 86_400_000;

/**
 * The user's connections: how each one is, what it asks of the user and the button for that, fresh data on request, and
 * disconnecting. It asks your back end for them, and asks again while one is being fetched.
 *
 * It shows no account and no transaction; the page can add content to each row.
 *
 * @tag budgea-connections
 * @summary Lists the user's connections.
 * @fires {BudgeaConnectionsEvent} budgea-connections - It has loaded, or one of its counts has changed.
 * @fires {BudgeaErrorEvent} budgea-error - A request to your back end failed, or a flow could not start. Cancel it, and the console has no line about it.
 * @fires {BudgeaLeaveEvent} budgea-leave - Just before the page leaves for the webview. Cancel it to stay.
 * @slot connect - Your own content at the end, in place of `<budgea-connect>`.
 * @slot connection-{id} - Your own content in the row of a connection, such as `connection-46`.
 * @csspart panel - The whole panel.
 * @csspart summary - The line of counts.
 * @csspart list - The list of connections.
 * @csspart connection - A row of the list.
 * @csspart tile - The tile in the bank's colour, with its initial letter.
 * @csspart name - The bank's name.
 * @csspart state - The state in words, with its mark.
 * @csspart details - The number of accounts, and the date of the data.
 * @csspart message - A sentence about a connection, or about the panel.
 * @csspart progress - The bar while data is being fetched.
 * @csspart actions - The buttons of a row or of the dialog.
 * @csspart button - A native `<button>`.
 * @csspart add - The place of `<budgea-connect>`.
 * @csspart dialog - The dialog that asks before disconnecting.
 * @cssprop [--budgea-button-background=transparent] - The main buttons' background, and their border.
 * @cssprop [--budgea-button-color=inherit] - The main buttons' text, and their border if they have no background.
 * @cssprop [--budgea-button-radius=0.6em] - The buttons' corners.
 * @cssprop [--budgea-focus-color=#3079ea] - The focus ring.
 * @cssprop [--budgea-success-color=color-mix(in srgb, #0a9d4a 70%, currentcolor)] - The mark of a connection that works, and the progress.
 * @cssprop [--budgea-problem-color=color-mix(in srgb, #e5342b 70%, currentcolor)] - The mark of a connection that needs the user.
 * @cssprop [--budgea-line-color=color-mix(in srgb, currentcolor 18%, transparent)] - The lines between the rows.
 * @cssprop [--budgea-tile-radius=0.75rem] - The tiles' corners.
 * @cssprop [--budgea-dialog-background=Canvas] - The dialog's background.
 * @cssprop [--budgea-dialog-color=CanvasText] - The dialog's text.
 */
export class BudgeaConnectionsElement extends BudgeaElement {
  static override styles: CSSResultGroup = [buttonStyles, connectionsStyles];

  static override properties: PropertyDeclarations = {
    ...declareProperties([...SHARED_SETTINGS, 'only']),
    fetch: {attribute: false},
    code: {attribute: false},
    texts: {attribute: false},
    asked: {state: true},
  };

  /**
   * An address of your own back end that answers `GET` with the user's connections. `DELETE` of an id below it
   * disconnects, and `POST` to `refresh` beside it asks for fresh data. Default: none.
   */
  declare connectionsUrl: string | null | undefined;

  /** With `attention`, only connections that need the user are shown, and nothing if there are none. Default: all. */
  declare only: 'attention' | (string & {}) | null | undefined;

  /** As on the buttons: `budgea`, the documented address, or `powens`, today's own. Default: `budgea`. */
  declare service: Service | null | undefined;

  /** Your API's domain, as on the buttons. Default: none. */
  declare domain: string | null | undefined;

  /** Another host of the same shape, as on the buttons. Default: the service's. */
  declare baseUrl: string | null | undefined;

  /** As on the buttons: lets `base-url` be http for private addresses. Default: `false`. */
  declare allowInsecureBaseUrl: boolean | null | undefined;

  /** The client application's id, as on the buttons. Default: none. */
  declare clientId: string | number | null | undefined;

  /** Your callback page, as on the buttons. Default: none. */
  declare redirectUri: string | null | undefined;

  /** Where a temporary code is asked for, as on the buttons. Default: none. */
  declare codeUrl: string | null | undefined;

  /** Not used here: it is for the payments of elements around. Default: none. */
  declare paymentUrl: string | null | undefined;

  /** Not used here: the callback page hands over a code. Default: none. */
  declare tokenUrl: string | null | undefined;

  /** Where the user goes on after a flow, on this origin. Default: this very page. */
  declare returnTo: string | null | undefined;

  /** Who is signed in, as on the buttons. Default: what `code-url` answers, if it answers an owner. */
  declare owner: string | null | undefined;

  /** The window that leaves, as on a link: `_self`, or `_top` for a page in a frame. Default: `_self`. */
  declare target: Target | null | undefined;

  /** Sends the requests to your back end, with headers of yours for example. Default: the platform's `fetch`. */
  declare fetch: Fetch | null | undefined;

  /** Gives a temporary code at the click, in place of `code-url`. Default: none. */
  declare code: CodeSource | null | undefined;

  /** Your own texts in place of ours. Default: our texts. */
  declare texts: OwnTexts | null | undefined;

  /** The connection in the dialog. */
  declare private asked: ReadConnection | undefined;
  /** The connections that a request is about. */
  readonly #busy = new Set<string>();
  /** The connection whose latest request failed. */
  #failed: string | undefined;
  #notice = '';
  #counts: ConnectionCounts | undefined;
  #focused: {readonly element: Element; readonly row: Element; readonly index: number} | undefined;

  readonly #connectionsController = new ConnectionsController(this, () => {
    this.#tell();
  });
  readonly #localizeController = new LocalizeController(this);

  /**
   * The buttons inside look for it when they need a setting.
   *
   * @internal
   */
  get [settingsProvider](): true {
    return true;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    defineElement('budgea-connect', BudgeaConnectElement);
    defineElement('budgea-manage', BudgeaManageElement);
    defineElement('budgea-reconnect', BudgeaReconnectElement);
    void domContentLoaded().then(() => {
      if (this.isConnected) this.#connectionsController.start();
    });
  }

  /** Loads the connections again. It does not reject: a failure is shown, and fires `budgea-error`. */
  async reload(): Promise<void> {
    await this.#connectionsController.load();
  }

  protected override getUpdateComplete(): Promise<boolean> {
    flushLanguage();
    return super.getUpdateComplete();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (this.hasUpdated && changed.has('connectionsUrl')) void this.reload();
    const element = this.shadowRoot?.activeElement;
    const row = element?.closest('li');
    this.#focused = element && row ? {element, row, index: this.#rows.indexOf(row)} : undefined;
  }

  /** Keeps the focus near if the element that had it has gone away. */
  protected override updated(): void {
    if (!this.#focused || this.#focused.element.isConnected) return;
    const {row, index} = this.#focused;
    const next = row.isConnected ? row : this.#rows[index];
    (next ?? this.renderRoot).querySelector<HTMLElement>('[tabindex]')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const {connections, error} = this.#connectionsController;
    const isBanner = this.only === 'attention';
    const shown = isBanner ? connections?.filter(needsAttention) : connections;
    if (isBanner && !shown?.length) return nothing;
    const {panel} = this.#localizeController.texts(PANEL_TEXTS);
    return html`<section part="panel" aria-busy=${!connections && !error}>
      ${isBanner ? nothing : this.#summary(panel)}
      <p class="unseen" role="status">${text(this.#notice)}</p>
      ${error ? this.#problem(panel, error) : nothing}
      <ul part="list">
        ${
          shown
            ? repeat(
                shown,
                ({id}) => id,
                (connection) => this.#row(connection),
              )
            : nothing
        }
        ${shown || error ? nothing : [SKELETON, SKELETON]}
      </ul>
      ${
        isBanner || (error && !connections)
          ? nothing
          : html`<div part="add"><slot name="connect">
        <budgea-connect exportparts="button" .texts=${this.texts}></budgea-connect>
      </slot></div>`
      }
      ${this.#dialog(panel)}
    </section>`;
  }

  #summary(panel: PanelTexts['panel']): TemplateResult {
    const {connections, error} = this.#connectionsController;
    const {total, actionRequired, endingSoon, fetching} = this.#count();
    const parts = [
      [panel.connected, total],
      [panel.toCheck, actionRequired + endingSoon],
      [panel.inProgress, fetching],
    ] as const;
    const counts = parts
      .filter(([, count]) => count > 0)
      .map(([words, count]) => fill(words, {count: String(count)}));
    const otherwise = connections ? [panel.empty] : error ? [] : [panel.loading];
    return html`<p part="summary" role="status" tabindex="-1">
      ${(total ? counts : otherwise).map((words) => html`<span>${text(words)}</span>`)}
    </p>`;
  }

  #problem(panel: PanelTexts['panel'], error: FlowError): TemplateResult {
    const words = isSignedOut(error)
      ? this.#localizeController.texts(BUTTON_TEXTS).startSignedOut
      : navigator.onLine
        ? panel.loadFailed
        : panel.offline;
    return html`<p part="message" role="alert">${text(words)}</p>
      <button part="button" type="button" @click=${this.reload}>${text(panel.retry)}</button>`;
  }

  #row(connection: ReadConnection): TemplateResult {
    const {panel} = this.#localizeController.texts(PANEL_TEXTS);
    const {id, color, accounts, updatedAt, remedy} = connection;
    const name = this.#nameOf(connection);
    const state = this.#stateOf(connection);
    const isFetching = state === 'fetching';
    const when = new Date(updatedAt);
    return html`<li part="connection" class=${state}>
      <div part="tile" aria-hidden="true" .style=${tileStyle(color)}>${text(Array.from(name)[0] ?? '')}</div>
      <div>
        <h3 part="name" tabindex="-1">${text(name)}</h3>
        <p part="state"><svg viewBox="0 0 24 24" aria-hidden="true"><path d=${MARKS[state]} /></svg
          ><span>${text(panel[state])}</span></p>
        <p part="details">
          ${accounts ? html`<span><span>${text(panel.accounts)}</span> ${accounts}</span>` : nothing}
          ${
            Number.isNaN(updatedAt)
              ? nothing
              : html`<span><span>${text(panel.dataAsOf)}</span>
                <time datetime=${when.toISOString()}>${text(this.#format((language) => formatTime(when, language)))}</time></span>`
          }
        </p>
        ${isFetching ? html`<div part="progress" role="progressbar" aria-label=${panel.fetching}></div>` : nothing}
        ${this.#messagesOf(connection, isFetching).map((words) => html`<p part="message">${text(words)}</p>`)}
        ${remedy.message ? html`<p part="message" dir="auto">${text(remedy.message)}</p>` : nothing}
        ${this.#failed === id ? html`<p part="message" role="alert">${text(panel.failed)}</p>` : nothing}
        <slot name="connection-${id}"></slot>
        ${this.#actions(connection, name, isFetching || this.#busy.has(id))}
      </div>
    </li>`;
  }

  #actions(connection: ReadConnection, name: string, isBusy: boolean): TemplateResult {
    const {panel} = this.#localizeController.texts(PANEL_TEXTS);
    const {id, remedy, accountErrors} = connection;
    const {renew} = this.#localizeController.texts(CONNECTION_TEXTS);
    const {reconnect} = this.#localizeController.texts(BUTTON_TEXTS).start;
    const isBroken = [remedy, ...accountErrors.map((account) => account.remedy)].some(canReconnect);
    const label = isBroken ? reconnect : remedy.consentEndsSoon ? renew : '';
    return html`<div part="actions">
      ${
        label
          ? html`<budgea-reconnect exportparts="button" .connectionId=${id} .texts=${this.texts}
            >${named(label, name)}</budgea-reconnect>`
          : nothing
      }
      <button part="button" type="button" class="quiet" aria-disabled=${isBusy ? 'true' : nothing}
        @click=${() => void this.#refresh(connection, isBusy)}>${named(panel.refresh, name)}</button>
      <budgea-manage exportparts="button" .connectionId=${id} .texts=${this.texts}
        >${named(panel.manage, name)}</budgea-manage>
      <button part="button" type="button" class="quiet" @click=${() => void this.#ask(connection)}
        >${named(panel.disconnect, name)}</button>
    </div>`;
  }

  #dialog(panel: PanelTexts['panel']): TemplateResult {
    const {asked} = this;
    const bank = asked ? this.#nameOf(asked) : '';
    const busy = asked && this.#busy.has(asked.id) ? 'true' : nothing;
    return html`<dialog part="dialog" aria-labelledby="question" aria-describedby="consequences" @close=${this.#onClose}>
      <h3 id="question">${text(fill(panel.question, {bank}))}</h3>
      <p id="consequences">${text(panel.consequences)}</p>
      <div part="actions">
        <button part="button" type="button" class="quiet" @click=${this.#onCancel}>${text(panel.cancel)}</button>
        <button part="button" type="button" aria-disabled=${busy} @click=${this.#onDisconnect}
          >${text(panel.disconnect)}</button>
      </div>
    </dialog>`;
  }

  #onCancel(): void {
    this.#dialogElement?.close();
  }

  #onClose(): void {
    this.asked = undefined;
  }

  async #onDisconnect(): Promise<void> {
    const {asked} = this;
    if (!asked) return;
    const isDone = await this.#send(asked, 'disconnected', requestDisconnect, 'unknown-connection');
    if (this.asked === asked) this.#dialogElement?.close();
    if (isDone) this.#connectionsController.remove(asked);
  }

  async #ask(connection: ReadConnection): Promise<void> {
    this.asked = connection;
    await this.updateComplete;
    this.#dialogElement?.showModal();
  }

  async #refresh(connection: ReadConnection, isBusy: boolean): Promise<void> {
    if (isBusy) return;
    if (await this.#send(connection, 'asked', requestRefresh)) this.#connectionsController.expect(connection);
    // the answer to 'action-needed' is in the list
    else await this.reload();
  }

  /** Sends a request about a connection, and tells how it ended. Returns whether it is done. */
  async #send(
    connection: ReadConnection,
    notice: 'disconnected' | 'asked',
    request: (element: Element, id: string) => Promise<void>,
    doneReason?: string,
  ): Promise<boolean> {
    const {id} = connection;
    if (this.#busy.has(id)) return false;
    this.#busy.add(id);
    this.#failed = undefined;
    this.requestUpdate();
    let isDone = true;
    try {
      await request(this, id);
    } catch (error) {
      if (!(error instanceof FlowError)) throw error;
      isDone = error.reason !== undefined && error.reason === doneReason;
      if (!isDone) this.#fail(error);
      // the row says what is needed
      if (!isDone && error.reason !== 'action-needed') this.#failed = id;
    } finally {
      this.#busy.delete(id);
      this.requestUpdate();
    }
    const {panel} = this.#localizeController.texts(PANEL_TEXTS);
    this.#notice = isDone ? fill(panel[notice], {bank: this.#nameOf(connection)}) : '';
    return isDone;
  }

  /** Fires the events of a load. */
  #tell(): void {
    const {connections, error} = this.#connectionsController;
    if (error) this.#fail(error);
    if (error || !connections) return;
    const counts = this.#count();
    if (JSON.stringify(counts) === JSON.stringify(this.#counts)) return;
    this.#counts = counts;
    const event = new BudgeaConnectionsEvent(counts);
    this.dispatchEvent(event);
  }

  #fail(error: FlowError): void {
    const event = new BudgeaErrorEvent(error);
    if (this.dispatchEvent(event)) reportError(this, error);
  }

  #count(): ConnectionCounts {
    const {connections = []} = this.#connectionsController;
    const countOf = (matches: (connection: ReadConnection) => boolean): number =>
      connections.filter(matches).length;
    return {
      total: connections.length,
      actionRequired: countOf(needsAction),
      endingSoon: countOf((connection) => !needsAction(connection) && connection.remedy.consentEndsSoon),
      fetching: countOf((connection) => this.#connectionsController.isFetching(connection)),
    };
  }

  #stateOf(connection: ReadConnection): keyof typeof MARKS {
    const {kind, who, action} = connection.remedy;
    if (needsAction(connection)) return 'actionNeeded';
    if (this.#connectionsController.isFetching(connection) || kind === 'first-sync') return 'fetching';
    if (kind === 'none') return 'works';
    return action === 'wait' && who !== 'unknown' ? 'interrupted' : 'notUpdated';
  }

  /** Returns the sentences about a connection. */
  #messagesOf(connection: ReadConnection, isFetching: boolean): string[] {
    const {panel} = this.#localizeController.texts(PANEL_TEXTS);
    const texts = this.#localizeController.texts(CONNECTION_TEXTS);
    const {remedy, accountErrors, sameBankAs} = connection;
    const {connections = []} = this.#connectionsController;
    const isLate = isFetching && this.#connectionsController.isLate(connection);
    const isFirst = isFetching && Number.isNaN(connection.updatedAt);
    const messages = [
      isLate ? panel.late : isFirst ? texts.connection['first-sync'] : errorText(remedy, texts),
    ];
    for (const account of accountErrors) {
      messages.push(`${account.name || panel.accounts} – ${errorText(account.remedy, texts)}`);
    }
    if (remedy.consentEndsSoon && !Number.isNaN(remedy.consentEndsAt)) {
      const days = Math.round((remedy.consentEndsAt - Date.now()) / DAY);
      const words = remedy.consentEndsAt > Date.now() ? panel.consentEnds : panel.consentEnded;
      messages.push(fill(words, {when: this.#format((language) => formatDays(days, language))}));
    }
    // once for each pair, at the one that comes later
    const isSecond = connections
      .slice(0, connections.indexOf(connection))
      .some(({id}) => sameBankAs.includes(id));
    if (isSecond) messages.push(panel.sameBank);
    return messages.filter(Boolean);
  }

  /** Returns a bank's name, with a number if another connection has the same. */
  #nameOf(connection: ReadConnection): string {
    const {connections = []} = this.#connectionsController;
    const name = connection.name || this.#localizeController.texts(PANEL_TEXTS).panel.bank;
    const same = connections.filter((other) => other.name === connection.name);
    const number = same.findIndex(({id}) => id === connection.id) + 1;
    return number > 1 ? `${name} (${number})` : name;
  }

  /** Formats in the element's language. A language that does not exist gives English, as it does for the texts. */
  #format(format: (language: string) => string): string {
    try {
      return format(this.#localizeController.language || 'en');
    } catch {
      return format('en');
    }
  }

  get #rows(): Element[] {
    return Array.from(this.shadowRoot?.querySelectorAll('li') ?? []);
  }

  get #dialogElement(): HTMLDialogElement | null | undefined {
    return this.shadowRoot?.querySelector('dialog');
  }
}

/** A row while the first answer is on its way, as high as most rows. */
const SKELETON = html`<li class="skeleton" aria-hidden="true"><div part="tile"></div><div><span></span><span></span></div></li>`;

function needsAction({remedy, accountErrors}: ReadConnection): boolean {
  return [remedy, ...accountErrors.map((account) => account.remedy)].some(({who}) => who === 'user');
}

function needsAttention(connection: ReadConnection): boolean {
  return needsAction(connection) || connection.remedy.consentEndsSoon;
}

function canReconnect({action}: ReadRemedy): boolean {
  return action === 'reconnect' || action === 'visit-bank-then-reconnect';
}

/** Returns what an error means, or nothing if there is none. */
function errorText({kind, error}: ReadRemedy, {connection}: ConnectionTexts): string {
  if (kind === 'none') return '';
  return Object.hasOwn(connection, error)
    ? connection[error as keyof typeof connection]
    : connection[kind === 'first-sync' ? kind : 'unknown'];
}

/** Renders a label with the bank's name for those who only hear it. */
function named(label: string, name: string): TemplateResult {
  return html`<span>${text(label)}</span><span class="unseen">${text(` ${name}`)}</span>`;
}

/** Returns the colours of a bank's tile: the bank's own, and black or white on it, whichever is easier to read. */
function tileStyle(color: string): string {
  if (!color) return '';
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map(
    (start) => (parseInt(color.slice(start, start + 2), 16) / 255) ** 2.2,
  );
  // the luminance at which both have the same contrast
  const ink = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
  return `--_bank: #${color}; --_ink: ${ink}`;
}

/** Puts values into a text, in place of their names in braces. */
function fill(words: string, values: Readonly<Record<string, string>>): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

function formatTime(time: Date, language: string): string {
  return time.toLocaleString(language, {dateStyle: 'medium', timeStyle: 'short'});
}

function formatDays(days: number, language: string): string {
  return new Intl.RelativeTimeFormat(language, {numeric: 'auto'}).format(days, 'day');
}
