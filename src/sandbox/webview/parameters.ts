/** The flows of the webview. */
export const FLOWS = ['connect', 'reconnect', 'manage', 'transfer'] as const;

/** One of the flows of the webview. */
export type Flow = (typeof FLOWS)[number];

/** Every parameter that some flow takes. */
export type Parameter =
  | 'client_id'
  | 'redirect_uri'
  | 'code'
  | 'state'
  | 'connector_ids'
  | 'connector_uuids'
  | 'connector_capabilities'
  | 'account_ibans'
  | 'account_types'
  | 'account_usages'
  | 'connection_id'
  | 'reset_credentials'
  | 'transfer_id';

/** What each flow takes, and whether it has to be there. */
export const PARAMETERS: Readonly<
  Record<Flow, Readonly<Partial<Record<Parameter, 'required' | 'optional'>>>>
> = {
  connect: {
    client_id: 'required',
    redirect_uri: 'required',
    code: 'optional',
    state: 'optional',
    connector_ids: 'optional',
    connector_uuids: 'optional',
    connector_capabilities: 'optional',
    account_ibans: 'optional',
    account_types: 'optional',
    account_usages: 'optional',
  },
  reconnect: {
    client_id: 'required',
    redirect_uri: 'required',
    code: 'required',
    connection_id: 'required',
    state: 'optional',
    reset_credentials: 'optional',
  },
  manage: {
    client_id: 'required',
    code: 'required',
    redirect_uri: 'optional',
    state: 'optional',
    connector_capabilities: 'optional',
    account_types: 'optional',
    account_usages: 'optional',
  },
  transfer: {
    client_id: 'required',
    redirect_uri: 'required',
    code: 'optional',
    state: 'optional',
    transfer_id: 'optional',
  },
};

/** Whether the webview has it. */
export function isFlow(value: string | undefined): value is Flow {
  return FLOWS.some((flow) => flow === value);
}
