import type {SandboxCapability, SandboxConnector} from '../options.js';
import {ApiError} from './api-error.js';
import {type Call, type Handler, pageOf} from './call.js';
import {connectorJson, connectorSources} from './connector-json.js';
import {viewOf} from './view.js';

/** Answers with the connectors that have a capability, or with all of them. */
export function listConnectors(name: string, capability?: SandboxCapability): Handler {
  return (call) => {
    const countries = call.url.searchParams.get('country_codes')?.toUpperCase().split(',');
    const view = viewOf(call);
    return pageOf(
      call,
      name,
      connectorsWith(call, capability)
        .filter(({country = 'FR'}) => countries?.includes(country.toUpperCase()) ?? true)
        .map((connector) => connectorJson(connector, view)),
    );
  };
}

/** Answers with the connector that the path names by its UUID or its id. */
export function readConnector(capability?: SandboxCapability): Handler {
  return (call) => connectorJson(connectorOf(call, capability), viewOf(call));
}

/** Answers with the sources of a connector. */
export const listConnectorSources: Handler = (call) =>
  pageOf(call, 'sources', connectorSources(connectorOf(call, undefined)));

function connectorOf(call: Call, capability: SandboxCapability | undefined): SandboxConnector {
  const key = call.path['connector'] ?? '';
  const connector = connectorsWith(call, capability).find(
    ({id, uuid}) => String(id) === key || uuid === key.toLowerCase(),
  );
  if (!connector) throw new ApiError(404, 'notFound', `There is no such connector: ${key}.`);
  return connector;
}

function connectorsWith(
  {world}: Call,
  capability: SandboxCapability | undefined,
): readonly SandboxConnector[] {
  return world.connectors.filter(({capabilities}) => !capability || capabilities.includes(capability));
}
