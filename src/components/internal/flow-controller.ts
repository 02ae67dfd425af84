import {html, type LitElement, nothing, type ReactiveController, type TemplateResult} from 'lit';
import type {Attempt} from '../../flows/attempts.js';
import {startFlow} from '../../flows/start-flow.js';
import type {StartOptions} from '../../flows/start-options.js';
import type {ButtonTexts} from '../../languages/texts.js';
import {sameOriginPath, webviewLanguage} from '../../service/addresses.js';
import {withoutCallback} from '../../service/callback.js';
import {fail, FlowError} from '../../service/flow-error.js';
import {checkChoice, isGiven, ownProperties} from '../../service/options.js';
import {type Flow, FLOWS, SETTINGS} from '../../service/parameters.js';
import {BudgeaErrorEvent} from '../budgea-error-event.js';
import {BudgeaLeaveEvent} from '../budgea-leave-event.js';
import {isSignedOut, requestCode, requestPayment} from './back-end.js';
import {reportError, reportMisspelt} from './console-line.js';
import {refusePropertyAttributes} from './property-attributes.js';
import {languageOf, type Settings, settingsOf, TARGETS} from './settings.js';
import {refuseSourceTexts} from './source-text.js';
import {startUrlOf} from './start-url.js';

/** What the user reads after a start failed. */
type Failure = Extract<keyof ButtonTexts, `start${string}`> &
  Exclude<keyof ButtonTexts, 'start' | 'starting'>;

/** The statuses below 500 after which another try may work. Any other is a mistake. */
const PASSING: readonly number[] = [408, 409, 425, 429];

/** How long it may take to leave the page, in ms, before the button works again. */
const TIME_TO_LEAVE = 10_000;

/** Starts flows for an element, one at a time, and fires the events of a start. */
export class FlowController implements ReactiveController {
  /** `pending` from the click until the page is left; `failed` if the latest start failed. */
  status: 'idle' | 'pending' | 'failed' = 'idle';
  readonly #host: LitElement;
  #internals: ElementInternals | undefined;
  #start: AbortController | undefined;
  #failure: Failure = 'startFailed';

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** Starts a flow with the host's options, or an earlier attempt again. Fires `budgea-error` if that fails. */
  async start(flow: Flow, attempt?: Attempt): Promise<void> {
    if (this.status === 'pending') return;
    const start = (this.#start = new AbortController());
    const {signal} = start;
    this.#update('pending');
    try {
      const settings = settingsOf(this.#host);
      const {target = '_self'} = settings;
      checkChoice('target', target, TARGETS);
      const startUrl = attempt ? undefined : startUrlOf(this.#host, flow, settings);
      if (startUrl !== undefined) {
        this.#leave(flow, startUrl, target);
        return;
      }
      await startFlow(flow, {
        ...startOptions(this.#host, flow, settings, signal, attempt),
        navigate: (url) => {
          this.#leave(flow, url, target);
        },
      });
    } catch (error) {
      // the element was removed, or the page was left and restored
      if (signal.aborted) return;
      this.#update('idle');
      if (!(error instanceof FlowError)) throw error;
      const event = new BudgeaErrorEvent(error);
      if (!this.#host.dispatchEvent(event)) return;
      // a listener may have started again
      if (this.#start === start) {
        this.#failure = failureOf(error);
        this.#update('failed');
      }
      reportError(this.#host, error);
    }
  }

  /** Renders the messages about a start: a status while it is pending, an alert if it failed. */
  render(texts: ButtonTexts): TemplateResult {
    return html`<p class="unseen" role="status" .textContent=${this.status === 'pending' ? texts.starting : ''}></p
    >${
      this.status === 'failed'
        ? html`<p part="message" role="alert" .textContent=${texts[this.#failure]}></p>`
        : nothing
    }`;
  }

  hostConnected(): void {
    addEventListener('pageshow', this.#onPageShow);
  }

  hostDisconnected(): void {
    removeEventListener('pageshow', this.#onPageShow);
    // an element that was only moved is connected again by then
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#reset();
    });
  }

  /** Resets a start when the back button restores the page as it was left. */
  readonly #onPageShow = ({persisted}: PageTransitionEvent): void => {
    if (persisted) this.#reset();
  };

  #leave(flow: Flow, url: string, target: string): void {
    reportMisspelt(this.#host);
    const event = new BudgeaLeaveEvent(flow, url);
    if (!this.#host.dispatchEvent(event)) {
      this.#update('idle');
      return;
    }
    // an element that was moved into the document of a frame leaves that frame
    const {ownerDocument} = this.#host;
    // markup such as <img name="defaultView"> can hide that of this document
    const view = (ownerDocument !== document && ownerDocument.defaultView) || window;
    try {
      // `href` can be set across origins; `assign` cannot be called
      ((target === '_top' && view.top) || view).location.href = url;
    } catch (cause) {
      fail('navigation-blocked', 'target must be allowed by the sandbox of the frame', {
        option: 'target',
        cause,
      });
    }
    // the user may stop the navigation
    const start = this.#start;
    setTimeout(() => {
      if (this.#start === start) this.#reset();
    }, TIME_TO_LEAVE);
  }

  #reset(): void {
    this.#start?.abort();
    if (this.status !== 'idle') this.#update('idle');
  }

  #update(status: FlowController['status']): void {
    this.status = status;
    try {
      this.#internals ??= this.#host.attachInternals();
      this.#internals.states[status === 'pending' ? 'add' : 'delete']('pending');
    } catch {
      // browsers from before 2024 have no such states: the button works without
    }
    this.#host.requestUpdate();
  }
}

/**
 * Collects the options of a start: the element's properties, and the settings and the language around it.
 *
 * For an earlier attempt, the flow's parameters come from the attempt instead of the element's properties.
 */
function startOptions<F extends Flow>(
  host: Element,
  flow: F,
  settings: Settings,
  signal: AbortSignal,
  attempt?: Attempt,
): StartOptions<F> {
  const values = (attempt?.parameters ?? host) as Readonly<Record<string, unknown>>;
  const options: Record<string, unknown> = ownProperties({});
  const isPayment = flow === 'payment';
  // a payment is never sent again: another one is made
  const names = isPayment && attempt ? [] : Object.keys(FLOWS[flow]);
  for (const name of names) {
    // each start makes its own state, but for a payment, which has one
    const isTaken = name !== 'state' || isPayment;
    // an absent boolean attribute is not an explicit false
    if (isTaken && values[name] !== false) options[name] = values[name];
  }
  // never from an attempt, because anybody can write into the storage
  for (const name of [...SETTINGS, 'clientId']) options[name] = settings[name as keyof Settings];

  refusePropertyAttributes(host);
  refuseSourceTexts({...settings, ...options});
  options.signal = signal;
  options.context = (attempt ?? values).context;

  const {service, codeUrl, paymentUrl, returnTo, fetch} = settings;
  options.owner = settings.owner;
  options.language = webviewLanguage(service === 'powens' ? service : 'budgea', languageOf(host));
  if (isPayment) {
    // the element's own payment goes before a setting around it
    const isNearest = isGiven(values.paymentUrl) || !isGiven(options.paymentId);
    if (paymentUrl && isNearest) {
      options.createPayment = (start: object) => requestPayment(paymentUrl, start, signal, fetch);
    }
  } else if (!isGiven(options.code) && sendsCode(attempt)) {
    const needsUser = FLOWS[flow].code.endsWith('!');
    options.code = settings.code ?? (codeUrl && (() => requestCode(codeUrl, needsUser, signal, fetch)));
  }

  const page = withoutCallback(location.href);
  // a payment's redirect URI has no query
  const redirectUri = settings.redirectUri ?? (attempt && (isPayment ? page.replace(/\?[^#]*/, '') : page));
  if (redirectUri) {
    options.redirectUri = redirectUri;
    options.returnTo = attempt ? attempt.returnTo : (returnTo ?? sameOriginPath(page));
  }
  return options as unknown as StartOptions<F>;
}

/** Tells whether a start asks for a code. An attempt without one asks again if the back end said who it is for. */
function sendsCode(attempt?: Attempt): boolean {
  return !attempt || attempt.codeSent || isGiven(attempt.codeOwner ?? attempt.owner);
}

/** Returns which text tells the user why a start failed. Only a failure that may pass is worth another try. */
function failureOf(error: FlowError): Failure {
  // an answer of another shape has neither a status nor a cause, and will not change
  const {code, cause, status = cause ? 500 : 400} = error;
  if (code === 'no-storage') return 'startNoStorage';
  if (code === 'navigation-blocked') return 'startFramed';
  if (code !== 'code-unavailable') return 'startImpossible';
  if (isSignedOut(error)) return 'startSignedOut';
  return status >= 500 || PASSING.includes(status) ? 'startFailed' : 'startImpossible';
}
