import {
  type CSSResultGroup,
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type TemplateResult,
} from 'lit';
import {finish, type FinishedFlow, type FlowResult, type SuccessResult} from '../flows/finish-flow.js';
import {FlowError} from '../flows/flow-error.js';
import {resultText} from '../flows/message-for.js';
import type {Flow} from '../flows/parameters.js';
import {sameOriginPath} from '../flows/return-to.js';
import type {StartOptions} from '../flows/start-flow.js';
import type {Texts} from '../languages/texts.js';
import {textsFor} from '../languages/texts-for.js';
import {sendCode} from './back-end.js';
import {BudgeaErrorEvent} from './budgea-error-event.js';
import {BudgeaResultEvent} from './budgea-result-event.js';
import {buttonStyles} from './button-styles.js';
import {callbackStyles} from './callback-styles.js';
import {FlowStarter} from './flow-starter.js';
import {nearestLanguage} from './nearest-language.js';
import {whenParsed} from './when-parsed.js';

/** What the element is doing with its result. */
type Phase = 'reading' | 'saving' | 'unsaved' | 'done' | 'left-to-host';

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
 * @cssprop [--budgea-button-background=CanvasText] - The main step's background.
 * @cssprop [--budgea-button-color=Canvas] - The main step's text.
 * @cssprop [--budgea-button-radius=0.6em] - The main step's corners.
 * @cssprop [--budgea-focus-color=Highlight] - The focus ring.
 * @cssState pending - From the click on 'try again' until the page is left.
 */
export class BudgeaCallbackElement extends LitElement {
  static override styles: CSSResultGroup = [buttonStyles, callbackStyles];

  static override properties: PropertyDeclarations = {
    tokenUrl: {attribute: 'token-url'},
    codeUrl: {attribute: 'code-url'},
    returnTo: {attribute: 'return-to'},
    phase: {state: true},
  };

  /** An address of your own back end that takes a received code by `POST {"code": "…"}` and exchanges it. */
  declare tokenUrl: string | null | undefined;

  /** The address that the flow's button asked for its code: with it, a flow that sent one can be tried again. */
  declare codeUrl: string | null | undefined;

  /** Where the user goes on, on this origin, where the flow remembers nothing better. Default: `/`. */
  declare returnTo: string | null | undefined;

  declare private phase: Phase;

  readonly #starter = new FlowStarter(this);
  #finished: FinishedFlow | undefined;

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
    void whenParsed().then(() => this.#tell(finished.result));
  }

  protected override render(): TemplateResult {
    const texts = textsFor(nearestLanguage(this));
    const {mark, message, alert, steps} = this.#view(texts);
    return html`
      <div class="outcome ${mark}">
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="10" /><path d=${MARKS[mark]} /></svg>
        <p part="message" role="status">${message}</p>
        <p part="message" role="alert">${alert}</p>
        <div part="actions">${steps}</div>
      </div>
    `;
  }

  readonly #onSaveAgain = (): void => {
    const result = this.result;
    if (result?.kind === 'success') void this.#save(result);
  };

  readonly #onTryAgain = (): void => {
    const attempt = this.#finished?.attempt;
    if (!attempt) return;
    const {flow, options, context, returnTo} = attempt;
    const again = {...options, context, returnTo} as unknown as StartOptions<Flow>;
    void this.#starter.start(flow, again, attempt.codeSent ? this.codeUrl : undefined);
  };

  async #tell(result: FlowResult): Promise<void> {
    const event = new BudgeaResultEvent(result);
    if (!this.dispatchEvent(event)) this.phase = 'left-to-host';
    else if (result.kind === 'success') await this.#save(result);
    else this.phase = 'done';
  }

  async #save(result: SuccessResult): Promise<void> {
    const {tokenUrl} = this;
    if (!result.code || !tokenUrl) {
      this.phase = 'done';
      return;
    }
    this.phase = 'saving';
    try {
      let handOver = handOvers.get(result);
      if (!handOver) {
        handOver = sendCode(tokenUrl, result.code);
        handOvers.set(result, handOver);
      }
      await handOver;
      this.phase = 'done';
    } catch (error) {
      handOvers.delete(result);
      this.phase = 'unsaved';
      if (!(error instanceof FlowError)) throw error;
      const event = new BudgeaErrorEvent(error);
      this.dispatchEvent(event);
    }
  }

  /** What the user sees: what happened, in words and in a mark, and the next steps. */
  #view(texts: Texts): View {
    const result = this.result;
    if (!result || this.phase === 'reading' || this.phase === 'left-to-host') return {mark: 'none'};
    if (this.phase === 'saving') return {mark: 'wait', message: texts.saving};
    if (this.phase === 'unsaved') {
      return {
        mark: 'problem',
        alert: texts.saveFailed,
        steps: this.#button(texts.tryAgain, this.#onSaveAgain),
      };
    }
    const message = resultText(result, texts);
    switch (result.kind) {
      case 'success':
        return {mark: 'success', message, steps: this.#link(texts.goOn, 'main')};
      case 'none':
      case 'replayed':
        return {mark: 'info', message, steps: this.#link(texts.goOn, 'main')};
      default: {
        const mark = result.kind === 'cancelled' ? 'info' : 'problem';
        const alert = this.#starter.failed ? texts.startFailed : undefined;
        if (!this.#isRepeatable) return {mark, message, steps: this.#link(texts.goBack, 'main')};
        const again = this.#button(texts.tryAgain, this.#onTryAgain);
        return {mark, message, alert, steps: html`${again} ${this.#link(texts.goBack, '')}`};
      }
    }
  }

  /** Whether the flow can be started again from here, as it was. */
  get #isRepeatable(): boolean {
    const attempt = this.#finished?.attempt;
    return Boolean(attempt?.repeatable && (!attempt.codeSent || this.codeUrl));
  }

  #button(label: string, onClick: () => void): TemplateResult {
    return html`
      <button
        part="button"
        type="button"
        aria-disabled=${this.#starter.pending ? 'true' : nothing}
        @click=${onClick}
      >
        ${label}
      </button>
    `;
  }

  #link(label: string, className: 'main' | ''): TemplateResult {
    const result = this.result;
    const remembered = result && 'returnTo' in result ? result.returnTo : undefined;
    return html`<a part="link" class=${className} href=${remembered ?? sameOriginPath(this.returnTo) ?? '/'}>${label}</a>`;
  }
}
