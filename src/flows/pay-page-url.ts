import {checkedChoice, checkedText, encoded} from '../service/checks.js';
import {FlowError, invalid, missing, unknown} from '../service/flow-error.js';
import {ownOptions} from '../service/own-options.js';
import {isGiven, type WebviewSettings} from '../service/parameters.js';
import {serviceOrigin} from '../service/service-origin.js';
import {checkedLanguage} from '../service/webview-address.js';

/** The five pages of the API Pay webview, with the ids that their paths hold. */
const PAGES = {
  transfers: 'transfers',
  'emitter-accounts': 'transfers/accounts',
  recipients: 'transfers/accounts/{accountId}/recipients',
  'new-transfer': 'transfers/accounts/{accountId}/recipients/{recipientId}',
  transfer: 'transfers/{transferId}',
} as const;

/** The base the rest of the webview stands under. */
const BASE = '/2.0/auth/webview/{lang}/';
/** Plain segments and `{lang}`; no `.` or `..`, which would lead elsewhere. */
const BASE_SHAPE = /^(?:\/(?:\{lang\}|(?!\.{1,2}(?:\/|$))[\w.~-]+))*\/?$/;

const COMMON = ['domain', 'baseUrl', 'language', 'code', 'redirectUri', 'base', 'codeIn'] as const;

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

/** What every page's address is built from. `undefined`, `null` and `''` mean 'not given'. */
export interface PayPageSettings extends Pick<WebviewSettings, 'domain' | 'baseUrl' | 'language'> {
  /** A temporary code for the user, as the service mints it, not encoded. It lives 30 minutes. */
  readonly code: string;
  /** Where the user goes once the transfer is done: as for the webview's flows. Default: none is sent. */
  readonly redirectUri?: string | null | undefined;
  /**
   * The path that the pages stand under, `{lang}` being the place of the language, which goes with its slash where no
   * language is given. Default: `/2.0/auth/webview/{lang}/`, which is assumed: see `payPageUrl`.
   */
  readonly base?: string | null | undefined;
  /** How the code travels: as `?code=` or alone behind the `#`. Default: `query`, which is assumed: see `payPageUrl`. */
  readonly codeIn?: 'query' | 'fragment' | null | undefined;
}

/** What a page's address is built from: the settings, and exactly the ids of its path, as texts or whole numbers. */
export type PayPageOptions<P extends PayPage> = PayPageSettings & {
  readonly [Id in IdsOf<(typeof PAGES)[P]>]: string | number;
};

/**
 * The address of a page of the API Pay webview, to redirect the whole page to.
 *
 * It keeps nothing, and there is no state: what the page answers is not documented, so ask the API for the transfer
 * afterwards. Follows 'API Pay Webview' of the documentation.
 *
 * Documented are the five paths, that the address is authenticated with a temporary token, and that `redirect_uri` leads
 * back once the transfer is done. Assumed, since the documentation says neither, are the base that the paths stand under
 * and how the code travels: both follow the rest of the webview, which stands under `/2.0/auth/webview/` and takes `code`
 * in the query. The vendor's older client libraries used `base: '/2.0/webview/'`, most of them with
 * `codeIn: 'fragment'`: try that where the default answers with an error page. In the fragment `/`, `+` and `=` stay as
 * they are, as those libraries left them; everything else is percent-encoded everywhere.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter`, `unknown-parameter` (such as an id that the page does not
 * need), `conflicting-parameters` (a language that has no place in `base`) or `insecure-url`; the message names the
 * option and says what to do.
 */
export function payPageUrl<P extends PayPage>(page: P, options: PayPageOptions<P>): string {
  const path: string = PAGES[checkedChoice('page', page, Object.keys(PAGES) as PayPage[])];
  const values: Readonly<Record<string, unknown>> = ownOptions(options);
  const ids = Array.from(path.matchAll(/\{(\w+)\}/g), ([, id = '']) => id);
  const names = [...ids, ...COMMON];
  for (const name in values) {
    if (!names.includes(name) && isGiven(values[name])) throw unknown(page, name, names);
  }

  const origin = serviceOrigin(
    values['domain'] as WebviewSettings['domain'],
    values['baseUrl'] as WebviewSettings['baseUrl'],
  );
  const base = baseWith(values['base'], checkedLanguage('budgea', values['language']));
  const place = path.replace(/\{(\w+)\}/g, (_all, id: string) => segment(page, id, values[id]));
  return origin + base + place + answerTo(page, values);
}

/** The query and the fragment: where to go afterwards, and the code. */
function answerTo(page: PayPage, values: Readonly<Record<string, unknown>>): string {
  const {code, codeIn} = values;
  if (!isGiven(code)) throw missing('code', `${page} needs a temporary code of the user`);
  const sent = encoded('code', 'text', code);
  const place = checkedChoice('codeIn', isGiven(codeIn) ? codeIn : 'query', ['query', 'fragment']);
  const query = redirectPair(values['redirectUri']);
  return place === 'fragment'
    ? `${query && `?${query}`}#${sent.replace(/%(?:2F|2B|3D)/g, decodeURIComponent)}`
    : `?${query && `${query}&`}code=${sent}`;
}

function redirectPair(redirectUri: unknown): string {
  if (!isGiven(redirectUri)) return '';
  return `redirect_uri=${encoded('redirectUri', 'uri', redirectUri)}`;
}

function baseWith(given: unknown, language: string | undefined): string {
  const base = isGiven(given) ? given : BASE;
  if (typeof base !== 'string' || !BASE_SHAPE.test(base)) {
    throw invalid('base', base, "give a path such as '/2.0/webview/', with {lang} where the language stands");
  }
  if (language !== undefined && !base.includes('{lang}')) {
    throw new FlowError(
      'conflicting-parameters',
      '`base` has no place for `language`: write {lang} where it stands, or leave `language` out.',
    );
  }
  const path = language === undefined ? base.replaceAll('/{lang}', '') : base.replaceAll('{lang}', language);
  return path.endsWith('/') ? path : `${path}/`;
}

/** An id as one segment of the path. */
function segment(page: PayPage, name: string, id: unknown): string {
  if (!isGiven(id)) throw missing(name, `${page} needs it`);
  const text = checkedText(name, 'id', id);
  if (/[/\\]|^\.{1,2}$/.test(text)) {
    throw invalid(name, id, 'it is one segment of a path, so it holds no slash and is neither . nor ..');
  }
  if (page === 'transfer' && text === 'accounts') {
    throw invalid(name, id, "that path is another page: 'emitter-accounts'");
  }
  return encoded(name, 'id', text);
}
