import {isGiven, parseUrl} from '../../service/options.js';
import {isSourceText} from './source-text.js';

/** The properties that `<budgea-webview>` sets once for all budgea elements inside it. */
export const SHARED_SETTINGS = [
  'service',
  'domain',
  'baseUrl',
  'clientId',
  'redirectUri',
  'codeUrl',
  'paymentUrl',
  'tokenUrl',
  'returnTo',
  'target',
] as const;

/** The settings that may be relative to the page. */
const RELATIVE: readonly string[] = [
  'redirectUri',
  'codeUrl',
  'paymentUrl',
  'tokenUrl',
] satisfies (keyof Settings)[];

/** The windows that can leave for the webview: the element's own, or the one around all frames. */
export const TARGETS = ['_self', '_top'] as const;

/** One of the windows that can leave for the webview, named as on a link. */
export type Target = (typeof TARGETS)[number];

/** The settings that are given on an element or around it. */
export type Settings = {readonly [S in (typeof SHARED_SETTINGS)[number]]?: string};

/** Marks an element that has settings for others. Every copy of this package on a page knows it. */
export const settingsProvider: unique symbol = Symbol.for('budgea-webview:settings');

/**
 * Returns the settings of an element: its own, and for the rest those of the nearest providers around it. Those that are
 * relative to the page are resolved.
 */
export function settingsOf(element: Element): Settings {
  // without a prototype, because anybody may have written into `Object.prototype`
  const settings = Object.create(null) as Record<string, string>;
  for (const ancestor of ancestors(element)) {
    if (ancestor !== element && !(settingsProvider in ancestor)) continue;
    for (const name of SHARED_SETTINGS) {
      const value = (ancestor as {readonly [S in keyof Settings]?: string | number | null})[name];
      if (!isGiven(value)) continue;
      const text = String(value);
      settings[name] ??= RELATIVE.includes(name) ? resolveUrl(text) : text;
    }
  }
  return settings;
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
