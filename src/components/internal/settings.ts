import {isGiven} from '../../service/parameters.js';

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
  'target',
] as const;

/** The windows that can leave for the webview: the element's own, or the one around all frames. */
export const TARGETS = ['_self', '_top'] as const;

/** One of the windows that can leave for the webview, as a link names it. */
export type Target = (typeof TARGETS)[number];

/** A setting that `<budgea-webview>` may say. */
export type SharedSetting = (typeof SHARED_SETTINGS)[number];

/** Marks an element that says settings for others; known to every copy of this package on a page. */
export const SAYS_SETTINGS: unique symbol = Symbol.for('budgea-webview:settings');

/** Whether a property is one that `<budgea-webview>` may say. */
export function isShared(name: string): name is SharedSetting {
  return (SHARED_SETTINGS as readonly string[]).includes(name);
}

/** Looks up settings: an element's own, or else those of the nearest element around it that says them. */
export function settingsOf(element: Element): (name: SharedSetting) => string | undefined {
  const path = pathOf(element);
  return (name) => {
    for (const node of path) {
      const value = (node as Partial<Record<SharedSetting, string | number | null>>)[name];
      if (isGiven(value) && (node === element || SAYS_SETTINGS in node)) return String(value);
    }
    return undefined;
  };
}

/**
 * An element and all that it is rendered in, through slots and shadow roots, as an event goes: the way over `parentNode`
 * and the like leads round in circles where a form or an image is named so.
 */
function pathOf(element: Element): readonly EventTarget[] {
  let path: readonly EventTarget[] = [];
  const event = new Event('budgea-settings', {composed: true});
  const onEvent = (): void => {
    path = event.composedPath();
  };
  element.addEventListener(event.type, onEvent, {once: true});
  element.dispatchEvent(event);
  return path;
}
