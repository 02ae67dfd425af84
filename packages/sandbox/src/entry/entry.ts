import {ACCOUNT_TYPES} from '../bank-accounts.js';
import type {SandboxCapability, SandboxClient, SandboxConnector} from '../options.js';
import type {Connection} from '../world/connections.js';
import type {Owned} from '../world/owned.js';
import type {Payment} from '../world/payments.js';
import type {Token} from '../world/tokens.js';
import type {Transfer} from '../world/transfers.js';
import type {World} from '../world/world.js';
import type {AccountFilter} from './account-filter.js';
import {refuseNull, unknownCode} from './code.js';
import {readOfferedConnectors} from './offered-connectors.js';
import type {Flow, Parameter} from './parameters.js';
import type {PayEntry} from './pay-page.js';
import {readPayment} from './payment.js';
import type {Prefill} from './prefill.js';
import {readQuery} from './query.js';
import {readRedirectUri} from './redirect-uri.js';
import {Refusal} from './refusal.js';
import type {Service} from './service.js';
import {readBoolean, readCount, readId, readList, type Values} from './values.js';

/** A request to start a flow, after all checks. */
export interface Entry {
  readonly service: Service;
  readonly flow: Flow;
  readonly client: SandboxClient;
  readonly redirectUri: string | undefined;
  readonly state: string | undefined;
  /** The user that the code belongs to, if the request has a code. */
  readonly userId: number | undefined;
  readonly capabilities: readonly SandboxCapability[];
  /** The connectors that the user can choose from. */
  readonly connectors: readonly SandboxConnector[];
  /** The connector, if there is nothing to choose. */
  readonly onlyConnector: SandboxConnector | undefined;
  /** The number of connections that the user can make. */
  readonly maxConnections: number;
  readonly prefill: Prefill;
  readonly accounts: AccountFilter;
  readonly connection: Connection | undefined;
  readonly resetCredentials: boolean;
  /** The sources that reconnect renews. An absent list means all. It counts only with `resetCredentials`. */
  readonly sources: readonly string[] | undefined;
  readonly transfer: Transfer | undefined;
  readonly payment: Payment | undefined;
  /** What the address names, if it is one of the API Pay webview. */
  readonly pay: PayEntry | undefined;
}

/**
 * Reads and checks a request to start a flow, then uses up its code if that code works only once.
 *
 * A refused request does not use up the code.
 *
 * @throws {Refusal} for the first thing that is wrong.
 */
export function readEntry(service: Service, flow: Flow, url: URL, world: World): Entry {
  const query = readQuery(service, flow, url.searchParams, world);
  checkDomain(query.values, [...world.domains, url.host]);
  return readValues(service, flow, query, world);
}

/** Checks the values of a request, as {@link readEntry} does. */
export function readValues(
  service: Service,
  flow: Flow,
  {values, prefill}: {readonly values: Values; readonly prefill: Prefill},
  world: World,
): Entry {
  const client = readClient(values, world);
  const redirectUri = readRedirectUri(values, client);
  const state = values.get('state');
  if (state && redirectUri === undefined) throw new Refusal('state-without-redirect-uri', 'state');
  const {capabilities, connectors, namesOne} = readOfferedConnectors(values, service, world);
  const maxConnections = readCount(values, 'max_connections') ?? 1;
  const accounts = {
    ibans: readList(values, 'account_ibans')?.map((iban) => iban.replaceAll(' ', '').toUpperCase()),
    types: readAccountTypes(values),
    usages: readList(values, 'account_usages')?.map((usage) => usage.toUpperCase()),
  };
  const resetCredentials = readBoolean(values, 'reset_credentials');
  // the vendor's element has a shorter name for it
  const sources = readList(values, 'connection_sources') ?? readList(values, 'sources');
  const connectionId = readId(values, 'connection_id');
  const transferId = readId(values, 'transfer_id');
  const payment = flow === 'payment' ? readPayment(values, client, world) : undefined;
  const token = flow === 'payment' ? undefined : readCode(values, service, world);
  const userId = token?.userId;
  const connection = findConnection(flow, connectionId, userId, world);
  const transfer = findOwned(world.transfers, 'transfer_id', transferId, userId);
  if (transfer && transfer.state !== 'created') {
    throw new Refusal('transfer-executed', 'transfer_id', {value: String(transfer.id)});
  }
  if (token) world.tokens.use(token);
  const hasNoChoice = namesOne || (flow === 'payment' && connectors.length === 1);
  return {
    service,
    flow,
    client,
    redirectUri,
    state,
    userId,
    capabilities,
    connectors,
    onlyConnector: hasNoChoice ? connectors[0] : undefined,
    maxConnections,
    prefill,
    accounts,
    connection,
    resetCredentials,
    sources: resetCredentials ? sources : undefined,
    transfer,
    payment,
    pay: undefined,
  };
}

/** Clients that are given only an address send its host as the domain, so that is one, too. */
function checkDomain(values: Values, domains: readonly string[]): void {
  const domain = values.get('domain');
  const expected = domains.flatMap(domainForms);
  if (domain !== undefined && !expected.includes(domain.toLowerCase())) {
    throw new Refusal('unknown-domain', 'domain', {value: domain, expected});
  }
}

/** Returns the ways to write a domain: its name, or the host under biapi.pro. A host of its own has only one. */
function domainForms(domain: string): readonly string[] {
  const name = domain.toLowerCase();
  return /[.:]/.test(name) ? [name] : [name, `${name}.biapi.pro`];
}

function readClient(values: Values, world: World): SandboxClient {
  const id = values.get('client_id') ?? '';
  const client = world.clients.get(id);
  if (!client) throw new Refusal('unknown-client', 'client_id', {value: id});
  return client;
}

function readAccountTypes(values: Values): readonly string[] | undefined {
  const types = readList(values, 'account_types');
  const unknown = types?.find((type) => !ACCOUNT_TYPES.some((known) => known === type));
  if (unknown !== undefined) {
    throw new Refusal('unknown-account-type', 'account_types', {value: unknown, expected: ACCOUNT_TYPES});
  }
  return types;
}

function readCode(values: Values, {takesToken}: Service, world: World): Token | undefined {
  const code = values.get('code');
  if (code === undefined) return undefined;
  refuseNull(code);
  const token = world.tokens.find(code);
  if (typeof token !== 'string') {
    if (token.kind === 'permanent' && !takesToken) throw new Refusal('permanent-token', 'code');
    return token;
  }
  if (token === 'unknown') throw unknownCode(code);
  throw new Refusal(token === 'used' ? 'used-code' : 'expired-code', 'code');
}

/** Returns the connection that a request names. Manage opens its list if the user does not have it. */
function findConnection(
  flow: Flow,
  id: number | undefined,
  userId: number | undefined,
  {connections}: World,
): Connection | undefined {
  if (flow !== 'manage') return findOwned(connections, 'connection_id', id, userId);
  return id === undefined || userId === undefined ? undefined : connections.find(userId, id);
}

function findOwned<Thing extends {readonly id: number; readonly userId: number}>(
  things: Owned<Thing>,
  parameter: Parameter,
  id: number | undefined,
  userId: number | undefined,
): Thing | undefined {
  if (userId === undefined || id === undefined) return undefined;
  const thing = things.find(userId, id);
  if (!thing) throw new Refusal('not-owned', parameter, {value: String(id)});
  return thing;
}
