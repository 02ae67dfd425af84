import type {LitElement, ReactiveController} from 'lit';
import {primaryTag} from '../../service/addresses.js';
import {
  type BuiltIn,
  isMissing,
  localizedHosts,
  textsFor,
  updateLocalizedHosts,
} from '../../languages/texts-for.js';
import type {OwnTexts} from '../../languages/texts.js';
import {ownProperties} from '../../service/options.js';
import {appReady} from './dom-content-loaded.js';
import {languageOf, rootsOf} from './settings.js';

const warnedOf = new Set<string>();

/** Warns once of a language whose texts are not imported, if they do not come in time. */
async function warnOfMissing(language: string): Promise<void> {
  const tag = primaryTag(language);
  if (warnedOf.has(tag)) return;
  warnedOf.add(tag);
  await appReady();
  if (!isMissing(tag)) return;
  const line = `lang="${tag}" is shown in English: import 'budgea-webview/languages/${tag}'`;
  // nothing fails: the page is only in English
  // eslint-disable-next-line no-console
  console.warn(line);
}

/** Applies the changes of `lang` that the observer has not reported yet. */
export function flushLanguage(): void {
  if (observer?.takeRecords().length) updateLocalizedHosts();
}

type Host = LitElement & {readonly texts: OwnTexts | null | undefined};

/** One for all elements: each observer of a page is notified about each of its changes. */
let observer: MutationObserver | undefined;

/** Keeps an element in the language of its nearest ancestor with `lang`, however that changes. */
export class LocalizeController implements ReactiveController {
  readonly #host: Host;
  /** Whether a server rendered the element. Its first render here must give the same. */
  readonly #isServerRendered: boolean;
  /** Whether the element follows its ancestors. A server does not know them. */
  #followsPage = false;

  constructor(host: Host) {
    this.#host = host;
    this.#isServerRendered = host.shadowRoot !== null;
    host.addController(this);
  }

  /** The element's language tag. Empty if no ancestor has one. */
  get language(): string {
    return this.#followsPage ? languageOf(this.#host) : (this.#host.getAttribute('lang') ?? '');
  }

  /** Returns a group of texts in the element's language: the host's own, and ours for the rest. */
  texts<T extends object>(builtIn: BuiltIn<T>): T {
    const {language} = this;
    const ours = textsFor(language, builtIn);
    if (this.#followsPage && isMissing(language)) void warnOfMissing(language);
    if (!this.#host.texts) return ours;
    const own: Readonly<Record<string, unknown>> = ownProperties(this.#host.texts);
    const entries = Object.entries(ours).map(([name, text]: [string, unknown]) => [
      name,
      typeof text === 'string' ? (own[name] ?? text) : {...(text as object), ...(own[name] as object)},
    ]);
    return Object.fromEntries(entries) as T;
  }

  hostConnected(): void {
    localizedHosts.add(this.#host);
    observer ??= new MutationObserver(updateLocalizedHosts);
    for (const root of rootsOf(this.#host)) {
      observer.observe(root, {attributes: true, attributeFilter: ['lang'], subtree: true});
    }
    // also after a move, because the new place may have another language
    const follow = (): void => {
      this.#followsPage = true;
      this.#host.requestUpdate();
    };
    if (this.#isServerRendered) void this.#host.updateComplete.then(follow);
    else follow();
  }

  hostDisconnected(): void {
    localizedHosts.delete(this.#host);
    if (localizedHosts.size === 0) observer?.disconnect();
  }
}
