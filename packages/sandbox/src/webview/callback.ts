/** The answer to the application: callback parameters by name. A `state` in it replaces the session's. */
export type Answer = Readonly<Record<string, string>>;

/** The answer if the user cancels. */
export const CANCELLED: Answer = {
  error: 'access_denied',
  error_description: 'The user cancelled the flow.',
};

/** The answer if the user declines the terms. */
export const TERMS_DECLINED: Answer = {
  error: 'tos_declined',
  error_description: 'The user declined the terms of service.',
};

/**
 * Adds an answer to `redirectUri`, after its own query and before its hash.
 *
 * Encodes a space as `%20` and a plus as `%2B`, because some applications decode `+` as a space.
 */
export function callbackUrl(redirectUri: string, answer: Answer, state: string | undefined): string {
  const parameters = state === undefined || Object.hasOwn(answer, 'state') ? answer : {...answer, state};
  const query = Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const [address = '', ...hash] = redirectUri.split('#');
  const fragment = hash.length === 0 ? '' : `#${hash.join('#')}`;
  return toAscii(query === '' ? redirectUri : `${address}${separatorAfter(address)}${query}${fragment}`);
}

function separatorAfter(address: string): string {
  if (!address.includes('?')) return '?';
  return /[?&]$/.test(address) ? '' : '&';
}

/** Percent-encodes the characters that the header `Location` cannot hold. */
function toAscii(address: string): string {
  return address.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
