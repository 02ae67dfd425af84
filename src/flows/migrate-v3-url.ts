import {decodeOnce} from '../service/callback-parameters.js';
import {checkedText} from '../service/checks.js';
import {FlowError, invalid} from '../service/flow-error.js';
import {type ConnectorCapability, type Flow, FLOWS, type Language, spelled} from '../service/parameters.js';
import {serviceOrigin} from '../service/service-origin.js';
import {webviewLanguage} from '../service/webview-address.js';

/** The flows that the old webview's two addresses became. */
export type V3Flow = Extract<Flow, 'connect' | 'reconnect' | 'manage'>;

/** What a note is about; stable, so that a program may tell notes apart by it and by their `parameter`. */
export type V3NoteCode =
  /** The address, or a parameter of it, has another name today. */
  | 'renamed'
  /** A parameter that is not used any more. */
  | 'dropped'
  /** The fragment is not read any more: its code is a parameter. */
  | 'moved'
  /** A parameter that the flow can do without today. */
  | 'now-optional'
  /** A parameter of the callback that is renamed, or not always returned. */
  | 'callback-changed'
  /** The flow does something else than it did. */
  | 'behaviour-changed'
  /** Today's flow cannot do without it, and the address does not give it. */
  | 'missing'
  /** It stands more than once, or two parameters say different things: none of it is taken over. */
  | 'ambiguous'
  /** A value that has no counterpart today, or cannot be used: it is not taken over. */
  | 'not-mapped'
  /** Today's flow does not take it. */
  | 'not-taken'
  /** No parameter of the old webview. */
  | 'unknown-parameter'
  /** A permanent token: it is not taken over, since only a temporary code may travel in an address. */
  | 'permanent-token'
  /** The address was not on https. */
  | 'insecure';

/** One thing that changed, or that could not be mapped. */
export interface V3Note {
  /**
   * What it is about, as the old address or its callback spelled it: a parameter, or `url`, `language`, `query` or
   * `fragment` for that part of the address.
   */
  readonly parameter: string;
  readonly code: V3NoteCode;
  /** What changed and what to do, in English for developers. It holds no secret. */
  readonly text: string;
}

interface V3Settings {
  readonly domain?: string;
  readonly baseUrl?: string;
  readonly language?: Language;
  readonly clientId?: string;
  readonly redirectUri?: string;
  readonly code?: string;
  readonly state?: string;
}

interface V3Renamed {
  connect: {
    readonly connectorIds?: readonly string[];
    readonly connectorCapabilities?: readonly ConnectorCapability[];
  };
  reconnect: {readonly connectionId?: string};
  manage: {readonly connectorCapabilities?: readonly ConnectorCapability[]};
}

/** The options that an old address gives for a flow: any of them may be missing, and the notes then say so. */
export type V3Options<F extends V3Flow> = V3Settings & V3Renamed[F];

/** An old address in today's terms; told apart by `flow`. */
export type V3Migration = {
  [F in V3Flow]: {
    readonly flow: F;
    /** For `webviewUrl`; for `startFlow` without `state`. */
    readonly options: V3Options<F>;
    readonly notes: readonly V3Note[];
  };
}[V3Flow];

type RenamedOptions = V3Renamed[V3Flow];
type AddNote = (parameter: string, code: V3NoteCode, text: string) => void;

/** The parameters that have another name today, and the flows they moved to. */
const RENAMED: Readonly<Record<string, readonly V3Flow[]>> = {
  id_connector: ['connect'],
  connectors: ['connect'],
  types: ['connect', 'manage'],
  id_connection: ['reconnect'],
};

/** What each type of connector is called today. */
const CAPABILITY_OF: ReadonlyMap<string, ConnectorCapability> = new Map([
  ['banks', 'bank'],
  ['providers', 'document'],
]);

/** Names under which a permanent token travels. */
const TOKEN_NAMES = ['access_token', 'token'];

/** What changed on the way back, by flow. */
const CALLBACK_NOTES: Readonly<Record<V3Flow, readonly (readonly [string, V3NoteCode, string])[]>> = {
  connect: [
    ['id_connection', 'callback-changed', 'The callback calls it connection_id.'],
    [
      'code',
      'callback-changed',
      'The callback brings a code only if none was sent, for the anonymous user that was then created.',
    ],
  ],
  reconnect: [
    ['id_connection', 'callback-changed', 'The callback of reconnect does not bring it any more.'],
    ['code', 'callback-changed', 'The callback of reconnect does not bring one any more.'],
  ],
  manage: [
    ['redirect_uri', 'now-optional', 'redirect_uri and state may both be left out.'],
    ['code', 'callback-changed', 'The callback of manage does not bring one any more.'],
    [
      'redirect_uri',
      'behaviour-changed',
      'The webview returns only when the user closes it, not after a connection was added: rely on webhooks to learn of added and removed connections.',
    ],
  ],
};

/**
 * An address of the old webview (v3) as today's flow and options, with a note for each thing that changed.
 *
 * It takes `…/connect/select` and `…/accounts`, on a host alone or under `/2.0/auth/webview/` or `/auth/share/`, with or
 * without a language. What has no counterpart today, or is not clear, is a note and no option. A code in the fragment
 * becomes `code`, with a note: nothing in its look tells a temporary code from a permanent token, so one that was
 * permanent must be replaced by a temporary code, as must any that is older than 30 minutes. A host `{label}.biapi.pro`
 * becomes `domain`, any other `baseUrl`. All of the result is frozen, and no secret is in its notes. Follows 'Migrating
 * from v3' of the webview's documentation.
 *
 * @throws {FlowError} `invalid-parameter` where it is no address of the old webview.
 */
export function migrateV3Url(url: string | URL): V3Migration {
  const {address, page, language, proxy} = readAddress(url);
  const notes: V3Note[] = [];
  const note: AddNote = (parameter, code, text) => {
    notes.push(Object.freeze({parameter, code, text}));
  };
  const query = readQuery(address.search, note);
  const flow = flowOf(page, query.asked);
  note('url', 'renamed', `/${page} is ${flow} today.`);

  const options: V3Settings & RenamedOptions = {
    ...hostOptions(address, proxy, note),
    ...languageOption(language, note),
    ...plainOptions(flow, query.values, note),
    ...renamedOptions(flow, query.values, note),
    ...codeOption(query.values, address.hash, note),
  };
  if (query.asked.has('response_type')) note('response_type', 'dropped', 'It is not used any more.');
  for (const name of query.values.keys()) {
    note(name, 'unknown-parameter', 'It is no parameter of the old webview, so it is left out.');
  }
  for (const about of CALLBACK_NOTES[flow]) note(...about);
  noteMissing(flow, options, note);
  return Object.freeze({flow, options: Object.freeze(options), notes: Object.freeze(notes)});
}

type Page = 'connect/select' | 'accounts';

interface V3Address {
  readonly address: URL;
  readonly page: Page;
  /** As the path has it. */
  readonly language: string | undefined;
  /** What stands before the service's own path. */
  readonly proxy: string;
}

function readAddress(url: unknown): V3Address {
  const address = toUrl(url);
  const segments = address.pathname.split('/').filter(Boolean);
  const page = takePage(segments);
  const language = takeLanguage(segments);
  const isUnderService = isService(segments.at(-1));
  if (isUnderService) {
    segments.pop();
    takeLast(segments, 'auth');
  }
  takeLast(segments, '2.0');
  // what is left is a proxy's: without the service's own path behind it, it is some other address, such as an API's
  const isElsewhere = segments.length > 0 && (!isUnderService || labelOf(address) !== undefined);
  if (!page || isElsewhere || !/^https?:$/.test(address.protocol) || address.username || address.password) {
    throw noV3Address(shownAddress(address));
  }
  return {address, page, language, proxy: segments.map((segment) => `/${segment}`).join('')};
}

function toUrl(url: unknown): URL {
  try {
    return new URL(String(url));
  } catch {
    throw noV3Address(typeof url === 'string' ? shownText(url) : url);
  }
}

function noV3Address(shown: unknown): FlowError {
  return invalid(
    'url',
    shown,
    "give a whole address of the old webview, without a user in it, such as 'https://demo.biapi.pro/2.0/auth/webview/connect/select' or '…/accounts'",
  );
}

/** An address without what may be secret in it: user, query, fragment, and segments as long as a token. */
function shownAddress({protocol, host, pathname}: URL): string {
  return host ? `${protocol}//${host}${shownText(pathname)}` : `${protocol}…`;
}

function shownText(text: string): string {
  const user = text.lastIndexOf('@');
  return (user < 0 ? text : `…${text.slice(user)}`)
    .replace(/[?#&=;][^]*/, '…')
    .replace(/[^/\\\s]{24,}/g, '…');
}

function takePage(segments: string[]): Page | undefined {
  const last = segments.pop();
  if (last === 'accounts') return last;
  return last === 'select' && takeLast(segments, 'connect') ? 'connect/select' : undefined;
}

/** Any language behind the service's own path; without that path only what cannot be another segment. */
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

interface V3Query {
  /** What stands exactly once and is not empty. Who reads one takes it out, so that what stays is unknown. */
  readonly values: Map<string, string>;
  /** Every name that has something, however often and however readable. */
  readonly asked: ReadonlySet<string>;
}

function readQuery(search: string, note: AddNote): V3Query {
  const values = new Map<string, string>();
  const asked = new Set<string>();
  const noted = new Set<string>();
  const noteOnce: AddNote = (parameter, code, text) => {
    if (!noted.has(parameter)) note(parameter, code, text);
    noted.add(parameter);
  };
  for (const pair of search.slice(1).split('&').filter(Boolean)) {
    const [spelled = ''] = pair.split('=', 1);
    const name = decodeOnce(spelled);
    // what is no name may be a value that lost its name, such as a token: it is not quoted
    if (name === undefined || !/^[a-z_]{1,32}$/.test(name) || (!pair.includes('=') && !isOurs(name))) {
      noteOnce('query', 'unknown-parameter', 'Something in it is no parameter, so it is left out.');
      continue;
    }
    if (pair.length <= spelled.length + 1) continue;
    const value = decodeOnce(pair.slice(spelled.length + 1));
    if (asked.has(name)) {
      noteOnce(name, 'ambiguous', 'It stands more than once, so none of it is taken over.');
    } else if (value === undefined) {
      noteOnce(name, 'not-mapped', 'Its value is not percent-encoded properly, so it is left out.');
    } else {
      values.set(name, value);
    }
    if (noted.has(name)) values.delete(name);
    asked.add(name);
  }
  return {values, asked};
}

const PLAIN_NAMES = ['client_id', 'redirect_uri', 'state', 'code', 'response_type', ...TOKEN_NAMES];

function isOurs(name: string): boolean {
  return PLAIN_NAMES.includes(name) || Object.hasOwn(RENAMED, name);
}

function flowOf(page: Page, asked: ReadonlySet<string>): V3Flow {
  if (page === 'accounts') return 'manage';
  return asked.has('id_connection') ? 'reconnect' : 'connect';
}

/** The label of a host such as demo.biapi.pro. */
function labelOf({host}: URL): string | undefined {
  return /^([^.:]+)\.biapi\.pro$/.exec(host)?.[1];
}

function hostOptions(address: URL, proxy: string, note: AddNote): V3Settings {
  const label = labelOf(address);
  const host: V3Settings = label === undefined ? {baseUrl: address.origin + proxy} : {domain: label};
  try {
    serviceOrigin(host.domain, host.baseUrl);
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    const isInsecure = error.code === 'insecure-url';
    note(
      'url',
      isInsecure ? 'insecure' : 'not-mapped',
      'Its host cannot be used: give `domain` or `baseUrl`.',
    );
    return {};
  }
  if (label !== undefined && address.protocol === 'http:') {
    note('url', 'insecure', 'It was on http: today it is on https.');
  }
  return host;
}

function languageOption(tag: string | undefined, note: AddNote): V3Settings {
  if (tag === undefined) return {};
  const language = webviewLanguage('budgea', tag);
  if (language) return {language};
  const advice = webviewLanguage('powens', tag) ? ", or give it with `service: 'powens'`" : '';
  note(
    'language',
    'not-mapped',
    `The documented address does not speak it: leave it out to follow the browser${advice}.`,
  );
  return {};
}

/** The options of parameters that did not change. */
function plainOptions(flow: V3Flow, values: Map<string, string>, note: AddNote): V3Settings {
  const clientId = taken(values, 'client_id');
  const state = taken(values, 'state');
  const redirectUri = usableRedirectUri(taken(values, 'redirect_uri'), note);
  values.delete('response_type');
  const hasState = state !== undefined && (redirectUri !== undefined || FLOWS[flow].redirectUri);
  if (state !== undefined && !hasState) {
    note('state', 'not-taken', 'Without a redirect_uri nothing brings it back, so it is left out.');
  }
  return {
    ...(clientId !== undefined && {clientId}),
    ...(redirectUri !== undefined && {redirectUri}),
    ...(hasState && {state}),
  };
}

function usableRedirectUri(redirectUri: string | undefined, note: AddNote): string | undefined {
  if (redirectUri === undefined) return undefined;
  try {
    checkedText('redirectUri', 'uri', redirectUri);
    return redirectUri;
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    note(
      'redirect_uri',
      'not-mapped',
      'It is no address that the webview can return to, or its query holds a name that the webview answers with: it is left out.',
    );
    return undefined;
  }
}

/** The options of parameters that have another name today, where the flow takes them. */
function renamedOptions(flow: V3Flow, values: Map<string, string>, note: AddNote): RenamedOptions {
  for (const [name, flows] of Object.entries(RENAMED)) {
    if (!flows.includes(flow) && values.delete(name)) {
      note(name, 'not-taken', `${flow} does not take it, so it is left out.`);
    }
  }
  const connectionId = taken(values, 'id_connection');
  if (connectionId !== undefined)
    note('id_connection', 'renamed', 'It is connection_id (`connectionId`) today.');
  return {
    ...connectorIdsOption(taken(values, 'id_connector'), taken(values, 'connectors'), note),
    ...capabilitiesOption(taken(values, 'types'), note),
    ...(connectionId !== undefined && {connectionId}),
  };
}

function connectorIdsOption(
  idConnector: string | undefined,
  connectors: string | undefined,
  note: AddNote,
): RenamedOptions {
  const lists = [
    {name: 'id_connector', ids: listOf(idConnector)},
    {name: 'connectors', ids: listOf(connectors)},
  ].filter(({ids}) => ids.length > 0);
  const [first, second] = lists;
  if (!first) return {};
  if (second && first.ids.join() !== second.ids.join()) {
    note('id_connector', 'ambiguous', 'It and connectors say different things, so neither is taken over.');
    return {};
  }
  for (const {name} of lists) note(name, 'renamed', 'It is connector_ids (`connectorIds`) today.');
  return {connectorIds: first.ids};
}

function listOf(text = ''): readonly string[] {
  return Object.freeze(
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  );
}

function capabilitiesOption(types: string | undefined, note: AddNote): RenamedOptions {
  if (types === undefined) return {};
  const capability = CAPABILITY_OF.get(types);
  if (!capability) {
    note(
      'types',
      'not-mapped',
      'Only banks and providers, one of them, have a counterpart in connector_capabilities (`connectorCapabilities`), where several values mean all of them at once: it is left out.',
    );
    return {};
  }
  note(
    'types',
    'renamed',
    `It is connector_capabilities (\`connectorCapabilities\`) today, here ${capability}.`,
  );
  return {connectorCapabilities: Object.freeze([capability])};
}

/** The code, from the query or from the fragment. */
function codeOption(values: Map<string, string>, hash: string, note: AddNote): V3Settings {
  // a temporary code never holds a space: one that arrives is a + that was not encoded
  const sent = taken(values, 'code')?.replaceAll(' ', '+');
  for (const name of TOKEN_NAMES) {
    if (taken(values, name) !== undefined) notePermanentToken(name, note);
  }
  const code = fragmentCode(hash, sent, note) ?? sent;
  return code === undefined ? {} : {code};
}

function fragmentCode(hash: string, sent: string | undefined, note: AddNote): string | undefined {
  const text = decodeFragment(hash.slice(1));
  if (text === '') return undefined;
  const [, name, value] = /^(code|access_token|token)=([^&]*)$/.exec(text ?? '') ?? [];
  if (name !== undefined && TOKEN_NAMES.includes(name)) {
    notePermanentToken('fragment', note);
    return undefined;
  }
  const code = value ?? text ?? '';
  if (!/^[\w+/.~-]+={0,2}$/.test(code)) {
    note('fragment', 'not-mapped', 'It is not read any more, and holds no code: it is left out.');
    return undefined;
  }
  if (sent !== undefined && sent !== code) {
    note('fragment', 'ambiguous', 'It is not read any more; the code of the query is taken over.');
    return undefined;
  }
  note(
    'fragment',
    'moved',
    'It is not read any more, so what it holds is `code` now. That must be a temporary code: if it was a permanent token, mint a temporary code in its place and keep the token on your back end.',
  );
  return code;
}

/** A fragment decoded once, `+` being itself; `undefined` where it does not decode. */
function decodeFragment(text: string): string | undefined {
  return decodeOnce(text.replaceAll('+', '%2B'));
}

function notePermanentToken(parameter: string, note: AddNote): void {
  note(
    parameter,
    'permanent-token',
    'A permanent token must not travel in an address: keep it on your back end and mint a temporary code with it.',
  );
}

function noteMissing(flow: V3Flow, options: object, note: AddNote): void {
  for (const [option, isNeeded] of Object.entries(FLOWS[flow])) {
    if (!isNeeded || Object.hasOwn(options, option)) continue;
    note(spelled(option, '_'), 'missing', `${flow} needs it: give \`${option}\`.`);
  }
}

function taken(values: Map<string, string>, name: string): string | undefined {
  const value = values.get(name);
  values.delete(name);
  return value;
}
