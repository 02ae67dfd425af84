import {checkPublicUrl, sameOriginPath, webviewAddress} from '../../service/addresses.js';
import {withoutCallback} from '../../service/callback.js';
import {invalid} from '../../service/flow-error.js';
import {isGiven, ownProperties, parseUrl} from '../../service/options.js';
import type {ServerFlowOptions} from './options.js';

/** How long the path may be that leads back to where the user came from, in characters. A cookie keeps it. */
const MAX_PATH_LENGTH = 512;

/** What tells a page how the flow ended. */
const MARK = 'budgea';

/** The client application, and how its webview is reached. */
export interface ServerFlowClient {
  readonly domain?: string | null | undefined;
  readonly clientId: string | number;
  readonly clientSecret: string;
  readonly baseUrl?: string | null | undefined;
  readonly allowInsecureBaseUrl?: boolean | null | undefined;
}

/** The public addresses of the routes. None of them comes from a request, so no proxy and no header can change them. */
export class Site {
  /** The origin of the routes and of the pages. */
  readonly origin: string;
  readonly isSecure: boolean;
  readonly #mount: string;

  constructor(publicUrl: URL) {
    this.origin = publicUrl.origin;
    this.isSecure = publicUrl.protocol === 'https:';
    // the address of an origin always ends with a slash
    this.#mount = publicUrl.href.replace(/\/+$/, '');
  }

  /** Where the webview returns to. The console's whitelist must have exactly this address. */
  get redirectUri(): string {
    return this.url('return');
  }

  /** Returns the public address of a route. */
  url(route: string, query = ''): string {
    return `${this.#mount}/${route}${query && `?${query}`}`;
  }

  /** Returns a request as it looks at a public address. It has the same headers. */
  requestFor(url: string, {headers}: Request): Request {
    return new Request(url, ownProperties({method: 'GET', headers}));
  }

  /** Returns the path of an address if it is on this origin and short enough to be kept. */
  path(address: unknown): string | undefined {
    const path = sameOriginPath(address, `${this.origin}/`);
    return path !== undefined && path.length <= MAX_PATH_LENGTH ? path : undefined;
  }

  /** Returns the page of this origin that a user came from. Default: `/`. */
  cameFrom({headers}: Request): string {
    const referrer = headers.get('referer');
    return (referrer !== null && this.path(withoutCallback(referrer))) || '/';
  }

  /** Returns the address of a page of this origin, with the kind of a result in its query. */
  marked(path: string, kind: string): string {
    const url = new URL(this.origin + path);
    url.searchParams.set(MARK, kind);
    return url.href;
  }
}

/**
 * Checks the address of the routes.
 *
 * @throws {FlowError} `invalid-parameter` or `insecure-url`.
 */
export function siteFrom<Platform>(
  {publicUrl, service}: ServerFlowOptions<Platform>,
  {domain, baseUrl, allowInsecureBaseUrl}: ServerFlowClient,
): Site {
  // a wrong setting is a mistake of the host, not of a visitor
  webviewAddress('connect', ownProperties({service, domain, baseUrl, allowInsecureBaseUrl}));
  return new Site(checkPublicUrl('publicUrl', publicUrl, allowInsecureBaseUrl));
}

/**
 * Returns the secrets that sign the cookies, the one that signs first.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkSecrets(secrets: unknown, clientSecret: string): readonly string[] {
  if (!isGiven(secrets)) return [clientSecret];
  const all = Array.isArray(secrets) ? Array.from<unknown>(secrets) : [secrets];
  const isValid = all.every((secret) => typeof secret === 'string' && secret !== '');
  return isValid
    ? (all as string[])
    : invalid('cookieSecret', 'a text that is not empty, or an array of them');
}

/**
 * Returns an address that the host's own code gave, if it is a path or an address of http(s).
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkAddress(option: string, address: unknown, base: string): string {
  const url = typeof address === 'string' ? parseUrl(address, base) : undefined;
  return url && /^https?:$/.test(url.protocol)
    ? url.href
    : invalid(option, 'a function that returns an address');
}
