import {serviceOrigin, webviewLanguage} from '../service/addresses.js';
import {FlowError} from '../service/flow-error.js';
import {withSeparator} from '../service/options.js';
import {FLOWS} from '../service/parameters.js';
import {domainLabel, readV3Address, readV3Query, type V3Page, type V3QueryProblem} from './v3-address.js';
import type {AddNote, V3Flow, V3Migration, V3Note, V3NoteCode, V3Settings} from './v3-migration.js';
import {isV3Parameter, v3ParameterOptions} from './v3-parameters.js';

type NoteText = readonly [code: V3NoteCode, text: string];

const QUERY_NOTES: Readonly<Record<V3QueryProblem, NoteText>> = {
  nameless: ['unknown-parameter', 'A part of it is not a parameter, so it is left out.'],
  repeated: ['ambiguous', 'It is there more than once, so all of it is left out.'],
  undecodable: ['not-mapped', 'Its value is not properly percent-encoded, so it is left out.'],
};

/** What changed on the way back, by flow. */
const CALLBACK_NOTES: Readonly<Record<V3Flow, readonly (readonly [parameter: string, ...NoteText])[]>> = {
  connect: [
    ['id_connection', 'callback-changed', 'The callback calls it connection_id.'],
    [
      'code',
      'callback-changed',
      'The callback has a code only if you sent none: it is for the anonymous user that was created.',
    ],
  ],
  reconnect: [
    ['id_connection', 'callback-changed', 'The callback of reconnect does not have it any more.'],
    ['code', 'callback-changed', 'The callback of reconnect does not have one any more.'],
  ],
  manage: [
    ['redirect_uri', 'now-optional', 'redirect_uri and state can both be left out.'],
    ['code', 'callback-changed', 'The callback of manage does not have one any more.'],
    [
      'redirect_uri',
      'behaviour-changed',
      'The webview returns only when the user closes it, not after a connection was added: use webhooks to learn of added and removed connections.',
    ],
  ],
};

/**
 * Turns a URL of the old webview (v3) into today's flow and options, with a note for each thing that changed.
 *
 * It takes `…/connect/select` and `…/accounts`, directly on a host or under `/2.0/auth/webview/` or `/auth/share/`, with
 * or without a language. What has no counterpart today, or is not clear, becomes a note and no option. A code in the
 * fragment becomes `code`, with a note: a temporary code and a permanent token look the same, so replace it if it was a
 * permanent token or is older than 30 minutes. A host `{label}.biapi.pro` becomes `domain`, any other host `baseUrl`.
 * The result is frozen, and no note holds a secret. Follows 'Migrating from v3' of the webview's documentation.
 *
 * @example
 * ```ts
 * import {migrateV3Url} from 'budgea-webview/flows';
 *
 * const {flow, options, notes} = migrateV3Url('https://demo.biapi.pro/2.0/auth/webview/connect/select?client_id=1');
 * // flow: 'connect', options: {domain: 'demo', clientId: '1'}
 * for (const {parameter, text} of notes) console.log(parameter, text);
 * ```
 *
 * @throws {FlowError} `invalid-parameter` if it is not a URL of the old webview.
 */
export function migrateV3Url(url: string | URL): V3Migration {
  const {address, page, language, proxy} = readV3Address(url);
  const notes: V3Note[] = [];
  const note: AddNote = (parameter, code, text) => {
    notes.push(Object.freeze({parameter, code, text}));
  };
  const {values, asked, problems} = readV3Query(address.search, isV3Parameter);
  for (const [parameter, problem] of problems) note(parameter, ...QUERY_NOTES[problem]);
  const flow = flowOf(page, asked);
  note('url', 'renamed', `/${page} is ${flow} today.`);
  const options = {
    ...hostOptions(address, proxy, note),
    ...languageOption(language, note),
    ...v3ParameterOptions(flow, values, address.hash, note),
  };
  if (asked.has('response_type')) note('response_type', 'dropped', 'It is not used any more.');
  for (const name of values.keys())
    note(name, 'unknown-parameter', 'The old webview had no such parameter, so it is left out.');
  for (const callbackNote of CALLBACK_NOTES[flow]) note(...callbackNote);
  noteMissing(flow, options, note);
  return Object.freeze({flow, options: Object.freeze(options), notes: Object.freeze(notes)});
}

function flowOf(page: V3Page, asked: ReadonlySet<string>): V3Flow {
  if (page === 'accounts') return 'manage';
  return asked.has('id_connection') ? 'reconnect' : 'connect';
}

function hostOptions(address: URL, proxy: string, note: AddNote): V3Settings {
  const label = domainLabel(address);
  const host: V3Settings = label === undefined ? {baseUrl: address.origin + proxy} : {domain: label};
  try {
    serviceOrigin(host.domain, host.baseUrl);
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    const code = error.code === 'insecure-url' ? 'insecure' : 'not-mapped';
    note('url', code, 'Its host cannot be used: give `domain` or `baseUrl`.');
    return {};
  }
  if (label !== undefined && address.protocol === 'http:')
    note('url', 'insecure', 'It was on http: today it is on https.');
  return host;
}

function languageOption(tag: string | undefined, note: AddNote): V3Settings {
  if (tag === undefined) return {};
  const language = webviewLanguage('budgea', tag);
  if (language) return {language};
  const advice = webviewLanguage('powens', tag) ? ", or give it with `service: 'powens'`" : '';
  const text = `The documented address does not speak it: leave it out to follow the browser${advice}.`;
  note('language', 'not-mapped', text);
  return {};
}

function noteMissing(flow: V3Flow, options: object, note: AddNote): void {
  for (const [option, declared] of Object.entries(FLOWS[flow])) {
    if (declared.endsWith('!') && !Object.hasOwn(options, option))
      note(withSeparator(option, '_'), 'missing', `${flow} needs it: give \`${option}\`.`);
  }
}
