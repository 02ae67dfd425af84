import type {LitElement} from 'lit';
import type {SuccessResult} from '../../service/results.js';
import type {CodeSource} from '../../flows/start-options.js';
import {isGiven, ownProperties, parseUrl} from '../../service/options.js';
import {isSourceText} from './source-text.js';

/**
 * Sends a request to your back end, in place of the platform's `fetch`. It gets neither `mode`, `credentials` nor
 * `redirect`, so it can add headers and reach other origins.
 */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What `saveCode` can know beside the code. */
export interface ReceivedCode {
  /** Who the code is for, if that is known. */
  readonly owner?: string | undefined;
  /** The result that the code came with. */
  readonly result: SuccessResult;
}

/** Hands a received code over to your back end. If it throws or rejects, the user can try again. */
export type SaveCode = (code: string, received: ReceivedCode) => unknown;

/** The properties that `<budgea-webview>` sets once for all budgea elements inside it. */
export const SHARED_SETTINGS = [
  'service',
  'domain',
  'baseUrl',
  'allowInsecureBaseUrl',
  'clientId',
  'redirectUri',
  'codeUrl',
  'paymentUrl',
  'tokenUrl',
  'connectionsUrl',
  'returnTo',
  'owner',
  'target',
] as const;

/** The functions that `<budgea-webview>` sets, as properties. Each wins over the address on the same element. */
const FUNCTIONS = {fetch: undefined, code: 'codeUrl', saveCode: 'tokenUrl'} as const;

/** The settings that may be relative to the page. */
const RELATIVE: readonly string[] = [
  'redirectUri',
  'codeUrl',
  'paymentUrl',
  'tokenUrl',
  'connectionsUrl',
] satisfies (keyof Settings)[];

/** The windows that can leave for the webview: the element's own, or the one around all frames. */
export const TARGETS = ['_self', '_top'] as const;

/** One of the windows that can leave for the webview, named as on a link. */
export type Target = (typeof TARGETS)[number];

/** The settings that are given on an element or around it. */
export type Settings = {
  readonly [S in Exclude<(typeof SHARED_SETTINGS)[number], 'allowInsecureBaseUrl'>]?: string;
} & {
  readonly allowInsecureBaseUrl?: boolean;
  readonly fetch?: Fetch;
  readonly code?: CodeSource;
  readonly saveCode?: SaveCode;
};

/** Marks an element that has settings for others. Every copy of this package on a page knows it. */
export const settingsProvider: unique symbol = Symbol.for('budgea-webview:settings');

/**
 * Returns the settings of an element: its own, and for the rest those of the nearest providers around it. Those that are
 * relative to the page are resolved.
 */
export function settingsOf(element: Element): Settings {
  // without a prototype, because anybody may have written into `Object.prototype`
  const settings: Record<string, unknown> = ownProperties({});
  for (const source of settingsSources(element)) {
    for (const [name, url] of Object.entries(FUNCTIONS)) {
      const value = valueOf(source, name);
      // an address that is nearer was found before
      if (typeof value !== 'function' || name in settings || (url && url in settings)) continue;
      settings[name] = value;
      if (url) settings[url] = undefined;
    }
    for (const name of SHARED_SETTINGS) {
      const value = valueOf(source, name);
      // an absent boolean attribute is not an explicit false
      if (name in settings || !isGiven(value) || value === false) continue;
      settings[name] = value === true ? value : textOf(name, value as string | number);
    }
  }
  return settings;
}

/** Reads a property that an element declares. Any other may come from `Object.prototype`. */
function valueOf(element: Element, name: string): unknown {
  const {elementProperties} = element.constructor as Partial<typeof LitElement>;
  return elementProperties?.has(name) ? (element as unknown as Record<string, unknown>)[name] : undefined;
}

/** Yields an element and the providers around it. */
export function* settingsSources(element: Element): Generator<Element> {
  for (const ancestor of ancestors(element)) {
    if (ancestor === element || settingsProvider in ancestor) yield ancestor;
  }
}

function textOf(name: string, value: string | number): string {
  const text = String(value);
  return RELATIVE.includes(name) ? resolveUrl(text) : text;
}

/**
 * Resolves an address against the page, whatever `<base>` says.
 *
 * An absolute address stays as it is written, because the service compares it with its whitelist letter by letter. So
 * does an invalid one, which is refused later.
 */
function resolveUrl(address: string): string {
  const isWritten = /^[a-z][a-z\d+.-]*:/i.test(address) || isSourceText(address);
  return isWritten ? address : (parseUrl(address, location.href)?.href ?? address);
}

/** Returns the language tag of an element, such as `fr-CA`, from the nearest `lang`. Empty if there is none. */
export function languageOf(element: Element): string {
  for (const ancestor of ancestors(element)) {
    const lang = Element.prototype.getAttribute.call(ancestor, 'lang');
    if (lang !== null) return lang;
  }
  return '';
}

/** Returns the document and the shadow roots around an element. */
export function rootsOf(element: Element): Set<Node> {
  return new Set(Array.from(ancestors(element), (ancestor) => Node.prototype.getRootNode.call(ancestor)));
}

/** Yields an element and everything around it, through slots and shadow roots. */
function* ancestors(element: Element): Generator<Element> {
  for (let node: Element | null = element; node; ) {
    yield node;
    const parent: Node | null = read(node, 'parentNode');
    node =
      read(node, 'assignedSlot') ??
      (parent instanceof ShadowRoot ? parent.host : read(node, 'parentElement'));
  }
}

/** Reads a property through its prototype, because `<form><input name="parentNode"></form>` hides the form's own. */
function read<P extends 'parentNode' | 'parentElement' | 'assignedSlot'>(
  element: Element,
  name: P,
): Element[P] {
  return Reflect.get(Element.prototype, name, element);
}
