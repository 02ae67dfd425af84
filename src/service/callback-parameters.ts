/** The names that make an address a callback. */
export const ANSWERS = [
  'state',
  'error',
  'connection_id',
  'connection_ids',
  'transfer_id',
  'payment_id',
  'id_connection',
] as const;

/** Every name the webview may add to a callback's address: those beside an answer are, alone, anybody's. */
export const CALLBACK_PARAMETERS = [
  ...ANSWERS,
  'code',
  'error_description',
  'connection_deleted',
  'payment_state',
  'error_code',
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

/** An address in three parts: before its `?`, its query, and from its `#` on. */
const QUERY = /^([^?#]*)\?([^#]*)([^]*)$/;

/** The pairs of an address's query; none where it has no query. */
export function queryPairs(url: string): readonly QueryPair[] {
  const query = QUERY.exec(url)?.[2];
  return query ? query.split('&').map(queryPair) : [];
}

/** An address with another query, and without one where that is empty. */
export function withQuery(url: string, query: string): string {
  return url.replace(QUERY, (_all, before: string, _query, after: string) =>
    query ? `${before}?${query}${after}` : before + after,
  );
}

const ENCODED = /[%+]/;

/** Decodes a query's text once, `+` being a space; `undefined` where it does not decode. */
export function decodeOnce(text: string): string | undefined {
  if (!ENCODED.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

const NAMES: ReadonlySet<unknown> = new Set(CALLBACK_PARAMETERS);

function queryPair(text: string): QueryPair {
  const end = text.indexOf('=');
  const name = decodeOnce(end < 0 ? text : text.slice(0, end));
  return {
    text,
    name: NAMES.has(name) ? (name as CallbackParameter) : undefined,
    value: end < 0 ? '' : text.slice(end + 1),
  };
}
