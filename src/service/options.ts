import {CALLBACK_PARAMETERS} from './callback-parameters.js';
import {invalid} from './flow-error.js';
import type {Kind} from './parameters.js';

/** Spells an option's name with separators: `clientId` becomes `client_id` on the wire and `client-id` in markup. */
export function withSeparator(option: string, separator: '_' | '-'): string {
  return option.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}

/** Tells whether a value is given: `undefined`, `null`, `''` and `[]` are not. */
export function isGiven<T>(value: T): value is NonNullable<T> {
  return value != null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

/** Copies an object's own properties. The copy has no prototype, so a polluted `Object.prototype` adds nothing to it. */
export function ownProperties<T extends object>(object: T | null | undefined): Partial<T> {
  return {__proto__: null, ...object} as object;
}

/** Copies an object's own properties into one that is frozen and has no prototype. */
export function frozenCopy<T extends object>(object: T): Readonly<T> {
  return Object.freeze(ownProperties(object) as T);
}

/** Parses a URL. Returns `undefined` if it is not one. */
export function parseUrl(url: unknown, base?: string): URL | undefined {
  try {
    return new URL(String(url), base);
  } catch {
    return undefined;
  }
}

/**
 * Returns a value that is one of some choices.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkChoice<T extends string>(option: string, value: unknown, choices: readonly T[]): T {
  return choices.includes(value as T) ? (value as T) : invalid(option, `one of ${choices.join(', ')}`);
}

/**
 * What a redirect URI looks like: a web address without a user and a password, or an app's own scheme. It refuses the
 * schemes that browsers keep to themselves, a host with a port in place of a scheme, and the characters that browsers
 * silently drop or change. A host must be in ASCII, because not all parsers turn other letters into the same host. The flag `u` is missing on purpose: with it, letters of other alphabets match ASCII's.
 */
const REDIRECT_URI =
  /^(?=[^\s\\\x00-\x1f\x7f-\x9f]+$)(https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:\d+)?(?![^/?#])|(?!(https?|javascript|data|vbscript|blob|file|filesystem|about|view-source|ftp|wss?):)[a-z][a-z\d+.-]*:(?!\d))/i;

const isText = (value: unknown): value is string => typeof value === 'string';
const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
const isId = (value: unknown): boolean => isText(value) || isCount(value);

function isRedirectUri(value: unknown): boolean {
  const url = isText(value) && REDIRECT_URI.test(value) && parseUrl(value);
  // a parameter of the callback would make the answer ambiguous
  return !!url && !CALLBACK_PARAMETERS.some((name) => url.searchParams.has(name));
}

const CHECKS: Readonly<Record<Kind, (value: unknown) => boolean>> = {
  string: isText,
  'string or number': isId,
  'absolute URL': isRedirectUri,
  boolean: (value) => typeof value === 'boolean',
  'positive integer': (value) => isCount(value) && value !== 0,
  'array without commas': (value) =>
    Array.isArray(value) && Array.from(value).every((item) => isId(item) && /^[^,]+$/.test(String(item))),
  object: (value) => Object(value) === value && !Array.isArray(value),
};

/** A value of a kind that was checked. */
type Checked<K extends Kind> = K extends 'string' ? string : K extends 'object' ? object : unknown;

/** Tells whether a value is of a kind. */
export function isValid(kind: Kind, value: unknown): boolean {
  return CHECKS[kind](value);
}

/**
 * Returns a value that is of a kind.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function check<K extends Kind>(option: string, kind: K, value: unknown): Checked<K> {
  return isValid(kind, value) ? (value as Checked<K>) : invalid(option, `a valid ${kind}`);
}

/**
 * Percent-encodes a value, so that every decoder reads it back: a space becomes `%20`, never `+`.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function encodeValue(option: string, kind: Kind, value: unknown): string {
  const text = String(check(option, kind, value));
  try {
    return encodeURIComponent(text);
  } catch {
    // half of a surrogate pair cannot be encoded
    return invalid(option, 'well-formed');
  }
}
