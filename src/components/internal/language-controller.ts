import type {LitElement, ReactiveController} from 'lit';
import type {OwnTexts} from '../../languages/texts.js';
import {type BuiltIn, languageChanged, speakers, textsFor} from '../../languages/texts-for.js';
import {nearestLanguage} from './nearest-language.js';

type Host = LitElement & {readonly texts: OwnTexts | null | undefined};

/** One for all elements, since each observer of a page is asked about each of its changes. */
let observer: MutationObserver | undefined;
/** The roots it observes, since to observe one again for each element takes as long as the first time. */
let observed = new WeakSet<Node>();

/** Keeps an element in the language of its nearest ancestor with `lang`, whichever way that changes. */
export class LanguageController implements ReactiveController {
  readonly #host: Host;
  /** Whether a server rendered it, which is first taken over as it is. */
  readonly #cameRendered: boolean;

  constructor(host: Host) {
    this.#host = host;
    this.#cameRendered = host.shadowRoot !== null;
    host.addController(this);
  }

  /** The language tag in force, such as `fr-CA`; empty where there is none. */
  get tag(): string {
    const {isConnected, hasUpdated} = this.#host;
    // a server knows no ancestors
    return isConnected && (hasUpdated || !this.#cameRendered)
      ? nearestLanguage(this.#host)
      : (this.#host.getAttribute('lang') ?? '');
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
    speakers.add(this.#host);
    for (let root = this.#host.getRootNode(); ; root = root.host.getRootNode()) {
      observe(root);
      if (!(root instanceof ShadowRoot)) break;
    }
    // it may have been moved to where another language is spoken
    this.#host.requestUpdate();
    if (this.#cameRendered)
      void this.#host.updateComplete.then(() => {
        this.#host.requestUpdate();
      });
  }

  hostDisconnected(): void {
    speakers.delete(this.#host);
    if (speakers.size > 0) return;
    observer?.disconnect();
    observed = new WeakSet();
  }
}

function observe(root: Node): void {
  if (observed.has(root)) return;
  observed.add(root);
  observer ??= new MutationObserver(languageChanged);
  observer.observe(root, {attributes: true, attributeFilter: ['lang'], subtree: true});
}
