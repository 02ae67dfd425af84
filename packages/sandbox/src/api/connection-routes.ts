import type {Connection} from '../world/connections.js';
import {ApiError} from './api-error.js';
import {bodyOf, flagOf} from './body.js';
import {type Call, named, pageOf, userOf} from './call.js';
import {connectionJson, sourcesJson} from './connection-json.js';
import type {Json} from './representations.js';
import {viewOf} from './view.js';

export function listConnections(call: Call): Json {
  return connectionsPage(call, call.world.connections.of(userOf(call)));
}

export function readConnection(call: Call): Json {
  return connectionJson(connectionOf(call, userOf(call)), viewOf(call));
}

export function deleteConnection(call: Call): undefined {
  call.world.connections.delete(connectionOf(call, userOf(call)));
}

/** Answers `PUT`: starts a synchronization, unless one is running. */
export function synchronizeConnection(call: Call): Json {
  const connection = connectionOf(call, userOf(call));
  checkPsuRequested(call);
  if (connection.synchronizing) {
    throw new ApiError(409, 'conflict', `The connection ${connection.id} is being synchronized.`);
  }
  connection.synchronize();
  return connectionJson(connection, viewOf(call));
}

/** Answers `PUT` for all connections of a user: starts a synchronization of each one that has none. */
export function synchronizeConnections(call: Call): Json {
  const connections = call.world.connections.of(userOf(call));
  checkPsuRequested(call);
  for (const connection of connections) if (!connection.synchronizing) connection.synchronize();
  return connectionsPage(call, connections);
}

/** Answers `POST`: changes whether the service synchronizes the connection by itself. */
export async function updateConnection(call: Call): Promise<Json> {
  const connection = connectionOf(call, userOf(call));
  const body = await bodyOf(call.request);
  if (body.has('active')) connection.active = flagOf(body, 'active');
  return connectionJson(connection, viewOf(call));
}

export function listConnectionSources(call: Call): Json {
  return pageOf(call, 'sources', sourcesJson(connectionOf(call, userOf(call))));
}

/** Returns the connection of a user that the path names. */
export function connectionOf(call: Call, userId: number): Connection {
  return named(call, 'connection', (id) => call.world.connections.find(userId, id));
}

function connectionsPage(call: Call, connections: readonly Connection[]): Json {
  const view = viewOf(call);
  return pageOf(
    call,
    'connections',
    connections.map((connection) => connectionJson(connection, view)),
  );
}

function checkPsuRequested({url}: Call): void {
  const value = url.searchParams.get('psu_requested') ?? 'true';
  if (/^(true|false|1|0)$/i.test(value)) return;
  throw new ApiError(400, 'invalidValue', `psu_requested must be true or false, not “${value}”.`);
}
