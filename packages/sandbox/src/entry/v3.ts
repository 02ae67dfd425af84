import {own} from '../own.js';
import type {World} from '../world/world.js';
import {type Entry, readValues} from './entry.js';
import type {Flow, Parameter} from './parameters.js';
import {readParameters} from './query.js';
import {Refusal} from './refusal.js';
import {V3} from './service.js';

/** The pages of the webview of before 2019, which the documentation calls v3. */
export const V3_PAGES = ['connect/select', 'accounts'] as const;

/** One of the pages of v3. */
export type V3Page = (typeof V3_PAGES)[number];

type V3Parameter =
  | 'client_id'
  | 'redirect_uri'
  | 'state'
  | 'response_type'
  | 'types'
  | 'id_connector'
  | 'connectors'
  | 'id_connection'
  | 'code';

const V3_PARAMETERS: Readonly<
  Record<V3Page, Readonly<Partial<Record<V3Parameter, 'required' | 'optional'>>>>
> = {
  'connect/select': {
    client_id: 'required',
    redirect_uri: 'required',
    state: 'optional',
    response_type: 'optional',
    types: 'optional',
    id_connector: 'optional',
    connectors: 'optional',
    id_connection: 'optional',
    code: 'optional',
  },
  accounts: {
    client_id: 'required',
    redirect_uri: 'required',
    state: 'optional',
    response_type: 'optional',
    types: 'optional',
    code: 'optional',
  },
};

/** What today's flows call the parameters that have another name there. */
const TODAYS_NAMES: Readonly<Partial<Record<V3Parameter, Parameter>>> = own({
  types: 'connector_capabilities',
  id_connector: 'connector_ids',
  connectors: 'connector_ids',
  id_connection: 'connection_id',
});

const CAPABILITIES: ReadonlyMap<string, string> = new Map([
  ['banks', 'bank'],
  ['providers', 'document'],
]);

/**
 * Reads and checks a request for a page of v3, as {@link readEntry} does for a flow.
 *
 * @throws {Refusal} for the first thing that is wrong. It names the parameter as v3 does.
 */
export function readV3Entry(page: V3Page, query: URLSearchParams, world: World): Entry {
  const values = readParameters<V3Parameter>(query, V3_PARAMETERS[page], ['state', 'code']);
  if (values.has('id_connector') && values.has('connectors')) {
    throw new Refusal('conflicting-parameters', 'id_connector,connectors');
  }
  const flow = flowOf(page, values);
  if (flow !== 'connect' && !values.get('code')) throw new Refusal('missing-parameter', 'code');
  try {
    return readValues(V3, flow, {values: todaysValues(values), prefill: new Map()}, world);
  } catch (error) {
    throw error instanceof Refusal ? inV3Terms(error, values) : error;
  }
}

function flowOf(page: V3Page, values: ReadonlyMap<V3Parameter, string>): Flow {
  if (page === 'accounts') return 'manage';
  return values.has('id_connection') ? 'reconnect' : 'connect';
}

function todaysValues(values: ReadonlyMap<V3Parameter, string>): ReadonlyMap<Parameter, string> {
  const todays = new Map<Parameter, string>();
  for (const [name, value] of values) {
    if (name === 'code' && value === '') continue;
    todays.set(todaysName(name), name === 'types' ? capabilityOf(value) : value);
  }
  return todays;
}

function todaysName(name: V3Parameter): Parameter {
  return TODAYS_NAMES[name] ?? (name as Parameter);
}

function capabilityOf(value: string): string {
  const capability = CAPABILITIES.get(value);
  if (capability === undefined) {
    throw new Refusal('unknown-choice', 'types', {value, expected: [...CAPABILITIES.keys()]});
  }
  return capability;
}

/** Returns a refusal with the name that the request has for its parameter. */
function inV3Terms(refusal: Refusal, values: ReadonlyMap<V3Parameter, string>): Refusal {
  const name = [...values.keys()].find((candidate) => todaysName(candidate) === refusal.parameter);
  if (name === undefined) return refusal;
  const {kind, value, expected} = refusal;
  return new Refusal(kind, name, {expected, ...(value !== undefined && {value})});
}
