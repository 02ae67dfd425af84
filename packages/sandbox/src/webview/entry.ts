import {ACCOUNT_TYPES} from '../bank-accounts.js';
import type {SandboxCapability, SandboxClient, SandboxConnector} from '../options.js';
import type {Connection} from '../world/connections.js';
import type {Payment} from '../world/payments.js';
import type {Transfer} from '../world/transfers.js';
import type {World} from '../world/world.js';
import type {Owned} from '../world/owned.js';
import {offeredConnectors} from './offered-connectors.js';
import type {Flow, Parameter} from './parameters.js';
import type {Prefill} from './prefill.js';
import {readQuery} from './query.js';
import {redirectUriOf} from './redirect-uri.js';
import {Refusal} from './refusal.js';
import type {Service} from './service.js';
import {booleanOf, countOf, idOf, listOf, type Values} from './values.js';

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
  readonly prefill: Prefill;
  readonly accounts: AccountFilter;
  readonly connection: Connection | undefined;
  readonly resetCredentials: boolean;
  readonly transfer: Transfer | undefined;
  readonly payment: Payment | undefined;
}

/**
 * Checks everything that a request for a flow says, and uses up its code if that works once.
 *
 * Throws a {@link Refusal} at the first thing that is wrong; the code is looked at last, so that a refused
 * request does not burn one.
 */
export function checkEntry(service: Service, flow: Flow, query: URLSearchParams, world: World): Entry {
  const {values, prefill} = readQuery(service, flow, query, world);
  checkDomain(values);
  const client = clientOf(values, world);
  const redirectUri = redirectUriOf(values, client);
  const state = values.get('state');
  if (state !== undefined && redirectUri === undefined)
    throw new Refusal('state-without-redirect-uri', 'state');
  const {capabilities, connectors, namesOne} = offeredConnectors(values, service, world);
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
  const leavesNoChoice = namesOne || (flow === 'payment' && connectors.length === 1);
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

function accountTypesOf(values: Values): readonly string[] | undefined {
  const types = listOf(values, 'account_types');
  const unknown = types?.find((type) => !ACCOUNT_TYPES.some((known) => known === type));
  if (unknown !== undefined) {
    throw new Refusal('unknown-account-type', 'account_types', {value: unknown, expected: ACCOUNT_TYPES});
  }
  return types;
}

function userOf(values: Values, world: World): number | undefined {
  const code = values.get('code');
  if (code === undefined) return undefined;
  if (code === 'null' || code === 'undefined') throw new Refusal('null-value', 'code', {value: code});
  const token = world.tokens.find(code);
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
  const owned = <Thing extends {readonly id: number; readonly userId: number}>(
    parameter: Parameter,
    id: number | undefined,
    things: Owned<Thing>,
  ): Thing | undefined => {
    if (userId === undefined || id === undefined) return undefined;
    const thing = things.find(userId, id);
    if (!thing) throw new Refusal('not-owned', parameter, {value: String(id)});
    return thing;
  };
  const connection = owned('connection_id', ids.connection, world.connections);
  const transfer = owned('transfer_id', ids.transfer, world.transfers);
  if (transfer && transfer.state !== 'created') {
    throw new Refusal('transfer-executed', 'transfer_id', {value: String(transfer.id)});
  }
  const payment = owned('payment_id', ids.payment, world.payments);
  if (payment && payment.state !== 'created') {
    throw new Refusal('payment-settled', 'payment_id', {value: String(payment.id)});
  }
  return {connection, transfer, payment};
}

function spend(values: Values, world: World): void {
  const token = world.tokens.find(values.get('code') ?? '');
  if (typeof token !== 'string') world.tokens.use(token);
}
