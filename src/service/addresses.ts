import {invalid, missing} from './flow-error.js';
import {check, checkChoice, isGiven, parseUrl} from './options.js';
import {type Flow, type Language, type Service, SERVICES, type WebviewSettings} from './parameters.js';

// a label that begins with xn-- stands for other letters, and is not valid in every parser
const DOMAIN = /^(https:\/\/)?((?!xn--)[a-z\d][a-z\d-]{0,62})(\.biapi\.pro(\/(2\.0\/?)?)?)?$/i;
/** A URL without a query and a user. Its host is in ASCII, because not all parsers turn other letters into the same host. */
const PLAIN_URL = /^(?!https?:)[^?#@]*$|^https?:\/\/([\w.-]+|\[[\da-f:.]+\])(:\d+)?(\/[^?#@]*)?$/i;
const API_PATH = /\/?(2\.0\/?)?(auth\/webview\/?)?$/;
/** The origins of this machine, on plain http. */
const LOOPBACK = /^http:\/\/(localhost|[^:]+\.localhost|127(\.\d+){3}|\[::1\])(:\d+)?$/;

/** The origins that only a private network has, on plain http: private addresses, names of one label, `.local`, `.test`. */
const PRIVATE =
  /^http:\/\/([\w-]+|[^:]+\.(local|test)|(10\.\d+|172\.(1[6-9]|2\d|3[01])|192\.168|169\.254)(\.\d+){2}|\[(f[cd][\da-f]{2}|fe[89ab][\da-f]):[\da-f:]+\])(:\d+)?$/;

/** Returns the host of a domain, in whichever way the domain is written. */
function domainHost(domain: unknown): string {
  const label = isGiven(domain) ? DOMAIN.exec(check('domain', 'string', domain))?.[2] : missing('domain');
  return `${label?.toLowerCase() ?? invalid('domain', 'like demo or demo.biapi.pro')}.biapi.pro`;
}

/** Returns a base URL without the path that the service's own addresses start with. */
function checkBaseUrl(baseUrl: unknown, allowInsecure: unknown): string {
  const text = check('baseUrl', 'string', baseUrl);
  const {protocol, host, pathname} =
    (PLAIN_URL.test(text) && parseUrl(text)) || invalid('baseUrl', 'a URL without query and user');
  // the `origin` of a blob: URL is that of the page that made it
  const origin = `${protocol}//${host}`;
  checkScheme('baseUrl', origin, allowInsecure);
  return origin + pathname.replace(API_PATH, '');
}

/** Checks that an origin uses https, or http if it is on this machine or in an allowed private network. */
function checkScheme(option: string, origin: string, allowInsecure: unknown): void {
  const isPrivateAllowed = isGiven(allowInsecure) && check('allowInsecureBaseUrl', 'boolean', allowInsecure);
  const isSecure =
    origin.startsWith('https:') || LOOPBACK.test(origin) || (isPrivateAllowed && PRIVATE.test(origin));
  if (!isSecure) invalid(option, 'https, or http on localhost', 'insecure-url');
}

/**
 * Returns the address of a mount as browsers see it, without a slash at its end.
 *
 * @throws {FlowError} `invalid-parameter` or `insecure-url`.
 */
export function checkPublicUrl(option: string, address: unknown, allowInsecure: unknown): URL {
  const text = check(option, 'absolute URL', address);
  const url = (PLAIN_URL.test(String(text)) && parseUrl(text)) || undefined;
  if (!url?.protocol.startsWith('http')) return invalid(option, 'an http(s) URL without query and user');
  checkScheme(option, url.origin, allowInsecure);
  return new URL(url.href.replace(/\/+$/, ''));
}

/** Warns if codes travel to an address over http. Only `allowInsecureBaseUrl` lets such an address through. */
export function warnIfInsecure(address: string): void {
  if (address.startsWith('https:') || LOOPBACK.test(new URL(address).origin)) return;
  // eslint-disable-next-line no-console -- a setting for development must not reach production unseen
  console.warn('allowInsecureBaseUrl: this sends codes over http. Never use it in production.');
}

/**
 * Returns the origin of a domain's API, without the `/2.0/` that its paths start with.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `insecure-url`.
 */
export function serviceOrigin(domain: unknown, baseUrl: unknown, allowInsecure?: unknown): string {
  if (!isGiven(baseUrl)) return `https://${domainHost(domain)}`;
  // a wrong domain is a mistake, even if nobody needs it
  if (isGiven(domain)) domainHost(domain);
  return checkBaseUrl(baseUrl, allowInsecure);
}

/**
 * Returns the webview's language for a tag, or `undefined` if none is given.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkLanguage(service: Service, language: unknown): Language | undefined {
  return isGiven(language)
    ? checkChoice<Language>('language', primaryTag(check('language', 'string', language)), SERVICES[service])
    : undefined;
}

/**
 * Returns the address of a flow up to its parameters; `powens` has the domain among them.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `insecure-url`.
 */
export function webviewAddress(flow: Flow, settings: WebviewSettings): string {
  const {domain, baseUrl, allowInsecureBaseUrl} = settings;
  const service = checkChoice('service', settings.service || 'budgea', Object.keys(SERVICES) as Service[]);
  const language = checkLanguage(service, settings.language);
  const path = language ? `/${language}/${flow}` : `/${flow}`;
  if (service === 'budgea')
    return `${serviceOrigin(domain, baseUrl, allowInsecureBaseUrl)}/2.0/auth/webview${path}?`;
  const origin = isGiven(baseUrl)
    ? checkBaseUrl(baseUrl, allowInsecureBaseUrl)
    : 'https://webview.powens.com';
  return `${origin}${path}?domain=${domainHost(domain)}&`;
}

/** Returns the language of a tag, without its region or script: `fr` for `fr-CA`. */
export function primaryTag(tag: string): string {
  return tag.replace(/[-_].*/s, '').toLowerCase();
}

/** Returns a service's language for a tag such as `fr-CA`, or `undefined` if its webview does not speak it. */
export function webviewLanguage(service: Service, tag: string): Language | undefined {
  return SERVICES[service].find((language) => language === primaryTag(tag));
}

/**
 * Returns the language of today's webview that is the nearest to the page's and the browser's, or else English. Today's
 * service always needs one.
 */
export function preferredLanguage(): Language {
  const {document, navigator} = globalThis as {readonly document?: Document; readonly navigator?: Navigator};
  // a server's own language says nothing about its users
  const tags: readonly unknown[] = document
    ? [document.documentElement.lang, ...(navigator?.languages ?? [])]
    : [];
  // markup such as <form name="documentElement"> can put an element in the place of the text
  return tags.map((tag) => webviewLanguage('powens', String(tag))).find(Boolean) ?? 'en';
}

/** Returns the page's URL, or `undefined` outside a browser. */
export function pageUrl(): string | undefined {
  return (globalThis as {readonly location?: Location}).location?.href;
}

/**
 * Returns the path, query and hash of an address of a page's origin, or `undefined` for any other. Default: this page.
 *
 * Only a path is kept and given back, so whatever it holds cannot lead to another origin.
 */
export function sameOriginPath(
  address: unknown,
  page: string = pageUrl() ?? 'http://localhost/',
): string | undefined {
  const url = typeof address === 'string' ? parseUrl(address, page) : undefined;
  // a path such as //host would lead to another origin
  return url?.origin === new URL(page).origin && !url.pathname.startsWith('//')
    ? url.pathname + url.search + url.hash
    : undefined;
}
