import {preferredLanguage} from '../language.js';
import type {SandboxConnector} from '../options.js';
import {type Call, expandOf, named, pageOf} from './call.js';
import {connectorJson, type Json} from './representations.js';

export function listBanks(call: Call): Json {
  return list(call, 'banks', banksOf(call));
}

export function listConnectors(call: Call): Json {
  return list(call, 'connectors', call.world.connectors);
}

export function readBank(call: Call): Json {
  return read(call, 'bank', banksOf(call));
}

export function readConnector(call: Call): Json {
  return read(call, 'connector', call.world.connectors);
}

function banksOf({world}: Call): readonly SandboxConnector[] {
  return world.connectors.filter(({capabilities}) => capabilities.includes('bank'));
}

function list(call: Call, name: string, connectors: readonly SandboxConnector[]): Json {
  const withFields = expandOf(call).has('fields');
  const language = preferredLanguage(call.request);
  return pageOf(
    call,
    name,
    connectors.map((connector) => connectorJson(connector, language, withFields)),
  );
}

function read(call: Call, name: string, connectors: readonly SandboxConnector[]): Json {
  const connector = named(call, name, (id) => connectors.find((candidate) => candidate.id === id));
  return connectorJson(connector, preferredLanguage(call.request), expandOf(call).has('fields'));
}
