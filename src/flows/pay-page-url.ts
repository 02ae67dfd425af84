import {checkLanguage, serviceOrigin, warnIfInsecure} from '../service/addresses.js';
import {fail, invalid, missing} from '../service/flow-error.js';
import {checkChoice, encodeValue, isGiven, ownProperties} from '../service/options.js';
import type {WebviewSettings} from '../service/parameters.js';

/** The five pages of the API Pay webview, with the ids in their paths. */
const PAGES = {
  transfers: 'transfers',
  'emitter-accounts': 'transfers/accounts',
  recipients: 'transfers/accounts/{accountId}/recipients',
  'new-transfer': 'transfers/accounts/{accountId}/recipients/{recipientId}',
  transfer: 'transfers/{transferId}',
} as const;

/** The path of the rest of the webview. */
const BASE = '/2.0/auth/webview/{lang}/';

/** Plain segments and `{lang}`, without `.` and `..`, which would lead elsewhere. */
const BASE_SHAPE = /^(?:\/(?:\{lang\}|(?!\.{1,2}(?:\/|$))[\w.~-]+))*\/?$/;

const COMMON: readonly string[] = [
  'domain',
  'baseUrl',
  'allowInsecureBaseUrl',
  'language',
  'code',
  'redirectUri',
  'base',
  'codeIn',
] satisfies (keyof PayPageSettings)[];

type IdsOf<Path extends string> = Path extends `${string}{${infer Id}}${infer Rest}`
  ? Id | IdsOf<Rest>
  : never;

/**
 * A page of the API Pay webview:
 *
 * - `transfers`: the list of transfers;
 * - `emitter-accounts`: the accounts that a transfer can leave from;
 * - `recipients`: the recipients of one such account;
 * - `new-transfer`: a transfer from that account to one of its recipients, to be filled in;
 * - `transfer`: one transfer in detail.
 */
export type PayPage = keyof typeof PAGES;

/** The options that every page takes. `undefined`, `null` and `''` mean 'not given'. */
export interface PayPageSettings
  extends Pick<WebviewSettings, 'domain' | 'baseUrl' | 'allowInsecureBaseUrl' | 'language'> {
  /** A temporary code for the user, as the service mints it, not encoded. It lives 30 minutes. */
  readonly code: string;
  /** Where the user goes after the transfer, as for the webview's flows. Default: none is sent. */
  readonly redirectUri?: string | null | undefined;
  /**
   * The path before the page's own, with `{lang}` for the language. Without a language, `{lang}` and its slash are
   * removed. Default: `/2.0/auth/webview/{lang}/`, which is an assumption: see `payPageUrl`.
   */
  readonly base?: string | null | undefined;
  /** Where the code is: in `?code=` or behind the `#`. Default: `query`, which is an assumption: see `payPageUrl`. */
  readonly codeIn?: 'query' | 'fragment' | null | undefined;
}

/** The options of a page: the settings, and exactly the ids of its path, as strings or whole numbers. */
export type PayPageOptions<P extends PayPage> = PayPageSettings & {
  readonly [Id in IdsOf<(typeof PAGES)[P]>]: string | number;
};

/**
 * Builds the URL of a page of the API Pay webview, to redirect the whole page to.
 *
 * It stores nothing, and there is no state: what the page answers is not documented, so ask the API for the transfer
 * afterwards. Follows 'API Pay Webview' of the documentation.
 *
 * The documentation gives the five paths, and says that a temporary token authenticates the URL and that `redirect_uri`
 * leads back after the transfer. It gives neither the path before them nor the place of the code. Both are assumed to be
 * as in the rest of the webview: `/2.0/auth/webview/`, and `code` in the query. The vendor's older client libraries used
 * `base: '/2.0/webview/'`, and most of them `codeIn: 'fragment'`: try that if the default answers with an error page. In
 * the fragment `/`, `+` and `=` stay as they are, as in those libraries; everything else is percent-encoded.
 *
 * @example
 * ```ts
 * import {payPageUrl} from 'budgea-webview/flows';
 *
 * payPageUrl('transfer', {domain: 'demo', code: 'c1', transferId: 22});
 * // 'https://demo.biapi.pro/2.0/auth/webview/transfers/22?code=c1'
 * ```
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter`, `unknown-parameter` (such as an id that the page does not
 * need), `conflicting-parameters` (a language that has no place in `base`) or `insecure-url`; its message names the
 * option.
 */
export function payPageUrl<P extends PayPage>(page: P, options: PayPageOptions<P>): string {
  const path: string = PAGES[checkChoice('page', page, Object.keys(PAGES) as PayPage[])];
  const values: Readonly<Record<string, unknown>> = ownProperties(options);
  const ids = Array.from(path.matchAll(/\{(\w+)\}/g), ([, id = '']) => id);
  for (const name in values) {
    if (isGiven(values[name]) && ![...ids, ...COMMON].includes(name))
      invalid(name.slice(0, 60), `left out of ${page}`, 'unknown-parameter');
  }
  const origin = serviceOrigin(values['domain'], values['baseUrl'], values['allowInsecureBaseUrl']);
  const base = basePath(values['base'], checkLanguage('budgea', values['language']));
  const place = path.replace(/\{(\w+)\}/g, (_all, id: string) => segment(page, id, values[id]));
  const url = origin + base + place + queryAndFragment(values);
  warnIfInsecure(url);
  return url;
}

/** Returns the query and the fragment: where to go afterwards, and the code. */
function queryAndFragment({code, codeIn, redirectUri}: Readonly<Record<string, unknown>>): string {
  const encodedCode = encodeValue('code', 'string', isGiven(code) ? code : missing('code'));
  const place = checkChoice('codeIn', isGiven(codeIn) ? codeIn : 'query', ['query', 'fragment']);
  const query = isGiven(redirectUri)
    ? `redirect_uri=${encodeValue('redirectUri', 'absolute URL', redirectUri)}`
    : '';
  return place === 'fragment'
    ? `${query && `?${query}`}#${encodedCode.replace(/%(?:2F|2B|3D)/g, decodeURIComponent)}`
    : `?${query && `${query}&`}code=${encodedCode}`;
}

function basePath(given: unknown, language: string | undefined): string {
  const base = isGiven(given) ? given : BASE;
  if (typeof base !== 'string' || !BASE_SHAPE.test(base))
    return invalid('base', 'a path such as /2.0/webview/{lang}/');
  if (language !== undefined && !base.includes('{lang}'))
    return fail('conflicting-parameters', 'base must have {lang} if language is given', {option: 'base'});
  const path = language === undefined ? base.replaceAll('/{lang}', '') : base.replaceAll('{lang}', language);
  return path.endsWith('/') ? path : `${path}/`;
}

/** Returns an id as one segment of the path. */
function segment(page: PayPage, name: string, id: unknown): string {
  const encodedId = encodeValue(name, 'string or number', isGiven(id) ? id : missing(name));
  // `transfers/accounts` is another page
  if (/[/\\]|^\.{1,2}$/.test(String(id)) || (page === 'transfer' && id === 'accounts'))
    return invalid(name, 'one segment of a path, without a slash, and not accounts');
  return encodedId;
}
