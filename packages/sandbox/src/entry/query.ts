import type {World} from '../world/world.js';
import {type Flow, isSentByElement, type Parameter} from './parameters.js';
import {type Prefill, readPrefill} from './prefill.js';
import {Refusal} from './refusal.js';
import {parametersOf, type Service} from './service.js';
import type {Values} from './values.js';

/** The flows with a sign-in form that the request can fill in. */
const PREFILLED: readonly Flow[] = ['connect', 'manage'];

/**
 * Reads the query of a request for a flow.
 *
 * Refuses parameters that the flow does not have, that appear twice or are empty, and queries that lack a required
 * one.
 */
export function readQuery(
  service: Service,
  flow: Flow,
  query: URLSearchParams,
  world: World,
): {readonly values: Values; readonly prefill: Prefill} {
  const parameters = parametersOf(service, flow);
  const own = new URLSearchParams();
  const prefill = new Map<string, Map<string, string>>();
  for (const [name, value] of query) {
    if (Object.hasOwn(parameters, name)) own.append(name, value);
    else if (PREFILLED.includes(flow) && name.includes('.')) {
      checkOnce(query, name, value);
      const {uuid, field} = readPrefill(name, value, world);
      prefill.set(uuid, (prefill.get(uuid) ?? new Map<string, string>()).set(field, value));
    } else if (!service.takesElement || !isSentByElement(name)) own.append(name, value);
  }
  const values = readParameters<Parameter>(own, parameters, ['state']);
  if (values.has('transfer_id') && !values.has('code')) throw new Refusal('missing-parameter', 'code');
  return {values, prefill};
}

/**
 * Reads parameters by their table.
 *
 * Old clients send some parameters without a value, so `mayBeEmpty` names those that can be empty.
 */
export function readParameters<Name extends string>(
  query: URLSearchParams,
  parameters: Readonly<Partial<Record<Name, 'required' | 'optional'>>>,
  mayBeEmpty: readonly Name[],
): ReadonlyMap<Name, string> {
  const isKnown = (name: string): name is Name => Object.hasOwn(parameters, name);
  const values = new Map<Name, string>();
  for (const [name, value] of query) {
    if (!isKnown(name)) throw new Refusal('unknown-parameter', name, {expected: Object.keys(parameters)});
    checkOnce(query, name, mayBeEmpty.includes(name) ? undefined : value);
    values.set(name, value);
  }
  for (const [name, need] of Object.entries(parameters)) {
    if (need === 'required' && !query.has(name)) throw new Refusal('missing-parameter', name);
  }
  return values;
}

function checkOnce(query: URLSearchParams, name: string, value: string | undefined): void {
  if (query.getAll(name).length > 1) throw new Refusal('repeated-parameter', name);
  if (value === '') throw new Refusal('empty-value', name);
}
