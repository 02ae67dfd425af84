import {ACCOUNT_TYPES} from '../bank-accounts.js';
import type {SandboxCapability, SandboxClient, SandboxConnector} from '../options.js';
import type {Connection, Transfer, World} from '../world.js';
import {type Flow, PARAMETERS, type Parameter} from './parameters.js';
import {Refusal} from './refusal.js';

const CAPABILITIES: readonly SandboxCapability[] = ['bank', 'document'];
const DANGEROUS_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'view-source:'];

/** Which accounts a user may share. What is absent filters nothing. */
export interface AccountFilter {
  readonly ibans?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly usages?: readonly string[] | undefined;
}

/** A request for a flow that was found to be in order. */
export interface Entry {
  readonly flow: Flow;
  readonly client: SandboxClient;
  readonly redirectUri: string | undefined;
  readonly state: string | undefined;
  /** The user of the code; absent where none was sent. */
  readonly userId: number | undefined;
  readonly capabilities: readonly SandboxCapability[];
  /** What the user can pick from. */
  readonly connectors: readonly SandboxConnector[];
  /** The one connector that was asked for, which leaves nothing to pick. */
  readonly onlyConnector: SandboxConnector | undefined;
  readonly accounts: AccountFilter;
  readonly connection: Connection | undefined;
  readonly resetCredentials: boolean;
  readonly transfer: Transfer | undefined;
}

/**
 * Checks everything that a request for a flow says, and uses up its code if that works once.
 *
 * Throws a {@link Refusal} at the first thing that is wrong; the code is looked at last, so that a refused
 * request does not burn one.
 */
export function checkEntry(flow: Flow, query: URLSearchParams, world: World): Entry {
  const values = namedOnce(flow, query);
  const client = clientOf(values, world);
  const redirectUri = redirectUriOf(values, client);
  const state = values.get('state');
  if (state !== undefined && redirectUri === undefined)
    throw new Refusal('state-without-redirect-uri', 'state');
  const capabilities = capabilitiesOf(values);
  const asked = askedConnectors(values, world);
  const connectors = (asked ?? world.connectors).filter(
    (connector) => !connector.hidden && capabilities.every((one) => connector.capabilities.includes(one)),
  );
  const accounts = {
    ibans: listOf(values, 'account_ibans')?.map((iban) => iban.replaceAll(' ', '').toUpperCase()),
    types: accountTypesOf(values),
    usages: listOf(values, 'account_usages')?.map((usage) => usage.toUpperCase()),
  };
  const resetCredentials = booleanOf(values, 'reset_credentials');
  const ids = {connection: idOf(values, 'connection_id'), transfer: idOf(values, 'transfer_id')};
  const userId = userOf(values, world);
  const {connection, transfer} = belongings(ids, userId, world);
  spend(values, world);
  return {
    flow,
    client,
    redirectUri,
    state,
    userId,
    capabilities,
    connectors,
    onlyConnector: asked?.length === 1 ? connectors[0] : undefined,
    accounts,
    connection,
    resetCredentials,
    transfer,
  };
}

type Values = ReadonlyMap<Parameter, string>;

function namedOnce(flow: Flow, query: URLSearchParams): Values {
  const parameters = PARAMETERS[flow];
  const values = new Map<Parameter, string>();
  for (const [name, value] of query) {
    if (!isParameter(name, flow)) {
      throw new Refusal('unknown-parameter', name, {expected: Object.keys(parameters)});
    }
    if (values.has(name)) throw new Refusal('repeated-parameter', name);
    if (value === '') throw new Refusal('empty-value', name);
    values.set(name, value);
  }
  for (const [name, need] of Object.entries(parameters)) {
    if (need === 'required' && !query.has(name)) throw new Refusal('missing-parameter', name);
  }
  if (values.has('transfer_id') && !values.has('code')) throw new Refusal('missing-parameter', 'code');
  return values;
}

function isParameter(name: string, flow: Flow): name is Parameter {
  return Object.hasOwn(PARAMETERS[flow], name);
}

function clientOf(values: Values, world: World): SandboxClient {
  const id = values.get('client_id') ?? '';
  const client = world.clients.get(id);
  if (!client) throw new Refusal('unknown-client', 'client_id', {value: id});
  return client;
}

function redirectUriOf(values: Values, client: SandboxClient): string | undefined {
  const uri = values.get('redirect_uri');
  if (uri === undefined) return undefined;
  // a parser drops line breaks and tabs in silence, so that what it read is not what was sent
  const parsed = /[\s\p{Cc}]/u.test(uri) ? null : parsedUrl(uri);
  if (!parsed || DANGEROUS_SCHEMES.includes(parsed.protocol)) {
    throw new Refusal('invalid-redirect-uri', 'redirect_uri', {value: uri});
  }
  if (client.redirectUris && !client.redirectUris.includes(uri)) {
    throw new Refusal('redirect-uri-not-whitelisted', 'redirect_uri', {
      value: uri,
      expected: client.redirectUris,
    });
  }
  return uri;
}

function parsedUrl(uri: string): URL | null {
  try {
    return new URL(uri);
  } catch {
    return null;
  }
}

function capabilitiesOf(values: Values): readonly SandboxCapability[] {
  const asked = listOf(values, 'connector_capabilities') ?? ['bank'];
  return asked.map((name) => {
    const capability = CAPABILITIES.find((known) => known === name);
    if (!capability) {
      throw new Refusal('unknown-capability', 'connector_capabilities', {
        value: name,
        expected: CAPABILITIES,
      });
    }
    return capability;
  });
}

function askedConnectors(values: Values, world: World): readonly SandboxConnector[] | undefined {
  const ids = listOf(values, 'connector_ids');
  const uuids = listOf(values, 'connector_uuids');
  if (ids && uuids) throw new Refusal('conflicting-parameters', 'connector_ids,connector_uuids');
  const parameter = ids ? 'connector_ids' : 'connector_uuids';
  const asked = (ids ?? uuids)?.map((value) => {
    const connector = world.connectors.find(({id, uuid}) => (ids ? String(id) : uuid) === value);
    if (!connector) throw new Refusal('unknown-connector', parameter, {value});
    return connector;
  });
  return asked && [...new Set(asked)];
}

function accountTypesOf(values: Values): readonly string[] | undefined {
  const types = listOf(values, 'account_types');
  const unknown = types?.find((type) => !ACCOUNT_TYPES.some((known) => known === type));
  if (unknown !== undefined) {
    throw new Refusal('unknown-account-type', 'account_types', {value: unknown, expected: ACCOUNT_TYPES});
  }
  return types;
}

function listOf(values: Values, name: Parameter): readonly string[] | undefined {
  const items = values.get(name)?.split(',');
  if (items?.includes('')) throw new Refusal('empty-value', name);
  return items;
}

function booleanOf(values: Values, name: Parameter): boolean {
  const value = values.get(name);
  if (value !== undefined && value !== 'true' && value !== 'false') {
    throw new Refusal('invalid-boolean', name, {value, expected: ['true', 'false']});
  }
  return value === 'true';
}

function idOf(values: Values, name: Parameter): number | undefined {
  const value = values.get(name);
  if (value !== undefined && !/^\d+$/.test(value)) throw new Refusal('invalid-id', name, {value});
  return value === undefined ? undefined : Number(value);
}

function userOf(values: Values, world: World): number | undefined {
  const code = values.get('code');
  if (code === undefined) return undefined;
  if (code === 'null' || code === 'undefined') throw new Refusal('null-value', 'code', {value: code});
  const token = world.tokenOf(code);
  if (typeof token !== 'string') {
    if (token.kind === 'permanent') throw new Refusal('permanent-token', 'code');
    return token.userId;
  }
  if (token === 'unknown') throw new Refusal(code.includes(' ') ? 'code-with-space' : 'unknown-code', 'code');
  throw new Refusal(token === 'used' ? 'used-code' : 'expired-code', 'code');
}

function belongings(
  ids: {readonly connection: number | undefined; readonly transfer: number | undefined},
  userId: number | undefined,
  world: World,
): Pick<Entry, 'connection' | 'transfer'> {
  if (userId === undefined) return {connection: undefined, transfer: undefined};
  const connection = ids.connection === undefined ? undefined : world.connectionOf(userId, ids.connection);
  if (ids.connection !== undefined && !connection) {
    throw new Refusal('not-owned', 'connection_id', {value: String(ids.connection)});
  }
  const transfer = ids.transfer === undefined ? undefined : world.transferOf(userId, ids.transfer);
  if (ids.transfer !== undefined && !transfer) {
    throw new Refusal('not-owned', 'transfer_id', {value: String(ids.transfer)});
  }
  if (transfer && transfer.state !== 'created') {
    throw new Refusal('transfer-executed', 'transfer_id', {value: String(transfer.id)});
  }
  return {connection, transfer};
}

function spend(values: Values, world: World): void {
  const token = world.tokenOf(values.get('code') ?? '');
  if (typeof token !== 'string') world.use(token);
}
