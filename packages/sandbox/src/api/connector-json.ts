import {labelIn} from '../language.js';
import type {SandboxCapability, SandboxConnector, SandboxField} from '../options.js';
import {sourceNames} from '../world/connections.js';
import type {Json} from './representations.js';
import {relation, type View} from './view.js';

/** Returns a connector as JSON. `expand` may have `fields`, `sources` and `countries`. */
export function connectorJson(connector: SandboxConnector, view: View): Json {
  const {id, uuid, name, color, capabilities, hidden = false, fields, country = 'FR'} = connector;
  return {
    id,
    uuid,
    name,
    color,
    capabilities,
    hidden,
    charged: true,
    beta: false,
    restricted: false,
    code: null,
    slug: null,
    siret: null,
    sync_frequency: null,
    months_to_fetch: null,
    auth_mechanism: 'credentials',
    available_auth_mechanisms: ['credentials'],
    account_usages: capabilities.includes('bank') ? ['PRIV', 'ORGA'] : [],
    products: capabilities.flatMap((capability) => PRODUCTS.get(capability) ?? []),
    ...relation(view, 'fields', () => fields.map((field) => fieldJson(field, view))),
    ...relation(view, 'sources', () => connectorSources(connector)),
    ...relation(view, 'countries', () => [{id: country.toUpperCase(), name: country.toUpperCase()}]),
  };
}

/** The product that a capability belongs to. */
const PRODUCTS: ReadonlyMap<SandboxCapability, string> = new Map([
  ['bank', 'bank'],
  ['bankwealth', 'wealth'],
  ['document', 'bill'],
  ['transfer', 'pay'],
]);

/** Returns the sources of a connector as JSON. */
export function connectorSources(connector: SandboxConnector): readonly Json[] {
  return sourceNames(connector).map((name, index) => ({
    id: sourceId(connector, index),
    id_connector: connector.id,
    name,
    auth_mechanism: 'credentials',
    available_auth_mechanisms: ['credentials'],
    disabled: null,
    priority: index + 1,
    account_usages: connector.capabilities.includes('bank') ? ['PRIV', 'ORGA'] : [],
  }));
}

/** Returns the id of one of a connector’s sources. */
export function sourceId({id}: SandboxConnector, index: number): number {
  return id * 10 + index;
}

/** Returns a field of a form as JSON. */
export function fieldJson(field: SandboxField, {language}: View): Json {
  const {name, label, type, regex = null, values} = field;
  return {
    name,
    label: labelIn(label, language),
    type,
    regex,
    required: true,
    auth_mechanisms: ['credentials'],
    connector_sources: [],
    ...(values && {values: values.map((one) => ({label: labelIn(one.label, language), value: one.value}))}),
  };
}
