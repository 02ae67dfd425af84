import type {SandboxCapability, SandboxConnector} from '../options.js';
import type {World} from '../world/world.js';
import type {Parameter} from './parameters.js';
import {Refusal} from './refusal.js';
import type {Service} from './service.js';
import {listOf, type Values} from './values.js';

const CAPABILITIES: readonly SandboxCapability[] = ['bank', 'bankwealth', 'document'];
const COUNTRY = 'FR';

/** The connectors that a request leaves to choose from. */
export interface OfferedConnectors {
  readonly capabilities: readonly SandboxCapability[];
  readonly connectors: readonly SandboxConnector[];
  /** Whether the request names exactly one. */
  readonly namesOne: boolean;
}

/** The connectors with every capability that is asked for, among those that are named if any are. */
export function offeredConnectors(values: Values, service: Service, world: World): OfferedConnectors {
  const capabilities = capabilitiesOf(values);
  const asked = askedConnectors(values, service, world);
  const country = countryOf(values);
  const connectors = (asked ?? world.connectors).filter(
    (connector) =>
      !connector.hidden &&
      capabilities.every((one) => connector.capabilities.includes(one)) &&
      (country === undefined || country === (connector.country ?? COUNTRY)),
  );
  return {capabilities, connectors, namesOne: asked?.length === 1};
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
