import {webviewLanguage} from '../service/addresses.js';
import {decodeOnce} from '../service/callback.js';
import {invalid} from '../service/flow-error.js';
import {parseUrl} from '../service/options.js';

/** A page of the old webview, by its path. */
export type V3Page = 'connect/select' | 'accounts';

/** The address of a page of the old webview, taken apart. */
export interface V3Address {
  readonly address: URL;
  readonly page: V3Page;
  /** The language in the path. */
  readonly language: string | undefined;
  /** The path of a proxy, before the service's own path. */
  readonly proxy: string;
}

/** A query of the old webview, taken apart. */
export interface V3Query {
  /** The values that are there exactly once and are not empty. Whoever reads one removes it: the rest is unknown. */
  readonly values: Map<string, string>;
  /** Every name that has a value, however often it is there and however readable the value is. */
  readonly asked: ReadonlySet<string>;
  /** What is wrong with it: a parameter (or `query`) and the reason. */
  readonly problems: ReadonlyMap<string, V3QueryProblem>;
}

/** Why a parameter of a query is not used. */
export type V3QueryProblem = 'nameless' | 'repeated' | 'undecodable';

/**
 * Takes the address of an old page apart.
 *
 * @throws {FlowError} `invalid-parameter` if it is not an address of the old webview.
 */
export function readV3Address(url: unknown): V3Address {
  const address = parseUrl(url) ?? refuse();
  const segments = address.pathname.split('/').filter(Boolean);
  const page = takePage(segments) ?? refuse();
  const language = takeLanguage(segments);
  const isUnderService = isService(segments.at(-1));
  if (isUnderService) {
    segments.pop();
    takeLast(segments, 'auth');
  }
  takeLast(segments, '2.0');
  // the rest is a proxy's path; without the service's path behind it, the address is of something else, such as an API
  const isElsewhere = segments.length > 0 && (!isUnderService || domainLabel(address) !== undefined);
  if (isElsewhere || !/^https?:$/.test(address.protocol) || address.username || address.password) refuse();
  return {address, page, language, proxy: segments.map((segment) => `/${segment}`).join('')};
}

/** Returns the label of a host such as demo.biapi.pro. */
export function domainLabel({host}: URL): string | undefined {
  return /^([^.:]+)\.biapi\.pro$/.exec(host)?.[1];
}

/** Takes a query apart. `isKnown` tells the names of the old webview's parameters. */
export function readV3Query(search: string, isKnown: (name: string) => boolean): V3Query {
  const values = new Map<string, string>();
  const asked = new Set<string>();
  const problems = new Map<string, V3QueryProblem>();
  const report = (name: string, problem: V3QueryProblem): void => {
    if (!problems.has(name)) problems.set(name, problem);
  };
  for (const pair of search.slice(1).split('&').filter(Boolean)) {
    const [encodedName = ''] = pair.split('=', 1);
    const name = decodeOnce(encodedName);
    // a text without a name may be a value that lost its name, such as a token: it is not quoted
    if (name === undefined || !/^[a-z_]{1,32}$/.test(name) || (!pair.includes('=') && !isKnown(name))) {
      report('query', 'nameless');
      continue;
    }
    if (pair.length <= encodedName.length + 1) continue;
    const value = decodeOnce(pair.slice(encodedName.length + 1));
    if (asked.has(name)) report(name, 'repeated');
    else if (value === undefined) report(name, 'undecodable');
    else values.set(name, value);
    if (problems.has(name)) values.delete(name);
    asked.add(name);
  }
  return {values, asked, problems};
}

function refuse(): never {
  return invalid('url', 'a URL of the old webview, such as https://demo.biapi.pro/2.0/auth/webview/accounts');
}

function takePage(segments: string[]): V3Page | undefined {
  const last = segments.pop();
  if (last === 'accounts') return last;
  return last === 'select' && takeLast(segments, 'connect') ? 'connect/select' : undefined;
}

/** Takes any language behind the service's own path. Without that path, it must be a language of the webview. */
function takeLanguage(segments: string[]): string | undefined {
  const [before, last = ''] = [segments.at(-2), segments.at(-1)];
  const isLanguage = isService(before)
    ? /^[a-z]{2}(-[a-z]{2})?$/i.test(last)
    : webviewLanguage('budgea', last) === last;
  return isLanguage ? segments.pop() : undefined;
}

function isService(segment: string | undefined): boolean {
  return segment === 'webview' || segment === 'share';
}

function takeLast(segments: string[], segment: string): boolean {
  const isThere = segments.at(-1) === segment;
  if (isThere) segments.pop();
  return isThere;
}
