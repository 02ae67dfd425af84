import type {LitElement, ReactiveController} from 'lit';
import {checkChoice} from '../../service/checks.js';
import {FlowError} from '../../service/flow-error.js';
import type {Flow} from '../../service/parameters.js';
import {startFlow, type StartOptions} from '../../flows/start-flow.js';
import {isLoopback} from '../../service/addresses.js';
import {requestCode} from './back-end.js';
import {BudgeaErrorEvent} from '../budgea-error-event.js';
import {BudgeaLeaveEvent} from '../budgea-leave-event.js';
import {TARGETS} from './settings.js';

/** How long a page may take to be left, in ms, before its button works again. */
const TIME_TO_LEAVE = 10_000;

/** Where a start gets its code, and which window it leaves from. */
interface Way {
  readonly codeUrl: string | undefined;
  readonly target: string | undefined;
}

/** Starts flows for an element: one at a time, told by events, given up when the element goes away. */
export class FlowStarter implements ReactiveController, EventListenerObject {
  readonly #host: LitElement;
  #internals: ElementInternals | undefined;
  #start: AbortController | undefined;
  #failed = false;

  constructor(host: LitElement) {
    this.#host = host;
  }

  /** From the click until the page is left, or until it turns out that it is not. */
  get pending(): boolean {
    return this.#start !== undefined;
  }

  /** Whether the latest start failed. */
  get failed(): boolean {
    return this.#failed;
  }

  /** Starts a flow; what goes wrong is told by a `budgea-error` event. */
  async start<F extends Flow>(flow: F, options: StartOptions<F>, {codeUrl, target}: Way): Promise<void> {
    if (this.#start) return;
    const start = new AbortController();
    this.#host.addController(this);
    addEventListener('pageshow', this);
    this.#update(start, false);
    try {
      const leaving = this.#windowToLeave(target);
      await startFlow(flow, {
        ...options,
        ...(codeUrl && {code: () => requestCode(codeUrl, start.signal)}),
        navigate: (url) => {
          this.#leave(flow, url, leaving);
        },
        signal: start.signal,
      });
    } catch (error) {
      // the element went away, or the page was left and came back: there is nobody to tell
      if (start.signal.aborted) return;
      this.#update(undefined, true);
      if (!(error instanceof FlowError)) throw error;
      const event = new BudgeaErrorEvent(error);
      this.#host.dispatchEvent(event);
    }
  }

  hostDisconnected(): void {
    // an element that is only moved is connected again by then
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#giveUp();
    });
  }

  /** The page is shown; by the back button, as it was left. */
  handleEvent(event: PageTransitionEvent): void {
    if (event.persisted) this.#giveUp();
  }

  /** The window of the page that the element is in now, or the top one around it. */
  #windowToLeave(target = '_self'): Window {
    checkChoice('target', target, TARGETS);
    const {ownerDocument} = this.#host;
    // markup can hide a document's `defaultView`, so that is asked only where there is no other way
    const here = (ownerDocument !== document && ownerDocument.defaultView) || window;
    return (target === '_top' && here.top) || here;
  }

  #leave(flow: Flow, url: string, leaving: Window): void {
    if (!navigator.onLine && !isLoopback(new URL(url).origin)) {
      throw new FlowError(
        'aborted',
        'The browser is offline, so the page was not left: try again once it is online.',
      );
    }
    const start = this.#start;
    const event = new BudgeaLeaveEvent(flow, url);
    if (!this.#host.dispatchEvent(event)) {
      this.#update(undefined, false);
      return;
    }
    try {
      // what a window of another origin lets be set, too
      leaving.location.href = url;
    } catch (cause) {
      throw new FlowError(
        'aborted',
        'The frame may not leave the top window: let its `sandbox` say `allow-top-navigation-by-user-activation`.',
        {cause},
      );
    }
    // the user may stop it, or stay after all
    setTimeout(() => {
      if (this.#start === start) this.#update(undefined, false);
    }, TIME_TO_LEAVE);
  }

  #giveUp(): void {
    if (!this.#start && !this.#failed) return;
    this.#start?.abort();
    this.#update(undefined, false);
  }

  #update(start: AbortController | undefined, failed: boolean): void {
    this.#start = start;
    this.#failed = failed;
    if (!start && !failed) {
      removeEventListener('pageshow', this);
      this.#host.removeController(this);
    }
    try {
      this.#internals ??= this.#host.attachInternals();
      this.#internals.states[start ? 'add' : 'delete']('pending');
    } catch {
      // browsers from before 2024 have no such states, or not by that name: the button works without
    }
    this.#host.requestUpdate();
  }
}
