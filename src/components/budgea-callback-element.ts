import {type CSSResultGroup, html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {withoutCallback} from '../service/callback.js';
import {finish, type Finished, type FlowResult, type SuccessResult} from '../flows/finish-flow.js';
import {FlowError} from '../service/flow-error.js';
import {resultText} from '../flows/message-for.js';
import type {Service} from '../service/languages.js';
import type {Flow} from '../service/parameters.js';
import {sameOriginPath} from '../flows/return-to.js';
import type {StartOptions} from '../flows/start-flow.js';
import {BUTTON_TEXTS} from '../languages/button-texts.js';
import {RESULT_TEXTS} from '../languages/result-texts.js';
import type {OwnTexts, ResultTexts} from '../languages/texts.js';
import {VERSION} from '../version.js';
import {AdoptableElement} from './internal/adoptable-element.js';
import {RefusedError, sendCode} from './internal/back-end.js';
import {BudgeaErrorEvent} from './budgea-error-event.js';
import {BudgeaResultEvent} from './budgea-result-event.js';
import {buttonStyles} from './internal/button-styles.js';
import {callbackStyles} from './internal/callback-styles.js';
import {declareProperties} from './internal/flow-properties.js';
import {FlowStarter} from './internal/flow-controller.js';
import {fromPage} from './internal/resolve-url.js';
import {LanguageController} from './internal/language-controller.js';
import {languageFor} from './internal/nearest-language.js';
import {SHARED_SETTINGS, settingsOf, type Target} from './internal/settings.js';
import {startFailure, startUnderWay} from './internal/start-news.js';
import {whenParsed} from './internal/dom-content-loaded.js';

/** What the element is doing with its result. */
type Phase = 'reading' | 'saving' | 'unsaved' | 'saving-again' | 'refused' | 'done' | 'left-to-host';

/** How long a live region stands empty before it speaks, in ms: filled at once, many screen readers pass it over. */
const TIME_TO_NOTICE = 100;

interface View {
  readonly mark: keyof typeof MARKS;
  readonly message?: string | undefined;
  readonly alert?: string | undefined;
  readonly steps?: TemplateResult | undefined;
}

/** What stands in the circle beside the message. */
const MARKS = {
  none: '',
  wait: '',
  success: 'm7.5 12.5 3 3 6-6.5',
  info: 'M12 11v5.5M12 7.5v.1',
  problem: 'M12 7v6M12 16.4v.1',
} as const;

/** Each code is handed over once, however many elements show its result. */
const handOvers = new WeakMap<FlowResult, Promise<void>>();

/**
 * The callback page: finishes the flow, tells the user what happened, and offers the next step.
 *
 * It does not believe the address: a result counts only if its flow was started in this browser, and only once.
 *
 * @tag budgea-callback
 * @summary Reads the webview's answer.
 * @fires {BudgeaResultEvent} budgea-result - It has its result. Cancel it, and it shows and does nothing more.
 * @fires {BudgeaLeaveEvent} budgea-leave - Just before the page leaves to try the same flow again. Cancel it to stay.
 * @fires {BudgeaErrorEvent} budgea-error - The received code could not be handed over, or the flow could not start again.
 * @csspart message - What happened, in words.
 * @csspart actions - The next steps.
 * @csspart button - The native `<button>` that tries again.
 * @csspart link - The link that goes on or back.
 * @cssprop [--budgea-button-background=transparent] - The main step's background, and its border.
 * @cssprop [--budgea-button-color=inherit] - The main step's text, and its border where it has no background.
 * @cssprop [--budgea-button-radius=0.6em] - The main step's corners.
 * @cssprop [--budgea-focus-color=#3079ea] - The focus ring.
 * @cssprop [--budgea-success-color=color-mix(in srgb, #0a9d4a 70%, currentcolor)] - The mark of a success.
 * @cssprop [--budgea-problem-color=color-mix(in srgb, #e5342b 70%, currentcolor)] - The mark of a problem.
 * @cssState pending - From the click on 'try again' until the page is left.
 */
export class BudgeaCallbackElement extends AdoptableElement {
  /** The package's version. */
  static readonly version: string = VERSION;

  static override styles: CSSResultGroup = [buttonStyles, callbackStyles];

  static override properties: PropertyDeclarations = {
    ...declareProperties(SHARED_SETTINGS),
    texts: {attribute: false},
    phase: {state: true},
  };

  /** An address of your own back end that takes a received code by `POST {"code": "…"}` and exchanges it. */
  declare tokenUrl: string | null | undefined;

  /** Where a fresh code is asked for, as on the flow's button: with it, a flow that sent a code can be tried again. */
  declare codeUrl: string | null | undefined;

  /** The client application's id, as on the flow's button: with it, a flow can be tried again. */
  declare clientId: string | number | null | undefined;

  /** As on the flow's button: `budgea`, the documented address, or `powens`, today's own. Default: `budgea`. */
  declare service: Service | null | undefined;

  /** Your API's domain, as on the flow's button: with it, or with `baseUrl`, a flow can be tried again. */
  declare domain: string | null | undefined;

  /** Another host of the same shape, as on the flow's button. */
  declare baseUrl: string | null | undefined;

  /** Where a flow that is tried again returns to. Default: this very page. */
  declare redirectUri: string | null | undefined;

  /** Where the user goes on, on this origin, where the flow remembers nothing better. Default: `/`. */
  declare returnTo: string | null | undefined;

  /** The window that leaves to try again, as on the flow's button: `_self` or `_top`. Default: `_self`. */
  declare target: Target | null | undefined;

  /** Texts of your own in the place of ours. */
  declare texts: OwnTexts | null | undefined;

  declare private phase: Phase;

  readonly #starter = new FlowStarter(this);
  readonly #language = new LanguageController(this);
  #finished: Finished | undefined;

  constructor() {
    super();
    this.phase = 'reading';
  }

  /** The result, once there is one. */
  get result(): FlowResult | undefined {
    return this.#finished?.result;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#finished) return;
    // first of all, before anything else on the page can read the address
    const finished = finish();
    this.#finished = finished;
    void this.#whenReady().then(() => this.#tell(finished.result));
  }

  protected override render(): TemplateResult {
    const texts = this.#language.texts(RESULT_TEXTS);
    const buttonTexts = this.#language.texts(BUTTON_TEXTS);
    // Lit takes over an explicit nothing alone: a text after an undefined would go into a comment
    const {mark, message = nothing, alert = nothing, steps = nothing} = this.#view(texts);
    return html`
      <div class="outcome ${mark}">
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /><path d=${MARKS[mark]} /></svg>
        <p part="message" role="status">${message}</p>
        <p part="message" role="alert">${alert}</p>
        <div part="actions">${steps}</div>
        <p class="unseen" role="status" .textContent=${startUnderWay(this.#starter, buttonTexts)}></p>
        ${startFailure(this.#starter, buttonTexts)}
      </div>
    `;
  }

  /** Resolves once listeners and screen readers had the time to notice the element, still empty. */
  async #whenReady(): Promise<void> {
    await whenParsed();
    await this.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, TIME_TO_NOTICE));
  }

  readonly #onSaveAgain = async (): Promise<void> => {
    const result = this.result;
    if (result?.kind !== 'success' || this.phase !== 'unsaved') return;
    await this.#save(result);
    await this.updateComplete;
    // the button that had the focus may be gone; wherever the user went meanwhile, the focus stays
    if (document.activeElement === document.body)
      this.renderRoot.querySelector<HTMLElement>('button, a')?.focus();
  };

  readonly #onTryAgain = (): void => {
    const attempt = this.#finished?.attempt;
    if (!attempt) return;
    const {flow, parameters, context, returnTo} = attempt;
    const setting = settingsOf(this);
    const service = setting('service');
    const again: Readonly<Record<string, unknown>> = {
      ...parameters,
      service,
      domain: setting('domain'),
      baseUrl: setting('baseUrl'),
      clientId: setting('clientId'),
      redirectUri: fromPage(setting('redirectUri') ?? withoutCallback(location.href)),
      language: languageFor(service, this.#language.tag),
      context,
      returnTo,
    };
    void this.#starter.start(flow, again as unknown as StartOptions<Flow>, {
      codeUrl: attempt.codeSent ? setting('codeUrl') : undefined,
      target: setting('target'),
    });
  };

  async #tell(result: FlowResult): Promise<void> {
    const event = new BudgeaResultEvent(result);
    if (!this.dispatchEvent(event)) this.phase = 'left-to-host';
    else if (result.kind === 'success') await this.#save(result);
    else this.phase = 'done';
  }

  async #save(result: SuccessResult): Promise<void> {
    const tokenUrl = settingsOf(this)('tokenUrl');
    if (!result.code || !tokenUrl) {
      this.phase = 'done';
      return;
    }
    this.phase = this.phase === 'unsaved' ? 'saving-again' : 'saving';
    try {
      let handOver = handOvers.get(result);
      if (!handOver) {
        handOver = sendCode(tokenUrl, result.code);
        handOvers.set(result, handOver);
      }
      await handOver;
      this.phase = 'done';
    } catch (error) {
      // a refused code is not sent again, by another element either
      if (error instanceof RefusedError) this.phase = 'refused';
      else {
        handOvers.delete(result);
        this.phase = 'unsaved';
      }
      if (!(error instanceof FlowError)) throw error;
      const event = new BudgeaErrorEvent(error);
      this.dispatchEvent(event);
    }
  }

  /** What the user sees: what happened, in words and in a mark, and the next steps. */
  #view(texts: ResultTexts): View {
    const result = this.result;
    if (!result || this.phase === 'reading' || this.phase === 'left-to-host') return {mark: 'none'};
    if (this.phase === 'saving') return {mark: 'wait', message: texts.saving};
    if (this.phase === 'saving-again') {
      return {mark: 'wait', message: texts.saving, steps: this.#saveSteps(texts, true)};
    }
    if (this.phase === 'unsaved') {
      return {mark: 'problem', alert: texts.saveFailed, steps: this.#saveSteps(texts, false)};
    }
    if (this.phase === 'refused') return {mark: 'problem', ...this.#startOver(texts, texts.saveRefused)};
    const message = resultText(result, texts);
    switch (result.kind) {
      case 'success':
        return {mark: 'success', message, steps: this.#link(texts.goOn, 'main')};
      case 'none':
      case 'replayed':
        return {mark: 'info', message, steps: this.#link(texts.goOn, 'main')};
      default: {
        const mark = result.kind === 'cancelled' ? 'info' : 'problem';
        return {mark, message, ...this.#startOver(texts)};
      }
    }
  }

  /** The steps to the same flow from its start, where that is known here, and to where the user came from. */
  #startOver(texts: ResultTexts, reason?: string): Pick<View, 'alert' | 'steps'> {
    if (!this.#canTryAgain) return {alert: reason, steps: this.#link(texts.goBack, 'main')};
    const again = this.#button(texts.tryAgain, this.#onTryAgain, this.#starter.pending);
    return {alert: reason, steps: html`${again} ${this.#link(texts.goBack, '')}`};
  }

  /** Whether all that the flow needs to start again as it was is known here. */
  get #canTryAgain(): boolean {
    const attempt = this.#finished?.attempt;
    if (!attempt?.canRetry) return false;
    const setting = settingsOf(this);
    const canReach = setting('clientId') && (setting('domain') ?? setting('baseUrl'));
    return Boolean(canReach && (!attempt.codeSent || setting('codeUrl')));
  }

  #saveSteps(texts: ResultTexts, isBusy: boolean): TemplateResult {
    return html`${this.#button(texts.tryAgain, this.#onSaveAgain, isBusy)} ${this.#link(texts.goBack, '')}`;
  }

  #button(label: string, onClick: () => unknown, isBusy: boolean): TemplateResult {
    return html`
      <button part="button" type="button" aria-disabled=${isBusy ? 'true' : nothing} @click=${onClick}
        >${label}</button
      >
    `;
  }

  #link(label: string, className: 'main' | ''): TemplateResult {
    const result = this.result;
    const remembered = result && 'returnTo' in result ? result.returnTo : undefined;
    const path = remembered ?? sameOriginPath(settingsOf(this)('returnTo')) ?? '/';
    // with its origin, since a <base> may name another
    return html`<a part="link" class=${className} href=${location.origin + path}>${label}</a>`;
  }
}
