import {ANSWERS, CALLBACK_PARAMETERS, type CallbackParameter} from './callback-parameters.js';

const ID = /^[\w-]{0,64}$/;

/** The shapes of the values. An empty value means 'none', except for an error: that would be no answer at all. */
const SHAPES: Readonly<Partial<Record<CallbackParameter, RegExp>>> = {
  error: /./s,
  connection_id: ID,
  connection_ids: /^([\w-]{1,64}(,(?!$)|$))*$/,
  transfer_id: ID,
  payment_id: ID,
  id_connection: ID,
  code: /^[ -~]*$/,
  connection_deleted: /^(true|false|)$/,
};

/** The callback's parameters as an address has them, decoded once. */
export type CallbackValues = Readonly<Partial<Record<CallbackParameter, string>>>;

/** The address is not a callback. */
export interface NoAnswer {
  readonly kind: 'none';
}

/** The address is a callback that no service sends. */
export interface MalformedAnswer {
  readonly kind: 'malformed';
  readonly reason: 'repeated-parameter' | 'invalid-value';
  /** The parameter that is wrong, as the address names it. */
  readonly parameter: CallbackParameter;
}

/** An address in three parts: up to its `?`, its query, and from its `#` on. */
const QUERY = /^([^?#]*)\?([^#]*)(.*)$/s;

/** Decodes a text of a query once, with `+` as a space. Returns `undefined` if it cannot be decoded. */
export function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/** Returns the callback's parameter that a pair of a query names, if it names one. */
function parameterOf(pair: string): CallbackParameter | undefined {
  const name = decodeOnce(pair.split('=', 1).join());
  return CALLBACK_PARAMETERS.find((parameter) => parameter === name);
}

/** Reads the callback's parameters of an address, or says why there are none. */
export function readCallback(url: string): NoAnswer | MalformedAnswer | {readonly values: CallbackValues} {
  const values = {__proto__: null} as Partial<Record<CallbackParameter, string>>;
  let malformed: MalformedAnswer | undefined;
  for (const pair of (QUERY.exec(url)?.[2] ?? '').split('&')) {
    const parameter = parameterOf(pair);
    if (!parameter) continue;
    const decoded = decodeOnce(pair.replace(/^[^=]*=?/, ''));
    // a description is only for logs: one that cannot be decoded must not hide its error
    const value = decoded ?? (parameter === 'error_description' ? '' : undefined);
    const isValid = value !== undefined && (SHAPES[parameter]?.test(value) ?? true);
    const reason = parameter in values ? 'repeated-parameter' : !isValid && 'invalid-value';
    if (reason) malformed ??= {kind: 'malformed', reason, parameter};
    values[parameter] = value ?? '';
  }
  const isCallback = ANSWERS.some((name) => name in values);
  return isCallback ? (malformed ?? {values}) : {kind: 'none'};
}

/** Returns an address without the callback's parameters. Everything else keeps its order and its spelling. */
export function withoutCallback(url: string): string {
  return url.replace(QUERY, (all, path: string, query: string, hash: string) => {
    const pairs = query.split('&');
    const kept = pairs.filter((pair) => !parameterOf(pair));
    if (kept.length === pairs.length) return all;
    const rest = kept.join('&');
    return path + (rest && `?${rest}`) + hash;
  });
}
