import {ACCOUNT_TYPES} from '../bank-accounts.js';
import type {SandboxCapability, SandboxClient, SandboxConnector} from '../options.js';
import type {Connection, Payment, Transfer, World} from '../world.js';
import type {Flow, Parameter} from './parameters.js';
import {Refusal} from './refusal.js';
import {parametersOf, type Service} from './service.js';

const CAPABILITIES: readonly SandboxCapability[] = ['bank', 'bankwealth', 'document'];
const COUNTRY = 'FR';
const DANGEROUS_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'view-source:'];

/** Which accounts a user may share. What is absent filters nothing. */
export interface AccountFilter {
  readonly ibans?: readonly string[] | undefined;
  readonly types?: readonly string[] | undefined;
  readonly usages?: readonly string[] | undefined;
}

/** A request for a flow that was found to be in order. */
export interface Entry {
  readonly service: Service;
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
  /** How many connections the user may make at most. */
  readonly maxConnections: number;
  /** What the sign-in forms are filled with: values by field, by the connector's UUID. */
  readonly prefill: Prefill;
  readonly accounts: AccountFilter;
  readonly connection: Connection | undefined;
  readonly resetCredentials: boolean;
  readonly transfer: Transfer | undefined;
  readonly payment: Payment | undefined;
}

type Prefill = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Checks everything that a request for a flow says, and uses up its code if that works once.
 *
 * Throws a {@link Refusal} at the first thing that is wrong; the code is looked at last, so that a refused
 * request does not burn one.
 */
export function checkEntry(service: Service, flow: Flow, query: URLSearchParams, world: World): Entry {
  const {values, prefill} = namedOnce(service, flow, query, world);
  checkDomain(values);
  const client = clientOf(values, world);
  const redirectUri = redirectUriOf(values, client);
  const state = values.get('state');
  if (state !== undefined && redirectUri === undefined)
    throw new Refusal('state-without-redirect-uri', 'state');
  const capabilities = capabilitiesOf(values);
  const asked = askedConnectors(values, service, world);
  const country = countryOf(values);
  const connectors = (asked ?? world.connectors).filter(
    (connector) =>
      !connector.hidden &&
      capabilities.every((one) => connector.capabilities.includes(one)) &&
      (country === undefined || country === (connector.country ?? COUNTRY)),
  );
  const maxConnections = countOf(values, 'max_connections') ?? 1;
  const accounts = {
    ibans: listOf(values, 'account_ibans')?.map((iban) => iban.replaceAll(' ', '').toUpperCase()),
    types: accountTypesOf(values),
    usages: listOf(values, 'account_usages')?.map((usage) => usage.toUpperCase()),
  };
  const resetCredentials = booleanOf(values, 'reset_credentials');
  listOf(values, 'connection_sources');
  const ids = {
    connection: idOf(values, 'connection_id'),
    transfer: idOf(values, 'transfer_id'),
    payment: idOf(values, 'payment_id'),
  };
  const userId = userOf(values, world);
  const {connection, transfer, payment} = belongings(ids, userId, world);
  spend(values, world);
  const leavesNoChoice = asked?.length === 1 || (flow === 'payment' && connectors.length === 1);
  return {
    service,
    flow,
    client,
    redirectUri,
    state,
    userId,
    capabilities,
    connectors,
    onlyConnector: leavesNoChoice ? connectors[0] : undefined,
    maxConnections,
    prefill,
    accounts,
    connection,
    resetCredentials,
    transfer,
    payment,
  };
}

type Values = ReadonlyMap<Parameter, string>;

function namedOnce(
  service: Service,
  flow: Flow,
  query: URLSearchParams,
  world: World,
): {readonly values: Values; readonly prefill: Prefill} {
  const parameters = parametersOf(service, flow);
  const values = new Map<Parameter, string>();
  const prefill = new Map<string, Map<string, string>>();
  for (const [name, value] of query) {
    const isKnown = isParameter(name, parameters);
    if (!isKnown && !(flow === 'connect' && name.includes('.'))) {
      throw new Refusal('unknown-parameter', name, {expected: Object.keys(parameters)});
    }
    if (query.getAll(name).length > 1) throw new Refusal('repeated-parameter', name);
    if (value === '') throw new Refusal('empty-value', name);
    if (isKnown) {
      values.set(name, value);
    } else {
      const {uuid, field} = fieldNamed(name, world);
      prefill.set(uuid, (prefill.get(uuid) ?? new Map<string, string>()).set(field, value));
    }
  }
  for (const [name, need] of Object.entries(parameters)) {
    if (need === 'required' && !query.has(name)) throw new Refusal('missing-parameter', name);
  }
  if (values.has('transfer_id') && !values.has('code')) throw new Refusal('missing-parameter', 'code');
  return {values, prefill};
}

function isParameter(name: string, parameters: ReturnType<typeof parametersOf>): name is Parameter {
  return Object.hasOwn(parameters, name);
}

/** The field that `{connector_uuid}.{field}` names. A refusal never shows what it was to be filled with. */
function fieldNamed(parameter: string, world: World): {readonly uuid: string; readonly field: string} {
  const [uuid = '', ...rest] = parameter.split('.');
  const connector = world.connectors.find((candidate) => candidate.uuid === uuid);
  if (!connector) throw new Refusal('unknown-connector', parameter);
  const field = connector.fields.find(({name}) => name === rest.join('.'));
  if (!field) {
    const expected = connector.fields.filter(({type}) => type !== 'password');
    throw new Refusal('unknown-field', parameter, {expected: expected.map(({name}) => `${uuid}.${name}`)});
  }
  if (field.type === 'password') throw new Refusal('password-prefill', parameter);
  return {uuid, field: field.name};
}

function checkDomain(values: Values): void {
  const domain = values.get('domain');
  if (domain !== undefined && !/^[a-z\d]([a-z\d-]*[a-z\d])?\.biapi\.pro$/i.test(domain)) {
    throw new Refusal('invalid-domain', 'domain', {value: domain});
  }
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

function askedConnectors(
  values: Values,
  service: Service,
  world: World,
): readonly SandboxConnector[] | undefined {
  const ids = listOf(values, 'connector_ids');
  const uuids = listOf(values, 'connector_uuids');
  if (ids && uuids && !service.combinesConnectors) {
    throw new Refusal('conflicting-parameters', 'connector_ids,connector_uuids');
  }
  if (!ids && !uuids) return undefined;
  const asked = new Set([
    ...(ids ?? []).map((value) => connectorWith(({id}) => String(id), value, 'connector_ids', world)),
    ...(uuids ?? []).map((value) => connectorWith(({uuid}) => uuid, value, 'connector_uuids', world)),
  ]);
  return [...asked];
}

function connectorWith(
  keyOf: (connector: SandboxConnector) => string,
  value: string,
  parameter: Parameter,
  world: World,
): SandboxConnector {
  const connector = world.connectors.find((candidate) => keyOf(candidate) === value);
  if (!connector) throw new Refusal('unknown-connector', parameter, {value});
  return connector;
}

function countryOf(values: Values): string | undefined {
  const country = values.get('connector_country');
  if (country !== undefined && !/^[a-z]{2}$/i.test(country)) {
    throw new Refusal('invalid-country', 'connector_country', {value: country});
  }
  return country?.toUpperCase();
}

function countOf(values: Values, name: Parameter): number | undefined {
  const value = values.get(name);
  if (value !== undefined && !/^[1-9]\d*$/.test(value)) throw new Refusal('invalid-count', name, {value});
  return value === undefined ? undefined : Number(value);
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
  ids: Readonly<Record<'connection' | 'transfer' | 'payment', number | undefined>>,
  userId: number | undefined,
  world: World,
): Pick<Entry, 'connection' | 'transfer' | 'payment'> {
  const owned = <Thing>(
    parameter: Parameter,
    id: number | undefined,
    find: (user: number, id: number) => Thing | undefined,
  ): Thing | undefined => {
    if (userId === undefined || id === undefined) return undefined;
    const thing = find(userId, id);
    if (!thing) throw new Refusal('not-owned', parameter, {value: String(id)});
    return thing;
  };
  const connection = owned('connection_id', ids.connection, (user, id) => world.connectionOf(user, id));
  const transfer = owned('transfer_id', ids.transfer, (user, id) => world.transferOf(user, id));
  if (transfer && transfer.state !== 'created') {
    throw new Refusal('transfer-executed', 'transfer_id', {value: String(transfer.id)});
  }
  const payment = owned('payment_id', ids.payment, (user, id) => world.paymentOf(user, id));
  if (payment && payment.state !== 'created') {
    throw new Refusal('payment-settled', 'payment_id', {value: String(payment.id)});
  }
  return {connection, transfer, payment};
}

function spend(values: Values, world: World): void {
  const token = world.tokenOf(values.get('code') ?? '');
  if (typeof token !== 'string') world.use(token);
}
