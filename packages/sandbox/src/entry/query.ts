import type {World} from '../world/world.js';
import {type Flow, isSentByElement, type Parameter, type Parameters} from './parameters.js';
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
 * one. An empty `state` is accepted, because old clients send it.
 */
export function readQuery(
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
    const isPrefill = PREFILLED.includes(flow) && name.includes('.');
    if (!isKnown && !isPrefill) {
      if (service.takesElement && isSentByElement(name)) continue;
      throw new Refusal('unknown-parameter', name, {expected: Object.keys(parameters)});
    }
    if (query.getAll(name).length > 1) throw new Refusal('repeated-parameter', name);
    if (value === '' && name !== 'state') throw new Refusal('empty-value', name);
    if (isKnown) {
      values.set(name, value);
    } else {
      const {uuid, field} = readPrefill(name, value, world);
      prefill.set(uuid, (prefill.get(uuid) ?? new Map<string, string>()).set(field, value));
    }
  }
  for (const [name, need] of Object.entries(parameters)) {
    if (need === 'required' && !query.has(name)) throw new Refusal('missing-parameter', name);
  }
  if (values.has('transfer_id') && !values.has('code')) throw new Refusal('missing-parameter', 'code');
  return {values, prefill};
}

function isParameter(name: string, parameters: Parameters): name is Parameter {
  return Object.hasOwn(parameters, name);
}
