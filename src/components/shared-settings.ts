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

/** Marks an element that says settings for others; known to every copy of this package on a page. */
export const SAYS_SETTINGS: unique symbol = Symbol.for('budgea-webview:settings');

/** Whether a property is one that `<budgea-webview>` may say. */
export function isShared(name: string): name is SharedSetting {
  return (SHARED_SETTINGS as readonly string[]).includes(name);
}

/** A setting of an element's own, or else of the nearest element around it that says it. */
export function settingOf(element: Element, name: SharedSetting): string | undefined {
  for (let node: Node | null = element; node; node = around(node)) {
    const value = (node as Partial<Record<SharedSetting, string | number | null>>)[name];
    if (isGiven(value) && (node === element || SAYS_SETTINGS in node)) return String(value);
  }
  return undefined;
}

/** What a node is rendered in: a slot, its parent, or the host of its shadow root. */
function around(node: Node): Node | null {
  const {assignedSlot, parentNode, host} = node as Partial<Pick<Element, 'assignedSlot'>> &
    Node &
    Partial<Pick<ShadowRoot, 'host'>>;
  return assignedSlot ?? parentNode ?? host ?? null;
}
