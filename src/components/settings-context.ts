import type {LitElement, ReactiveController} from 'lit';
import {isGiven} from '../flows/parameters.js';

/** The properties that `<budgea-webview>` says once for all budgea elements inside it. */
export const SHARED_SETTINGS = [
  'service',
  'domain',
  'baseUrl',
  'clientId',
  'redirectUri',
  'codeUrl',
  'tokenUrl',
  'returnTo',
] as const;

/** A setting that `<budgea-webview>` may say. */
export type SharedSetting = (typeof SHARED_SETTINGS)[number];

/** Whether a property is one that `<budgea-webview>` may say. */
export function isShared(name: string): name is SharedSetting {
  return (SHARED_SETTINGS as readonly string[]).includes(name);
}

/** What a provider gives: its settings, those of outer providers included. */
export type SharedSettings = Readonly<Partial<Record<SharedSetting, string | number | null | undefined>>>;

type ContextCallback = (settings: SharedSettings, unsubscribe?: () => void) => void;

/** Known to every copy of this package on a page, so that two versions understand each other. */
const CONTEXT = Symbol.for('budgea-webview:settings');

/** What an event of the protocol says, whoever made it. */
interface ContextEvent {
  readonly context: unknown;
  readonly contextTarget: Element;
}

interface ContextRequest extends ContextEvent {
  readonly callback: ContextCallback;
  readonly subscribe?: boolean;
}

/** Asks the ancestors for a value, by the web components community's context protocol. */
class ContextRequestEvent extends Event implements ContextRequest {
  readonly context: unknown;
  readonly contextTarget: Element;
  readonly callback: ContextCallback;
  readonly subscribe = true;

  constructor(context: unknown, contextTarget: Element, callback: ContextCallback) {
    super('context-request', {bubbles: true, composed: true});
    this.context = context;
    this.contextTarget = contextTarget;
    this.callback = callback;
  }
}

/** Tells consumers that were upgraded earlier that there is somebody to ask now. */
class ContextProviderEvent extends Event implements ContextEvent {
  readonly context: unknown;
  readonly contextTarget: Element;

  constructor(context: unknown, contextTarget: Element) {
    super('context-provider', {bubbles: true, composed: true});
    this.context = context;
    this.contextTarget = contextTarget;
  }
}

/** Gives an element's settings to all budgea elements inside it, across shadow roots. */
export class SettingsProvider implements ReactiveController {
  readonly #host: LitElement;
  readonly #outer: SettingsConsumer;
  readonly #subscribers = new Set<ContextCallback>();

  constructor(host: LitElement) {
    this.#host = host;
    this.#outer = new SettingsConsumer(host);
    host.addController(this);
    host.addEventListener('context-request', this.#onRequest);
  }

  hostConnected(): void {
    const event = new ContextProviderEvent(CONTEXT, this.#host);
    this.#host.dispatchEvent(event);
  }

  hostUpdated(): void {
    for (const subscriber of this.#subscribers) this.#answer(subscriber);
  }

  readonly #onRequest = (event: Event): void => {
    const {context, contextTarget, callback, subscribe} = event as Event & ContextRequest;
    if (context !== CONTEXT || contextTarget === this.#host) return;
    event.stopPropagation();
    if (subscribe) this.#subscribers.add(callback);
    this.#answer(callback);
  };

  #answer(callback: ContextCallback): void {
    const settings = Object.fromEntries(SHARED_SETTINGS.map((name) => [name, this.#outer.get(name)]));
    callback(settings, () => this.#subscribers.delete(callback));
  }
}

/** Receives the settings of the nearest `<budgea-webview>`, whichever of the two is upgraded first. */
export class SettingsConsumer implements ReactiveController {
  readonly #host: LitElement;
  #settings: SharedSettings = {};
  #unsubscribe: (() => void) | undefined;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  /** A setting of the element's own, or else of the nearest ancestor that has one. */
  get(name: SharedSetting): string | undefined {
    const own = (this.#host as unknown as SharedSettings)[name];
    const value = isGiven(own) ? own : this.#settings[name];
    return isGiven(value) ? String(value) : undefined;
  }

  hostConnected(): void {
    addEventListener('context-provider', this.#onProvider);
    this.#request();
  }

  hostDisconnected(): void {
    removeEventListener('context-provider', this.#onProvider);
    this.#forget();
  }

  /** A provider came later than this element; it may be nearer than the one before. */
  readonly #onProvider = (event: Event): void => {
    const {context, contextTarget} = event as Event & ContextEvent;
    if (context !== CONTEXT || contextTarget === this.#host) return;
    this.#forget();
    this.#request();
  };

  #request(): void {
    const event = new ContextRequestEvent(CONTEXT, this.#host, this.#onSettings);
    this.#host.dispatchEvent(event);
  }

  readonly #onSettings: ContextCallback = (settings, unsubscribe) => {
    this.#unsubscribe = unsubscribe;
    this.#settings = settings;
    this.#host.requestUpdate();
  };

  #forget(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#settings = {};
  }
}
