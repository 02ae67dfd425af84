/** Every name the webview may add to a callback's address. */
export const CALLBACK_PARAMETERS = [
  'state',
  'code',
  'error',
  'error_description',
  'connection_id',
  'transfer_id',
] as const;

/** A name the webview may add to a callback's address. */
export type CallbackParameter = (typeof CALLBACK_PARAMETERS)[number];

/** One `name=value` of a query. */
export interface QueryPair {
  /** As the address spells it. */
  readonly text: string;
  /** The callback's parameter that it is; `undefined` for anything else. */
  readonly name: CallbackParameter | undefined;
  /** Still encoded. */
  readonly value: string;
}

/** The pairs of an address's query; none where it has no query. */
export function queryPairs(url: string): readonly QueryPair[] {
  const [start, end] = queryRange(url);
  return start === end ? [] : url.slice(start, end).split('&').map(queryPair);
}

/** Where the query of an address starts (behind the `?`) and ends; both the same where there is none. */
export function queryRange(url: string): [start: number, end: number] {
  const hash = url.indexOf('#');
  const end = hash < 0 ? url.length : hash;
  const question = url.indexOf('?');
  return question < 0 || question >= end ? [end, end] : [question + 1, end];
}

/** Decodes a query's text once, `+` being a space; `undefined` where it does not decode. */
export function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function queryPair(text: string): QueryPair {
  const equals = text.indexOf('=');
  const name = decodeOnce(equals < 0 ? text : text.slice(0, equals));
  return {
    text,
    name: CALLBACK_PARAMETERS.find((parameter) => parameter === name),
    value: equals < 0 ? '' : text.slice(equals + 1),
  };
}
