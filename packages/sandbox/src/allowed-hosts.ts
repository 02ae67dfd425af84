import {type Check, list, refuse} from './checks.js';

/** What a server says to the host that a request names. */
export type HostVerdict =
  | {readonly kind: 'allowed'}
  | {readonly kind: 'malformed'}
  | {readonly kind: 'foreign'; readonly name: string};

const HOST = /^(?:[\w.-]+|\[[\da-f:.]+\])(?::\d*)?$/i;

/** Whether a text is a name, with or without a dot in front. */
export function isHostName(text: string): boolean {
  return !/[:[]/.test(text) && nameOf(text.replace(/^\./, '')) !== undefined;
}

const hostName: Check<string> = (value, at) =>
  typeof value === 'string' && isHostName(value)
    ? value
    : refuse(at, 'a host name without a scheme or a port, such as sandbox or .example.test', value);

/** Accepts the names of the option `allowedHosts`. */
export const hostNames: Check<readonly string[]> = list(hostName);

/**
 * Returns a function that judges the `Host` of a request.
 *
 * A page can give its own name the address of this machine after it was loaded (DNS rebinding). Its requests then have
 * the same origin as their target, but they name the host of the page. Nobody can do this with an IP address or with
 * `localhost`, so these are always allowed.
 *
 * @param names further names. With a dot in front, a name allows all names below it as well.
 */
export function hostJudge(names: readonly string[]): (host: string | undefined) => HostVerdict {
  const exact = names.map((name) => nameOf(name.replace(/^\./, '')));
  const suffixes = names.filter((name) => name.startsWith('.')).map((name) => `.${nameOf(name.slice(1))}`);
  const allowed = new Set(['localhost', ...exact]);
  return (host) => {
    const name = host === undefined ? undefined : nameOf(host);
    if (name === undefined) return {kind: 'malformed'};
    const isAllowed =
      isAddress(name) || allowed.has(name) || ['.localhost', ...suffixes].some((end) => name.endsWith(end));
    return isAllowed ? {kind: 'allowed'} : {kind: 'foreign', name};
  };
}

/** Returns the name of a host in lower case, without a port and without a dot at the end. */
function nameOf(host: string): string | undefined {
  const address = `http://${host}/`;
  return HOST.test(host) && URL.canParse(address) ? new URL(address).hostname.replace(/\.$/, '') : undefined;
}

/** Whether the URL parser takes a name for an IP address. It then never looks it up. */
function isAddress(name: string): boolean {
  return name.startsWith('[') || /^\d+(\.\d+){3}$/.test(name);
}
