import {decodeOnce} from '../service/callback.js';
import {isValid} from '../service/options.js';
import {type ConnectorCapability, FLOWS} from '../service/parameters.js';
import type {AddNote, V3Flow, V3RenamedOptions, V3Settings} from './v3-migration.js';

/** The parameters with another name today, and the flows that take them. */
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

/** The names of a permanent token. */
const TOKEN_NAMES = ['access_token', 'token'];

const PLAIN_NAMES = ['client_id', 'redirect_uri', 'state', 'code', 'response_type', ...TOKEN_NAMES];

/** Tells whether the old webview had a parameter of this name. */
export function isV3Parameter(name: string): boolean {
  return PLAIN_NAMES.includes(name) || Object.hasOwn(RENAMED, name);
}

/** Takes the values that today's flow has an option for, and notes what it cannot take. */
export function v3ParameterOptions(
  flow: V3Flow,
  values: Map<string, string>,
  hash: string,
  note: AddNote,
): V3Settings & V3RenamedOptions {
  return {
    ...plainOptions(flow, values, note),
    ...renamedOptions(flow, values, note),
    ...codeOption(values, hash, note),
  };
}

function take(values: Map<string, string>, name: string): string | undefined {
  const value = values.get(name);
  values.delete(name);
  return value;
}

/** Returns the options of parameters that did not change. */
function plainOptions(flow: V3Flow, values: Map<string, string>, note: AddNote): V3Settings {
  const clientId = take(values, 'client_id');
  const state = take(values, 'state');
  const redirectUri = usableRedirectUri(take(values, 'redirect_uri'), note);
  values.delete('response_type');
  const hasState =
    state !== undefined && (redirectUri !== undefined || FLOWS[flow].redirectUri === 'absolute URL!');
  if (state !== undefined && !hasState)
    note('state', 'not-taken', 'Nothing brings it back without a redirect_uri, so it is left out.');
  return {
    ...(clientId !== undefined && {clientId}),
    ...(redirectUri !== undefined && {redirectUri}),
    ...(hasState && {state}),
  };
}

function usableRedirectUri(redirectUri: string | undefined, note: AddNote): string | undefined {
  if (redirectUri === undefined || isValid('absolute URL', redirectUri)) return redirectUri;
  note(
    'redirect_uri',
    'not-mapped',
    'The webview cannot return to it, or its query has a parameter of the callback: it is left out.',
  );
  return undefined;
}

/** Returns the options with another name today, if the flow takes them. */
function renamedOptions(flow: V3Flow, values: Map<string, string>, note: AddNote): V3RenamedOptions {
  for (const [name, flows] of Object.entries(RENAMED)) {
    if (!flows.includes(flow) && values.delete(name))
      note(name, 'not-taken', `${flow} does not take it, so it is left out.`);
  }
  const connectionId = take(values, 'id_connection');
  if (connectionId !== undefined)
    note('id_connection', 'renamed', 'It is connection_id (`connectionId`) today.');
  return {
    ...connectorIdsOption(take(values, 'id_connector'), take(values, 'connectors'), note),
    ...capabilitiesOption(take(values, 'types'), note),
    ...(connectionId !== undefined && {connectionId}),
  };
}

function connectorIdsOption(
  idConnector: string | undefined,
  connectors: string | undefined,
  note: AddNote,
): V3RenamedOptions {
  const lists = [
    {name: 'id_connector', ids: listOf(idConnector)},
    {name: 'connectors', ids: listOf(connectors)},
  ].filter(({ids}) => ids.length > 0);
  const [first, second] = lists;
  if (!first) return {};
  if (second && first.ids.join() !== second.ids.join()) {
    note('id_connector', 'ambiguous', 'It disagrees with connectors, so both are left out.');
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

function capabilitiesOption(types: string | undefined, note: AddNote): V3RenamedOptions {
  if (types === undefined) return {};
  const capability = CAPABILITY_OF.get(types);
  if (!capability) {
    note(
      'types',
      'not-mapped',
      'Only `banks` or `providers` have a counterpart in connector_capabilities (`connectorCapabilities`), where several values mean all of them at once: it is left out.',
    );
    return {};
  }
  note('types', 'renamed', `It is connector_capabilities (\`connectorCapabilities\`) today: ${capability}.`);
  return {connectorCapabilities: Object.freeze([capability])};
}

/** Returns the code, from the query or from the fragment. */
function codeOption(values: Map<string, string>, hash: string, note: AddNote): V3Settings {
  // a temporary code never has a space: it was a + that nobody encoded
  const sent = take(values, 'code')?.replaceAll(' ', '+');
  for (const name of TOKEN_NAMES) {
    if (take(values, name) !== undefined) notePermanentToken(name, note);
  }
  const code = fragmentCode(hash, sent, note) ?? sent;
  return code === undefined ? {} : {code};
}

function fragmentCode(hash: string, sent: string | undefined, note: AddNote): string | undefined {
  // in a fragment, a + is a +
  const text = decodeOnce(hash.slice(1).replaceAll('+', '%2B'));
  if (text === '') return undefined;
  const [, name, value] = /^(code|access_token|token)=([^&]*)$/.exec(text ?? '') ?? [];
  if (name !== undefined && TOKEN_NAMES.includes(name)) {
    notePermanentToken('fragment', note);
    return undefined;
  }
  const code = value ?? text ?? '';
  if (!/^[\w+/.~-]+={0,2}$/.test(code)) {
    note('fragment', 'not-mapped', 'It is not read any more and holds no code: it is left out.');
    return undefined;
  }
  if (sent !== undefined && sent !== code) {
    note('fragment', 'ambiguous', 'It is not read any more: the code of the query is used.');
    return undefined;
  }
  note(
    'fragment',
    'moved',
    'It is not read any more: its code is the option `code`. That must be a temporary code. If it was a permanent token, keep the token on your back end and mint a temporary code with it.',
  );
  return code;
}

function notePermanentToken(parameter: string, note: AddNote): void {
  note(
    parameter,
    'permanent-token',
    'A permanent token must not travel in an address: keep it on your back end and mint a temporary code with it.',
  );
}
