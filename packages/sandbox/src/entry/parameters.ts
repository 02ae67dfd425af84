// budgea-webview has a table of parameters, too. This one is written a second time on purpose, like all tables of
// this folder: the sandbox plays the service, and must not share code with the package that it tests. With shared
// code, a mistake would be on both sides, and no test would find it.

/** The flows of the webview. */
export const FLOWS = ['connect', 'reconnect', 'manage', 'transfer', 'payment'] as const;

/** One of the flows of the webview. */
export type Flow = (typeof FLOWS)[number];

/** A parameter of any flow. */
export type Parameter =
  | 'domain'
  | 'client_id'
  | 'redirect_uri'
  | 'code'
  | 'state'
  | 'response_type'
  | 'connector_ids'
  | 'connector_uuids'
  | 'connector_capabilities'
  | 'account_ibans'
  | 'account_types'
  | 'account_usages'
  | 'connection_id'
  | 'reset_credentials'
  | 'transfer_id'
  | 'payment_id'
  | 'max_connections'
  | 'connector_country'
  | 'connection_sources'
  | 'sources';

/** The parameters that a flow takes, and whether each is required. */
export type Parameters = Readonly<Partial<Record<Parameter, 'required' | 'optional'>>>;

/**
 * The parameters of each flow, at both addresses.
 *
 * Connect and manage also take `{connector_uuid}.{field}` for every field that is not a password.
 */
export const PARAMETERS: Readonly<Record<Flow, Parameters>> = {
  connect: {
    client_id: 'required',
    redirect_uri: 'required',
    code: 'optional',
    state: 'optional',
    response_type: 'optional',
    connector_ids: 'optional',
    connector_uuids: 'optional',
    connector_capabilities: 'optional',
    account_ibans: 'optional',
    account_types: 'optional',
    account_usages: 'optional',
    max_connections: 'optional',
    connector_country: 'optional',
  },
  reconnect: {
    client_id: 'required',
    redirect_uri: 'required',
    code: 'required',
    connection_id: 'required',
    state: 'optional',
    response_type: 'optional',
    reset_credentials: 'optional',
    connection_sources: 'optional',
    sources: 'optional',
  },
  manage: {
    client_id: 'required',
    code: 'required',
    redirect_uri: 'optional',
    state: 'optional',
    response_type: 'optional',
    connection_id: 'optional',
    connector_uuids: 'optional',
    connector_capabilities: 'optional',
    connector_country: 'optional',
    account_types: 'optional',
    account_usages: 'optional',
  },
  transfer: {
    client_id: 'required',
    redirect_uri: 'required',
    code: 'optional',
    state: 'optional',
    response_type: 'optional',
    transfer_id: 'optional',
  },
  payment: {
    client_id: 'required',
    redirect_uri: 'required',
    code: 'required',
    payment_id: 'required',
    state: 'optional',
    response_type: 'optional',
  },
};

/**
 * The parameters that the vendor's element sends to every flow if its page sets them.
 *
 * It has one set of options for all flows. The flows that do not take one of these parameters ignore it.
 */
const ELEMENT_PARAMETERS: readonly string[] = [
  'code',
  'redirect_uri',
  'max_connections',
  'connector_uuids',
  'connector_capabilities',
  'connector_country',
  'account_types',
  'account_usages',
  'account_ibans',
  'state',
  'connection_id',
  'reset_credentials',
  'sources',
  'payment_id',
];

/** Whether the vendor's element sends a parameter to any flow: one of its options, or a field of a sign-in form. */
export function isSentByElement(name: string): boolean {
  return ELEMENT_PARAMETERS.includes(name) || name.includes('.');
}

/** Whether the webview has a flow of this name. */
export function isFlow(value: string | undefined): value is Flow {
  return FLOWS.some((flow) => flow === value);
}
