import {type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import type {CodeSource} from '../flows/start-options.js';
import {PANEL_TEXTS} from '../languages/panel-texts.js';
import type {ButtonTexts, ConnectionTexts, OwnTexts, PanelTexts} from '../languages/texts.js';
import type {FlowError} from '../service/flow-error.js';
import {ownProperties} from '../service/options.js';
import type {Service} from '../service/parameters.js';
import {BudgeaConnectElement} from './budgea-connect-element.js';
import {BudgeaConnectionsEvent, type ConnectionCounts} from './budgea-connections-event.js';
import {BudgeaErrorEvent} from './budgea-error-event.js';
import {BudgeaManageElement} from './budgea-manage-element.js';
import {BudgeaReconnectElement} from './budgea-reconnect-element.js';
import {isSignedOut} from './internal/back-end.js';
import {BudgeaElement} from './internal/budgea-element.js';
import {buttonStyles} from './internal/button-styles.js';
import type {Problem, ReadConnection, ReadRemedy} from './internal/connections-answer.js';
import {ConnectionsController} from './internal/connections-controller.js';
import {requestDisconnect, requestRefresh} from './internal/connections-requests.js';
import {connectionsStyles} from './internal/connections-styles.js';
import {reportError} from './internal/console-line.js';
import {defineElement} from './internal/define-element.js';
import {domContentLoaded} from './internal/dom-content-loaded.js';
import {declareProperties} from './internal/flow-properties.js';
import {localeOf} from './internal/locale.js';
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

type State = keyof typeof MARKS;

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
 * @csspart details - The number of accounts, the date of the data, and when the service tries again.
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

  /** How the latest request about each connection is going. */
  readonly #requests = new Map<string, 'pending' | 'failed'>();
  #notice = '';
  #counts: string | undefined;
  /** The latest failure of a load, until one succeeds. */
  #failure: string | undefined;
  /** The element that had the focus before an update, and what was near it. */
  #focused: readonly (Element | null | undefined)[] = [];

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
    // whoever asks gets an answer, even if it is the same
    this.#failure = undefined;
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
    this.#focused = [element, row, row?.nextElementSibling, row?.previousElementSibling];
  }

  /** Keeps the focus near if the element that had it has gone away. */
  protected override updated(): void {
    const [element, ...near] = this.#focused;
    if (element?.isConnected !== false) return;
    const place = near.find((one) => one?.isConnected) ?? this.renderRoot;
    place.querySelector<HTMLElement>('[tabindex]')?.focus();
  }

  protected override render(): TemplateResult | typeof nothing {
    const {connections, error, ids} = this.#connectionsController;
    const isBanner = this.only === 'attention';
    const shown = isBanner ? connections?.filter(needsAttention) : connections;
    if (isBanner && !shown?.length) return nothing;
    // each id keeps its place, so that a row never becomes another connection's
    const rows = Array.from(ids, (id) => {
      const connection = shown?.find((one) => one.id === id);
      return connection ? this.#row(connection) : nothing;
    });
    return html`<section part="panel" aria-busy=${!connections && !error}>
      ${isBanner ? nothing : this.#summary()}
      <p class="unseen" role="status">${text(this.#notice)}</p>
      ${error ? this.#problem(error) : nothing}
      <ul part="list">${connections || error ? rows : [SKELETON, SKELETON]}</ul>
      ${
        isBanner || (error && !connections)
          ? nothing
          : html`<div part="add"><slot name="connect">
        <budgea-connect exportparts="button" .texts=${this.texts}></budgea-connect>
      </slot></div>`
      }
    </section>`;
  }

  #summary(): TemplateResult {
    const {panel} = this.#texts;
    const {connections, error} = this.#connectionsController;
    const {total, actionRequired, endingSoon, fetching} = this.#count();
    const toCheck = actionRequired + endingSoon;
    const counts = [
      [panel.connected, total - toCheck - fetching],
      [panel.toCheck, toCheck],
      [panel.inProgress, fetching],
    ] as const;
    const sentences = total
      ? counts.filter(([, count]) => count).map(([words, count]) => fill(words, String(count)))
      : [connections ? panel.empty : error ? '' : panel.loading];
    return html`<p part="summary" role="status" tabindex="-1">
      ${sentences.map((words) => html`<span>${text(words)}</span>`)}
    </p>`;
  }

  #problem(error: FlowError): TemplateResult {
    const {panel, startSignedOut} = this.#texts;
    // whether the browser says that it is online tells nothing about the back end
    const words = isSignedOut(error) ? startSignedOut : error.cause ? panel.noAnswer : panel.loadFailed;
    return html`<p part="message" role="alert">${text(words)}</p>
      <button part="button" type="button" @click=${this.reload}>${text(panel.retry)}</button>`;
  }

  #row(connection: ReadConnection): TemplateResult {
    const {panel} = this.#texts;
    const {id, color, accounts, updatedAt, nextTryAt, remedy} = connection;
    const name = this.#nameOf(connection);
    const state = this.#stateOf(connection);
    return html`<li part="connection" class=${state}>
      <div part="tile" aria-hidden="true" .style=${tileStyle(color)}>${text(Array.from(name)[0] ?? '')}</div>
      <div>
        <h3 part="name" tabindex="-1">${text(name)}</h3>
        <p part="state"><svg viewBox="0 0 24 24" aria-hidden="true"><path d=${MARKS[state]} /></svg
          ><span>${text(panel[state])}</span></p>
        <p part="details">
          ${accounts ? labelled(panel.accounts, accounts) : nothing}
          ${updatedAt ? labelled(panel.dataAsOf, this.#time(updatedAt)) : nothing}
          ${
            state === 'interrupted' && nextTryAt > Date.now()
              ? labelled(panel.nextTry, this.#time(nextTryAt))
              : nothing
          }
        </p>
        ${
          state === 'fetching'
            ? html`<div part="progress" role="progressbar" aria-label=${panel.fetching}></div>`
            : nothing
        }
        ${this.#messagesOf(connection).map((words) => html`<p part="message">${text(words)}</p>`)}
        ${remedy.message ? html`<p part="message" dir="auto">${text(remedy.message)}</p>` : nothing}
        ${
          this.#requests.get(id) === 'failed'
            ? html`<p part="message" role="alert">${text(panel.failed)}</p>`
            : nothing
        }
        <slot name="connection-${id}"></slot>
        ${this.#actions(connection, name, state)}
      </div>
    </li>`;
  }

  #time(time: number): TemplateResult {
    const date = new Date(time);
    const words = date.toLocaleString(this.#locale, {dateStyle: 'medium', timeStyle: 'short'});
    return html`<time datetime=${date.toISOString()}>${text(words)}</time>`;
  }

  #actions(connection: ReadConnection, name: string, state: State): TemplateResult {
    const {panel, renew, start} = this.#texts;
    const {id, remedy} = connection;
    const label = canReconnect(connection) ? start.reconnect : remedy.consentEndsSoon ? renew : '';
    const isBusy = this.#requests.get(id) === 'pending';
    return html`<div part="actions">
      ${
        label
          ? html`<budgea-reconnect exportparts="button" .connectionId=${id} .texts=${this.texts}
            >${named(label, name)}</budgea-reconnect>`
          : nothing
      }
      <button part="button" type="button" class="quiet" aria-disabled=${isBusy || state === 'fetching'}
        @click=${() => this.#refresh(connection)}>${named(panel.refresh, name)}</button>
      <budgea-manage exportparts="button" .connectionId=${id} .texts=${this.texts}
        >${named(panel.manage, name)}</budgea-manage>
      <button part="button" type="button" class="quiet" aria-disabled=${isBusy}
        @click=${this.#onAsk}>${named(panel.disconnect, name)}</button>
      <dialog part="dialog" aria-labelledby="question-${id}" aria-describedby="consequences-${id}" @click=${this.#onDialogClick}>
        <h3 id="question-${id}">${text(fill(panel.question, name))}</h3>
        <p id="consequences-${id}">${text(panel.consequences)}</p>
        <div part="actions">
          <button part="button" type="button" class="quiet">${text(panel.cancel)}</button>
          <button part="button" type="button" @click=${() => this.#disconnect(connection)}
            >${text(panel.disconnect)}</button>
        </div>
      </dialog>
    </div>`;
  }

  #onAsk({currentTarget}: Event): void {
    (currentTarget as Element).parentElement?.querySelector('dialog')?.showModal();
  }

  /** Closes the dialog when one of its buttons is pressed. */
  #onDialogClick({currentTarget, target}: Event): void {
    if ((target as Element).closest('button')) (currentTarget as HTMLDialogElement).close();
  }

  async #disconnect(connection: ReadConnection): Promise<void> {
    const isDone = await this.#send(connection, requestDisconnect, 'disconnected', 'unknown-connection');
    if (isDone) this.#connectionsController.remove(connection);
  }

  async #refresh(connection: ReadConnection): Promise<void> {
    if (this.#connectionsController.isFetching(connection)) return;
    const isDone = await this.#send(connection, requestRefresh, 'asked');
    if (isDone) this.#connectionsController.expect(connection);
  }

  /** Sends a request about a connection, and says how it ended. Returns whether it is done. */
  async #send(
    connection: ReadConnection,
    request: (element: Element, id: string) => Promise<unknown>,
    notice: 'disconnected' | 'asked',
    doneReason = '',
  ): Promise<boolean> {
    const {id} = connection;
    if (this.#requests.get(id) === 'pending') return false;
    this.#requests.set(id, 'pending');
    this.requestUpdate();
    const error = await request(this, id).then(
      () => undefined,
      (reason: unknown) => reason as FlowError,
    );
    const isDone = !error || error.reason === doneReason;
    this.#requests.delete(id);
    this.#notice = isDone ? fill(this.#texts.panel[notice], this.#nameOf(connection)) : '';
    this.requestUpdate();
    if (isDone) return true;
    // the row will say what the bank needs
    if (error.reason !== 'action-needed') this.#requests.set(id, 'failed');
    this.#fail(error);
    await this.#connectionsController.load();
    return false;
  }

  /** Fires the events of a load. */
  #tell(): void {
    const {connections, error} = this.#connectionsController;
    const failure = error && `${error.message} ${error.reason}`;
    const isNew = failure !== this.#failure;
    this.#failure = failure;
    if (error && isNew) this.#fail(error);
    if (error || !connections) return;
    const counts = this.#count();
    const key = JSON.stringify(counts);
    if (key === this.#counts) return;
    this.#counts = key;
    const event = new BudgeaConnectionsEvent(counts);
    this.dispatchEvent(event);
  }

  #fail(error: FlowError): void {
    const event = new BudgeaErrorEvent(error);
    if (this.dispatchEvent(event)) reportError(this, error);
  }

  /** Counts each connection once. What it needs of the user comes first. */
  #count(): ConnectionCounts {
    const {connections = []} = this.#connectionsController;
    const counts = {total: connections.length, actionRequired: 0, endingSoon: 0, fetching: 0};
    for (const connection of connections) {
      if (needsAction(connection)) counts.actionRequired++;
      else if (connection.remedy.consentEndsSoon) counts.endingSoon++;
      else if (this.#connectionsController.isFetching(connection)) counts.fetching++;
    }
    return counts;
  }

  #stateOf(connection: ReadConnection): State {
    const {kind, action} = connection.remedy;
    if (needsAction(connection)) return 'actionNeeded';
    if (this.#connectionsController.isFetching(connection)) return 'fetching';
    if (kind === 'none') return 'works';
    return kind === 'known' && action === 'wait' ? 'interrupted' : 'notUpdated';
  }

  /** Returns the sentences about a connection. */
  #messagesOf(connection: ReadConnection): string[] {
    const texts = this.#texts;
    const {problems, isPartial, sameBankAs} = connection;
    const {connections = []} = this.#connectionsController;
    const isLate = this.#connectionsController.isLate(connection);
    // once for each pair, at the one that comes later
    const isSecond = connections
      .slice(0, connections.indexOf(connection))
      .some(({id}) => sameBankAs.includes(id));
    const [own = '', ...others] = problems.map((problem) => errorText(problem, texts));
    return [
      isLate ? texts.panel.late : own,
      own && isPartial ? texts.panel.onlySome : '',
      ...others,
      this.#consentText(connection.remedy),
      isSecond ? texts.panel.sameBank : '',
    ].filter(Boolean);
  }

  #consentText({consentEndsSoon, consentEndsAt}: ReadRemedy): string {
    if (!consentEndsSoon || Number.isNaN(consentEndsAt)) return '';
    const {consentEnds, consentEnded} = this.#texts;
    const days = Math.round((consentEndsAt - Date.now()) / DAY);
    const day = new Date(consentEndsAt).toLocaleDateString(this.#locale, {dateStyle: 'long'});
    const when = new Intl.RelativeTimeFormat(this.#locale, {numeric: 'auto'}).format(days, 'day');
    return fill(consentEndsAt > Date.now() ? consentEnds : consentEnded, `${day} (${when})`);
  }

  /** Returns a bank's name, with a number if another connection has the same. */
  #nameOf(connection: ReadConnection): string {
    const {connections = []} = this.#connectionsController;
    const name = connection.name || this.#texts.panel.bank;
    const same = connections.filter((other) => other.name === connection.name);
    const number = same.findIndex(({id}) => id === connection.id) + 1;
    return number > 1 ? `${name} (${number})` : name;
  }

  get #texts(): PanelTexts & ConnectionTexts & ButtonTexts {
    return this.#localizeController.texts(PANEL_TEXTS);
  }

  /** The element's language for dates. */
  get #locale(): string {
    return localeOf(this.#localizeController.language);
  }
}

/** A row while the first answer is on its way, as high as most rows. */
const SKELETON = html`<li class="skeleton" aria-hidden="true"><div part="tile"></div><div></div></li>`;

function needsAction({problems}: ReadConnection): boolean {
  return problems.some(({remedy}) => remedy.who === 'user');
}

function needsAttention(connection: ReadConnection): boolean {
  return needsAction(connection) || connection.remedy.consentEndsSoon;
}

function canReconnect({problems}: ReadConnection): boolean {
  return problems.some(
    ({remedy: {action}}) => action === 'reconnect' || action === 'visit-bank-then-reconnect',
  );
}

/** Returns what a problem means. Empty for a connection that works. */
function errorText({account, remedy: {kind, error}}: Problem, {connection}: ConnectionTexts): string {
  if (kind === 'none') return '';
  const texts: Readonly<Record<string, string | undefined>> = ownProperties(connection);
  const words = texts[kind === 'known' ? error : kind] ?? connection.unknown;
  return account ? `${account} – ${words}` : words;
}

/** Renders a detail after what it is. */
function labelled(label: string, detail: unknown): TemplateResult {
  return html`<span><span>${text(label)}</span> ${detail}</span>`;
}

/** Renders a label with the bank's name for those who only hear it. */
function named(label: string, name: string): TemplateResult {
  return html`<span>${text(label)}</span><span class="unseen">${text(` ${name}`)}</span>`;
}

/** Returns the colours of a bank's tile: the bank's own, and black or white on it, whichever is easier to read. */
function tileStyle(color: string): string {
  if (!color) return '';
  const [red = 0, green = 0, blue = 0] = (color.match(/../g) ?? []).map(
    (digits) => (parseInt(digits, 16) / 255) ** 2.2,
  );
  // the luminance at which both have the same contrast
  const ink = 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000' : '#fff';
  return `--_bank: #${color}; --_ink: ${ink}`;
}

/** Puts a value into a text, in place of the name in braces. */
function fill(words: string, value: string): string {
  return words.replace(/\{\w+\}/g, () => value);
}
