import {isGiven} from '../../service/parameters.js';

/** The properties that `<budgea-webview>` sets once for all budgea elements inside it. */
export const SHARED_SETTINGS = [
  'service',
  'domain',
  'baseUrl',
  'clientId',
  'redirectUri',
  'codeUrl',
  'tokenUrl',
  'returnTo',
  'target',
] as const;

/** The windows that can leave for the webview: the element's own, or the one around all frames. */
export const TARGETS = ['_self', '_top'] as const;

/** One of the windows that can leave for the webview, named as on a link. */
export type Target = (typeof TARGETS)[number];

/** The settings of an element that are given somewhere. */
export type Settings = {readonly [S in (typeof SHARED_SETTINGS)[number]]?: string};

/** Marks an element that has settings for others. Every copy of this package on a page knows it. */
export const settingsProvider: unique symbol = Symbol.for('budgea-webview:settings');

/** Returns the settings of an element: its own, and for the rest those of the nearest providers around it. */
export function settingsOf(element: Element): Settings {
  // no prototype: a polluted one has no say
  const settings = Object.create(null) as Record<string, string>;
  for (const node of ancestors(element)) {
    if (node !== element && !(settingsProvider in node)) continue;
    for (const name of SHARED_SETTINGS) {
      const value = (node as {readonly [S in keyof Settings]?: string | number | null})[name];
      if (isGiven(value)) settings[name] ??= String(value);
    }
  }
  return settings;
}

/** Returns the language tag of an element, such as `fr-CA`, from the nearest `lang`. Empty if there is none. */
export function languageOf(element: Element): string {
  for (const node of ancestors(element)) {
    const lang = isElement(node) ? Element.prototype.getAttribute.call(node, 'lang') : null;
    if (lang !== null) return lang;
  }
  return '';
}

/** Yields the documents and shadow roots around an element. */
export function* rootsOf(element: Element): Generator<Node> {
  for (const node of ancestors(element)) if (!isElement(node)) yield node;
}

/**
 * Yields an element and everything around it, through slots and shadow roots.
 *
 * It reads through the prototype, because `<form><input name="parentNode"></form>` hides the form's own `parentNode`.
 */
function* ancestors(element: Element): Generator<Node> {
  for (let node: Node | null | undefined = element; node; ) {
    yield node;
    node = isElement(node)
      ? ((read(node, 'assignedSlot') ?? read(node, 'parentNode')) as Node | null)
      : read(node, 'nodeType') === Node.DOCUMENT_FRAGMENT_NODE
        ? (node as ShadowRoot).host
        : null;
  }
}

function isElement(node: Node): node is Element {
  return read(node, 'nodeType') === Node.ELEMENT_NODE;
}

function read(node: Node, name: keyof Element): unknown {
  return Reflect.get(Element.prototype, name, node);
}
