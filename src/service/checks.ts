import {CALLBACK_PARAMETERS} from './callback-parameters.js';
import {invalid} from './flow-error.js';
import type {Kind} from './parameters.js';

/**
 * One of some choices.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedChoice<T extends string>(option: string, value: unknown, choices: readonly T[]): T {
  const choice = choices.find((known) => known === value);
  if (choice) return choice;
  throw invalid(option, value, `give ${choices.join(', ')}`);
}

/**
 * What a redirect URI looks like: an address of the web, without user and password, and with a host that can be one; or
 * an app's own scheme, which is neither one that a browser keeps to itself, nor a host with its port. Without white
 * space, control characters and the backslash, which browsers quietly drop or turn into something else. Without the flag
 * `u`, by which letters of other alphabets would be ASCII's in another case.
 */
const REDIRECT_URI =
  /^(?=[^\s\\\x00-\x1f\x7f-\x9f]+$)(https?:\/\/([^/?#@:[\]]+|\[[\da-f:.]+\])(:\d{1,5})?(?![^/?#])|(?!(https?|javascript|data|vbscript|blob|file|filesystem|about|view-source|ftp|wss?):)[a-z][a-z\d+.-]*:(?!\d))/i;

/** What to give for a parameter of each kind. */
const ADVICE = {
  id: 'give a text or a whole number',
  text: 'give a well-formed text',
  uri: "give an absolute address, http(s) or of your app's own scheme",
  boolean: 'give true or false',
  count: 'give a whole number from 1 on',
  list: 'give an array',
  item: 'give texts without commas, or whole numbers',
  fields: 'give {[connectorUuid]: {[field]: text}}',
} as const satisfies Record<Kind | 'item', string>;

/**
 * A value as one text, not encoded yet.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedText(option: string, kind: keyof typeof ADVICE, value: unknown): string {
  if (kind === 'list' && Array.isArray(value)) {
    for (const item of value as unknown[]) checkedText(option, 'item', item);
    return value.join();
  }
  const text = fits(kind, value) && String(value);
  if (!text) throw invalid(option, value, ADVICE[kind]);
  if (kind === 'uri' && text.includes('?')) refuseTaken(option, text);
  return text;
}

/**
 * A value percent-encoded, so that every kind of decoder reads it back.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function encoded(option: string, kind: keyof typeof ADVICE, value: unknown): string {
  const text = checkedText(option, kind, value);
  // most texts need no encoding, and to see so takes less time
  if (!/[^\w-]/.test(text)) return text;
  try {
    return encodeURIComponent(text);
  } catch {
    // half a character
    throw invalid(option, value, ADVICE.text);
  }
}

/** A query that already has a name of the callback's would make the answer ambiguous. */
function refuseTaken(option: string, uri: string): void {
  const query = /^[^?#]*\?([^#]+)/.exec(uri)?.[1];
  const taken = query && CALLBACK_PARAMETERS.find((name) => new URLSearchParams(query).has(name));
  if (taken) throw invalid(option, uri, `the answer uses '${taken}': keep your data in \`context\``);
}

function fits(kind: keyof typeof ADVICE, value: unknown): boolean {
  const isText = typeof value === 'string';
  switch (kind) {
    case 'id':
      return isText || (Number.isSafeInteger(value) && (value as number) >= 0);
    case 'item':
      return fits('id', value) && !String(value).includes(',');
    case 'count':
      return Number.isSafeInteger(value) && (value as number) > 0;
    case 'boolean':
      return typeof value === 'boolean';
    case 'uri':
      return isText && REDIRECT_URI.test(value);
    default:
      return isText && kind === 'text';
  }
}

/**
 * The entries of an object that is to be sent.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedEntries(option: string, value: unknown): [string, unknown][] {
  if (Object(value) === value && !Array.isArray(value)) return Object.entries(value as object);
  throw invalid(option, value, ADVICE.fields);
}
