import {type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {captureCallback} from '../flows/captured-callback.js';
import {cleanAgain, finish, type Finished} from '../flows/finish-flow.js';
import type {CodeSource} from '../flows/start-options.js';
import {resultText} from '../flows/message-for.js';
import {BUTTON_TEXTS} from '../languages/button-texts.js';
import {RESULT_TEXTS} from '../languages/result-texts.js';
import type {OwnTexts, ResultTexts} from '../languages/texts.js';
import {sameOriginPath} from '../service/addresses.js';
import {FlowError} from '../service/flow-error.js';
import {isGiven, ownProperties} from '../service/options.js';
import type {Service} from '../service/parameters.js';
import type {FlowResult, SuccessResult} from '../service/results.js';
import {BudgeaDoneEvent} from './budgea-done-event.js';
import {BudgeaErrorEvent} from './budgea-error-event.js';
import {BudgeaResultEvent} from './budgea-result-event.js';
import {isSignedOut, saveReceivedCode} from './internal/back-end.js';
import {BudgeaElement} from './internal/budgea-element.js';
import {buttonStyles} from './internal/button-styles.js';
import {callbackStyles} from './internal/callback-styles.js';
import {ConnectionsController} from './internal/connections-controller.js';
import {reportError, reportMisspelt} from './internal/console-line.js';
import {domContentLoaded, pageReady} from './internal/dom-content-loaded.js';
import {FlowController} from './internal/flow-controller.js';
import {declareProperties} from './internal/flow-properties.js';
import {givenResult} from './internal/given-result.js';
import {flushLanguage, LocalizeController} from './internal/localize.js';
import {type Fetch, type SaveCode, settingsOf, SHARED_SETTINGS, type Target} from './internal/settings.js';
import {text} from './internal/text.js';

/** Why the code was not handed over, named after the text that the user reads. */
type Unsaved =
  | 'saveFailed'
  | 'saveSignedOut'
  | 'saveRefused'
  | 'saveImpossible'
  | 'token-exists'
  | 'other-owner';

/** What the element is doing with its result. */
type Phase = 'reading' | 'saving' | 'saving-again' | Unsaved | 'done' | 'cancelled';

/** How long a live region is empty before it gets its text, in ms. Many screen readers skip one that starts filled. */
const TIME_TO_NOTICE = 100;

/** The statuses that refuse the code itself. After any other, the same code can be sent again. */
const REFUSED: readonly (number | undefined)[] = [400, 410];

/** The reasons of a back end that have texts of their own. */
const REASONS: readonly (string | undefined)[] = ['token-exists', 'other-owner'] satisfies Unsaved[];

/** The sign in the circle beside the message, as a path. */
const MARKS = {
  none: '',
  wait: '',
  success: 'm7.5 12.5 3 3 6-6.5',
  info: 'M12 11v5.5M12 7.5v.1',
  problem: 'M12 7v6M12 16.4v.1',
} as const;

interface View {
  readonly mark: keyof typeof MARKS;
  readonly message?: string | undefined;
  readonly alert?: string | undefined;
  readonly actions?: TemplateResult | undefined;
}

/** The codes that were sent: each is sent once, even if several elements show its result. */
const sentCodes = new WeakMap<FlowResult, Promise<void>>();

/**
 * The callback page: finishes the flow, tells the user what happened, and offers the next step.
 *
 * It does not trust the address: a result counts only if its flow was started in this browser, and only once. It never
 * sends a payment again: trying again makes another one, and is offered only if nothing was paid.
 *
 * @tag budgea-callback
 * @summary Reads the webview's answer.
 * @fires {BudgeaResultEvent} budgea-result - It has its result. Cancel it, and the element shows and does nothing more.
 * @fires {BudgeaDoneEvent} budgea-done - Nothing is left to do: a received code is saved, or there was none.
 * @fires {BudgeaLeaveEvent} budgea-leave - Just before the page leaves to try the same flow again. Cancel it to stay.
 * @fires {BudgeaErrorEvent} budgea-error - The received code could not be handed over, or the flow could not start again. Cancel it, and no message is shown.
 * @csspart message - What happened, in words.
 * @csspart actions - The next steps.
 * @csspart button - The native `<button>` that tries again.
 * @csspart link - The link that goes on or back.
 * @cssprop [--budgea-button-background=transparent] - The main step's background, and its border.
 * @cssprop [--budgea-button-color=inherit] - The main step's text, and its border if it has no background.
 * @cssprop [--budgea-button-radius=0.6em] - The main step's corners.
 * @cssprop [--budgea-focus-color=#3079ea] - The focus ring.
 * @cssprop [--budgea-success-color=color-mix(in srgb, #0a9d4a 70%, currentcolor)] - The mark of a success.
 * @cssprop [--budgea-problem-color=color-mix(in srgb, #e5342b 70%, currentcolor)] - The mark of a problem.
 * @cssState pending - From the click on 'try again' until the page is left.
 */
export class BudgeaCallbackElement extends BudgeaElement {
  static override styles: CSSResultGroup = [buttonStyles, callbackStyles];

  static override properties: PropertyDeclarations = {
    ...declareProperties(SHARED_SETTINGS),
    fetch: {attribute: false},
    code: {attribute: false},
    saveCode: {attribute: false},
    texts: {attribute: false},
    result: {attribute: 'result', converter: (value) => value, noAccessor: true},
    phase: {state: true},
  };

  /**
   * An address of your own back end that takes a received code by `POST {"code": "…", "owner": "…"}` and exchanges it.
   * Default: none, and `saveCode` must take it.
   */
  declare tokenUrl: string | null | undefined;

  /** Takes a received code, in place of `token-url`. Default: none. */
  declare saveCode: SaveCode | null | undefined;

  /**
   * Who is signed in, as on the flow's button. An answer to another user's start is refused. Default: the page
   * compares nothing.
   */
  declare owner: string | null | undefined;

  /**
   * Where a fresh code is asked for, as on the flow's button. Default: none; without it or `code`, a flow that sent a code
   * cannot be tried again.
   */
  declare codeUrl: string | null | undefined;

  /** Gives a fresh code, in place of `code-url`. Default: none. */
  declare code: CodeSource | null | undefined;

  /**
   * An address of your own back end that answers with the user's connections. After a success, the element then names the
   * bank, and says that its data is being fetched until it is there. Default: none.
   */
  declare connectionsUrl: string | null | undefined;

  /** Sends the requests to your back end, with headers of yours for example. Default: the platform's `fetch`. */
  declare fetch: Fetch | null | undefined;

  /**
   * Where a payment is created, as on the flow's button. After a refusal or a cancellation, the user can make another
   * payment through it. Default: none, and no payment can be tried again.
   */
  declare paymentUrl: string | null | undefined;

  /** The client application's id, as on the flow's button. Default: none, and no flow can be tried again. */
  declare clientId: string | number | null | undefined;

  /** As on the flow's button: `budgea`, the documented address, or `powens`, today's own. Default: `budgea`. */
  declare service: Service | null | undefined;

  /** Your API's domain, as on the flow's button. Default: none; without it or `baseUrl`, no flow can be tried again. */
  declare domain: string | null | undefined;

  /** Another host of the same shape, as on the flow's button. Default: the service's. */
  declare baseUrl: string | null | undefined;

  /** As on the flow's button: lets `base-url` be http for private addresses. Default: `false`. */
  declare allowInsecureBaseUrl: boolean | null | undefined;

  /** Where a flow that is tried again returns to. Default: this very page. */
  declare redirectUri: string | null | undefined;

  /** Where the user goes on, on this origin, unless the flow was started with such an address. Default: `/`. */
  declare returnTo: string | null | undefined;

  /** The window that leaves to try again, as on the flow's button: `_self` or `_top`. Default: `_self`. */
  declare target: Target | null | undefined;

  /** Your own texts in place of ours. Default: our texts. */
  declare texts: OwnTexts | null | undefined;

  declare private phase: Phase;
  #finished: Finished | undefined;
  #given: FlowResult | string | null | undefined;
  #isAnnounced = false;

  readonly #connectionsController = new ConnectionsController(this);
  readonly #flowController = new FlowController(this);
  readonly #localizeController = new LocalizeController(this);

  constructor() {
    super();
    this.phase = 'reading';
  }

  /**
   * The result, once there is one.
   *
   * Set it, or its attribute in JSON, to show a result that your back end has. Then the element reads no address and
   * hands nothing over. It is read once, when the page is ready.
   */
  get result(): FlowResult | undefined {
    return this.#finished?.result;
  }

  set result(result: FlowResult | string | null | undefined) {
    this.#given = result;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#isAnnounced) return;
    this.#isAnnounced = true;
    // at once, before anything else on the page can read the address
    if (!isGiven(this.#given)) captureCallback();
    void this.#announce();
  }

  protected override getUpdateComplete(): Promise<boolean> {
    flushLanguage();
    return super.getUpdateComplete();
  }

  protected override render(): TemplateResult {
    const texts = this.#localizeController.texts(RESULT_TEXTS);
    // hydration expects `nothing`: Lit would write a text that replaces `undefined` into a comment
    const {mark, message = '', alert = '', actions = nothing} = ownProperties(this.#view(texts)) as View;
    return html`
      <div class="outcome ${mark}">
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /><path d=${MARKS[mark]} /></svg>
        <p part="message" role="status">${text(message)}</p>
        <p part="message" role="alert">${text(alert)}</p>
        <div part="actions">${actions}</div>
        ${this.#flowController.render(this.#localizeController.texts(BUTTON_TEXTS))}
      </div>
    `;
  }

  async #onSaveAgain(): Promise<void> {
    const {result} = this;
    if (result?.kind !== 'success' || !this.#canSaveAgain) return;
    await this.#save(result, result.code ?? '');
    await this.updateComplete;
    // the button that had the focus may be gone; a focus that the user moved elsewhere stays
    if (document.activeElement === document.body) {
      this.renderRoot.querySelector<HTMLElement>('button, a')?.focus();
    }
  }

  #onTryAgain(): void {
    const attempt = this.#finished?.attempt;
    if (attempt) void this.#flowController.start(attempt.flow, attempt);
  }

  /** Fires the result once listeners and screen readers had time to notice the element, still empty. */
  async #announce(): Promise<void> {
    await domContentLoaded();
    // a page that cannot be rendered still has a result
    await this.updateComplete.catch(() => undefined);
    const {result} = (this.#finished ??= isGiven(this.#given)
      ? {result: givenResult(this.#given), attempt: undefined}
      : finish({owner: settingsOf(this).owner}));
    // a router may write the address back when it starts
    void pageReady().then(cleanAgain);
    await new Promise((resolve) => setTimeout(resolve, TIME_TO_NOTICE));
    if (result.kind === 'none') {
      this.phase = 'done';
      return;
    }
    const event = new BudgeaResultEvent(result);
    if (!this.dispatchEvent(event)) this.phase = 'cancelled';
    else if (isGiven(this.#given)) this.#done(result, phaseOf(result));
    else if (result.kind === 'success' && result.code) await this.#save(result, result.code);
    else this.#done(result);
  }

  #done(result: FlowResult, phase: Phase = 'done'): void {
    this.phase = phase;
    if (connectionOf(result) && settingsOf(this).connectionsUrl) this.#connectionsController.start();
    const event = new BudgeaDoneEvent(result);
    this.dispatchEvent(event);
    // after an error, the line about it names them
    reportMisspelt(this);
  }

  /** Hands over the code that came with the result. */
  async #save(result: SuccessResult, code: string): Promise<void> {
    this.phase = this.#canSaveAgain ? 'saving-again' : 'saving';
    const sent = sentCodes.get(result) ?? saveReceivedCode(this, code, result);
    sentCodes.set(result, sent);
    try {
      await sent;
    } catch (error) {
      this.#showFailure(result, error);
      return;
    }
    this.#done(result);
  }

  #showFailure(result: SuccessResult, error: unknown): void {
    if (!(error instanceof FlowError)) throw error;
    const phase = unsavedBy(error);
    // the same code can be sent again
    if (phase !== 'saveRefused') sentCodes.delete(result);
    const event = new BudgeaErrorEvent(error);
    const isCancelled = !this.dispatchEvent(event);
    this.phase = isCancelled ? 'cancelled' : phase;
    if (!isCancelled) reportError(this, error);
  }

  get #canSaveAgain(): boolean {
    return ['saveFailed', 'saveSignedOut', 'other-owner'].includes(this.phase);
  }

  /** Returns what the user sees: what happened, in words and in a mark, and the next steps. */
  #view(texts: ResultTexts): View {
    const {result} = this;
    if (!result) return {mark: 'none'};
    switch (this.phase) {
      case 'reading':
      case 'cancelled':
        return {mark: 'none'};
      case 'saving':
        return {mark: 'wait', message: texts.saving};
      case 'saving-again':
        return {
          mark: 'wait',
          message: texts.saving,
          actions: this.#tryAgainOrBack(texts, this.#onSaveAgain, true),
        };
      case 'saveFailed':
      case 'saveSignedOut':
      case 'other-owner':
        return {
          mark: 'problem',
          alert: texts[this.phase],
          actions: this.#tryAgainOrBack(texts, this.#onSaveAgain, false),
        };
      case 'saveRefused':
        return {mark: 'problem', alert: texts.saveRefused, actions: this.#retryOrBack(texts)};
      case 'token-exists':
        return {mark: 'info', alert: texts['token-exists'], actions: this.#link(texts.goOn, 'main')};
      case 'saveImpossible':
        return {mark: 'problem', alert: texts.saveImpossible, actions: this.#link(texts.goBack, 'main')};
      default:
        return this.#resultView(result, texts);
    }
  }

  #resultView(result: FlowResult, texts: ResultTexts): View {
    const message = this.#bankText(result, texts) ?? resultText(result, texts);
    switch (result.kind) {
      case 'success': {
        // a check mark would promise too much before a payment is settled
        const isCertain = result.flow !== 'payment' || result.settled;
        return {mark: isCertain ? 'success' : 'info', message, actions: this.#link(texts.goOn, 'main')};
      }
      case 'none':
      case 'replayed':
        return {mark: 'info', message, actions: this.#link(texts.goOn, 'main')};
      case 'cancelled':
        return {mark: 'info', message, actions: this.#retryOrBack(texts)};
      default:
        return {mark: 'problem', message, actions: this.#retryOrBack(texts)};
    }
  }

  /** Returns what is known of the bank that was connected. */
  #bankText(result: FlowResult, texts: ResultTexts): string | undefined {
    const id = connectionOf(result);
    const connection = this.#connectionsController.connections?.find((one) => one.id === id);
    if (!connection?.name || connection.remedy.who !== 'nobody') return undefined;
    const isFetching = this.#connectionsController.isFetching(connection);
    return (isFetching ? texts.bankFetching : texts.bankReady).replace('{bank}', () => connection.name);
  }

  #retryOrBack(texts: ResultTexts): TemplateResult {
    if (!this.#canRetry) return this.#link(texts.goBack, 'main');
    const isBusy = this.#flowController.status === 'pending';
    return this.#finished?.attempt?.flow === 'payment'
      ? html`${this.#link(texts.goBack, 'main')} ${this.#tryAgain(texts, this.#onTryAgain, isBusy, 'second')}`
      : this.#tryAgainOrBack(texts, this.#onTryAgain, isBusy);
  }

  /** Whether the flow can start again from here: as it was, or as another payment if nothing was paid. */
  get #canRetry(): boolean {
    const {result, attempt} = this.#finished ?? {};
    const {clientId, domain, baseUrl, code, codeUrl, paymentUrl} = settingsOf(this);
    if (!attempt || !clientId || !(domain ?? baseUrl)) return false;
    // it is another user's, with that user's context
    if (result?.kind === 'unverified' && result.reason === 'other-owner') return false;
    if (attempt.flow !== 'payment') return attempt.canRetry && Boolean(!attempt.codeSent || code || codeUrl);
    const isUnpaid = result?.kind === 'cancelled' || (result?.kind === 'failed' && result.refused);
    return Boolean(isUnpaid && paymentUrl);
  }

  #tryAgainOrBack(texts: ResultTexts, onClick: () => unknown, isBusy: boolean): TemplateResult {
    return html`${this.#tryAgain(texts, onClick, isBusy)} ${this.#link(texts.goBack, '')}`;
  }

  #tryAgain(texts: ResultTexts, onClick: () => unknown, isBusy: boolean, className = ''): TemplateResult {
    const busy = isBusy ? 'true' : nothing;
    return html`<button part="button" type="button" class=${className} aria-disabled=${busy} @click=${onClick}
      >${text(texts.tryAgain)}</button
    >`;
  }

  #link(label: string, className: 'main' | ''): TemplateResult {
    const {result} = this;
    const remembered = result && 'returnTo' in result ? result.returnTo : undefined;
    const path = remembered ?? sameOriginPath(settingsOf(this).returnTo) ?? '/';
    // with the origin, because a <base> may name another
    return html`<a part="link" class=${className} href=${location.origin + path}>${text(label)}</a>`;
  }
}

/** Returns the id of the connection that was made or repaired, if there is one. */
function connectionOf(result: FlowResult): string | undefined {
  const isConnected = result.kind === 'success' && (result.flow === 'connect' || result.flow === 'reconnect');
  return isConnected ? result.connectionId : undefined;
}

/** Returns how to show a result that a back end has, if that could not take the code. */
function phaseOf(result: FlowResult): Phase {
  if (result.kind !== 'failed') return 'done';
  if (result.error === 'token-exists') return result.error;
  return result.error === 'code-refused' ? 'saveRefused' : 'done';
}

/** Returns which text tells the user why a code was not saved. */
function unsavedBy(error: FlowError): Unsaved {
  const {code, status, reason} = error;
  if (REASONS.includes(reason)) return reason as Unsaved;
  if (isSignedOut(error)) return 'saveSignedOut';
  // Rails also answers 422 to a stale CSRF token, without a reason
  if (REFUSED.includes(status) || (status === 422 && reason !== undefined)) return 'saveRefused';
  // nothing takes the code, so trying again does not help
  const isMistake = code !== 'exchange-failed' || (error.option === 'tokenUrl' && !status && !error.cause);
  return isMistake ? 'saveImpossible' : 'saveFailed';
}
