import type {LitElement, ReactiveController} from 'lit';
import type {OwnTexts} from '../languages/texts.js';
import {type BuiltIn, onTextsAdded, textsFor} from '../languages/texts-for.js';
import {nearestLanguage} from './nearest-language.js';

/** Keeps an element in the language of its nearest ancestor with `lang`, whichever way that changes. */
export class LanguageController implements ReactiveController {
  readonly #host: LitElement & {readonly texts: OwnTexts | null | undefined};
  readonly #update = (): void => {
    this.#host.requestUpdate();
  };
  #observer: MutationObserver | undefined;
  #forget: (() => void) | undefined;

  constructor(host: LitElement & {readonly texts: OwnTexts | null | undefined}) {
    this.#host = host;
    host.addController(this);
  }

  /** The language tag in force, such as `fr-CA`; empty where there is none. */
  get tag(): string {
    return nearestLanguage(this.#host);
  }

  /** A group of texts as they are in force: the host's own, and ours for the rest. */
  texts<T extends object>(builtIn: BuiltIn<T>): T {
    const ours = textsFor(this.tag, builtIn);
    const own = this.#host.texts as Readonly<Record<string, unknown>> | null | undefined;
    if (!own) return ours;
    const entries = Object.entries(ours).map(([name, text]: [string, unknown]) => {
      const other = own[name];
      return [name, typeof text === 'string' ? (other ?? text) : {...(text as object), ...(other as object)}];
    });
    return Object.fromEntries(entries) as T;
  }

  hostConnected(): void {
    this.#forget = onTextsAdded(this.#update);
    this.#observer = new MutationObserver(this.#update);
    let root = this.#host.getRootNode();
    this.#observe(root);
    while (root instanceof ShadowRoot) {
      root = root.host.getRootNode();
      this.#observe(root);
    }
    // it may have been moved to where another language is spoken
    this.#update();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#forget?.();
  }

  #observe(root: Node): void {
    this.#observer?.observe(root, {attributes: true, attributeFilter: ['lang'], subtree: true});
  }
}
