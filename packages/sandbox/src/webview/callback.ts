/** The answer to the application: callback parameters by name. `state` is among them only where it is not to be the right one. */
export type Answer = Readonly<Record<string, string>>;

/**
 * The address that carries an answer: what `redirectUri` says stays as it is, its query first, its hash last.
 *
 * Every value is percent-encoded, a space as `%20` and a plus as `%2B`, so that both ways to decode a query
 * give the same.
 */
export function callbackUrl(redirectUri: string, answer: Answer, state: string | undefined): string {
  const parameters = state === undefined || Object.hasOwn(answer, 'state') ? answer : {...answer, state};
  const query = Object.entries(parameters)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
  const [address = '', ...hash] = redirectUri.split('#');
  const fragment = hash.length === 0 ? '' : `#${hash.join('#')}`;
  return asciiOf(query === '' ? redirectUri : `${address}${separatorOf(address)}${query}${fragment}`);
}

function separatorOf(address: string): string {
  if (!address.includes('?')) return '?';
  return /[?&]$/.test(address) ? '' : '&';
}

/** A header holds nothing else: an address is the same with its other letters percent-encoded. */
function asciiOf(address: string): string {
  return address.replace(/[^\x21-\x7e]+/g, encodeURIComponent);
}
