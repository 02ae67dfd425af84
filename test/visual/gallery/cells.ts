import {type FlowErrorCode, FlowError} from '../../../src/service/flow-error.js';
import {HEBREW} from './hebrew.js';

export type Content = readonly (Node | string)[];

/** A state that needs a pointer or a key. */
export type Pseudo = 'hover' | 'focus' | 'active';

/** All that a flow requires. */
export const WHOLE = {
  domain: 'demo',
  clientId: 17473055,
  redirectUri: '/callback',
  connectionId: 46,
  paymentId: 31,
  state: 'of-the-payment',
} as const;

/** Errors of a start, one for each sentence that a user reads. */
const FAILURES = {
  'it may pass': ['code-unavailable', 503],
  'it will not pass': ['invalid-parameter', undefined],
  'signed out': ['code-unavailable', 401],
  'no storage': ['no-storage', undefined],
  'in a frame': ['navigation-blocked', undefined],
} as const satisfies Record<string, readonly [FlowErrorCode, number | undefined]>;

export type FailureName = keyof typeof FAILURES;

export const FAILURE_NAMES = Object.keys(FAILURES) as FailureName[];

/** Returns properties of an element whose start fails. */
export function failing(name: FailureName): object {
  const [code, status] = FAILURES[name];
  return {
    ...WHOLE,
    code: () => {
      throw new FlowError(code, name, status && {status});
    },
  };
}

/** Returns a promise that is never settled. */
export function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** Makes an element with properties and content, in the page's language. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: object = {},
  ...content: Content
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  Object.assign(element, properties);
  if ('texts' in element && document.documentElement.lang === 'he') element.texts = HEBREW;
  element.append(...content);
  return element;
}

/** Makes a place on the sheet, with a name and content. */
export function cell(name: string, content: Content, pseudo?: Pseudo): HTMLElement {
  const heading = make('h2', {lang: 'en', dir: 'ltr'}, name);
  const section = make('section', {className: 'cell', ariaLabel: name}, heading, ...content);
  if (pseudo) section.dataset['pseudo'] = pseudo;
  return section;
}

export function row(...content: Content): HTMLElement {
  return make('div', {className: 'row'}, ...content);
}

/** Makes a grid of cells; a `wide` one has one cell in each row. */
export function cells(kind: '' | 'wide', ...content: readonly HTMLElement[]): HTMLElement {
  return make('div', {className: `cells ${kind}`}, ...content);
}
