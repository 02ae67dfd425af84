import {html, type LitElement, nothing, type ReactiveController, type TemplateResult} from 'lit';
import type {Attempt} from '../../flows/attempts.js';
import {startFlow} from '../../flows/start-flow.js';
import type {ButtonTexts} from '../../languages/texts.js';
import {checkChoice} from '../../service/checks.js';
import {fail, FlowError} from '../../service/flow-error.js';
import type {Flow} from '../../service/parameters.js';
import {BudgeaErrorEvent} from '../budgea-error-event.js';
import {BudgeaLeaveEvent} from '../budgea-leave-event.js';
import {settingsOf, TARGETS} from './settings.js';
import {startOptions} from './start-options.js';

/** How long it may take to leave the page, in ms, before the button works again. */
const TIME_TO_LEAVE = 10_000;

/** Starts flows for an element, one at a time, and fires the events of a start. */
export class FlowController implements ReactiveController {
  /** `pending` from the click until the page is left; `failed` if the latest start failed. */
  status: 'idle' | 'pending' | 'failed' = 'idle';
  readonly #host: LitElement;
  #internals: ElementInternals | undefined;
  #start: AbortController | undefined;

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
      const {target = '_self'} = settingsOf(this.#host);
      checkChoice('target', target, TARGETS);
      await startFlow(flow, {
        ...startOptions(this.#host, flow, signal, attempt),
        navigate: (url) => {
          this.#leave(flow, url, target);
        },
      });
    } catch (error) {
      // the element was removed, or the page was left and restored
      if (signal.aborted) return;
      this.#update('failed');
      if (!(error instanceof FlowError)) throw error;
      const event = new BudgeaErrorEvent(error);
      this.#host.dispatchEvent(event);
    }
  }

  /** Renders the messages about a start: a status while it is pending, an alert if it failed. */
  render(texts: ButtonTexts): TemplateResult {
    return html`<p class="unseen" role="status" .textContent=${this.status === 'pending' ? texts.starting : ''}></p
    >${this.status === 'failed' ? html`<p part="message" role="alert">${texts.startFailed}</p>` : nothing}`;
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
    // http is only allowed on this machine, which needs no network
    if (!navigator.onLine && url.startsWith('https:')) {
      fail('navigation-blocked', 'The browser is offline');
    }
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
