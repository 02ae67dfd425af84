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

/** Whether a decoded name is one of the callback's. */
export function isCallbackParameter(name: string | undefined): name is CallbackParameter {
  return (CALLBACK_PARAMETERS as readonly (string | undefined)[]).includes(name);
}

/** Where the query of an address starts (behind the `?`) and ends; both the same where there is none. */
export function queryRange(url: string): [start: number, end: number] {
  const hash = url.indexOf('#');
  const end = hash < 0 ? url.length : hash;
  const question = url.indexOf('?');
  return question < 0 || question >= end ? [end, end] : [question + 1, end];
}

/** The name of one `name=value` pair of a query, decoded once; `undefined` where it does not decode. */
export function pairName(pair: string): string | undefined {
  const equals = pair.indexOf('=');
  return decodeOnce(equals < 0 ? pair : pair.slice(0, equals));
}

/** Decodes a query's text once, `+` being a space; `undefined` where it does not decode. */
export function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
