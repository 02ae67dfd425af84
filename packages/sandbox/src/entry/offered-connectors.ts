import {CAPABILITIES} from '../connectors.js';
import type {SandboxCapability, SandboxConnector} from '../options.js';
import type {World} from '../world/world.js';
import type {Parameter} from './parameters.js';
import {Refusal} from './refusal.js';
import type {Service} from './service.js';
import {readList, type Values} from './values.js';

const DEFAULT_COUNTRY = 'FR';

/** The connectors that a user can choose from. */
export interface OfferedConnectors {
  readonly capabilities: readonly SandboxCapability[];
  readonly connectors: readonly SandboxConnector[];
  /** Whether the request names exactly one connector. */
  readonly namesOne: boolean;
}

/** Returns the connectors that a request asks for: by id or UUID, by country, and with all the capabilities it names. */
export function readOfferedConnectors(values: Values, service: Service, world: World): OfferedConnectors {
  const capabilities = readCapabilities(values);
  const named = readNamedConnectors(values, service, world);
  const country = readCountry(values);
  const connectors = (named ?? world.connectors).filter(
    (connector) =>
      !connector.hidden &&
      capabilities.every((capability) => connector.capabilities.includes(capability)) &&
      (country === undefined || country === (connector.country ?? DEFAULT_COUNTRY)),
  );
  return {capabilities, connectors, namesOne: named?.length === 1};
}

function readCapabilities(values: Values): readonly SandboxCapability[] {
  const names = readList(values, 'connector_capabilities') ?? ['bank'];
  return names.map((name) => {
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

function readNamedConnectors(
  values: Values,
  service: Service,
  world: World,
): readonly SandboxConnector[] | undefined {
  const ids = readList(values, 'connector_ids');
  const uuids = readList(values, 'connector_uuids');
  if (ids && uuids && !service.combinesConnectors) {
    throw new Refusal('conflicting-parameters', 'connector_ids,connector_uuids');
  }
  if (!ids && !uuids) return undefined;
  const named = new Set([
    ...(ids ?? []).map((value) => findConnector(({id}) => String(id), value, 'connector_ids', world)),
    ...(uuids ?? []).map((value) => findConnector(({uuid}) => uuid, value, 'connector_uuids', world)),
  ]);
  return [...named];
}

function findConnector(
  keyOf: (connector: SandboxConnector) => string,
  value: string,
  parameter: Parameter,
  world: World,
): SandboxConnector {
  const connector = world.connectors.find((candidate) => keyOf(candidate) === value);
  if (!connector) throw new Refusal('unknown-connector', parameter, {value});
  return connector;
}

function readCountry(values: Values): string | undefined {
  const country = values.get('connector_country');
  if (country !== undefined && !/^[a-z]{2}$/i.test(country)) {
    throw new Refusal('invalid-country', 'connector_country', {value: country});
  }
  return country?.toUpperCase();
}
