import type {BackendToExamine} from './backend.js';
import {CacheWatch} from './cache-watch.js';
import {checkCode} from './code-checks.js';
import type {Finding} from './finding.js';
import {walkFlow} from './flow-checks.js';
import {checkRoutes} from './route-checks.js';
import {Visitor} from './visitor.js';

/** Examines the routes of a back end, in the order in which a user needs them. */
export async function checkBackend(backend: BackendToExamine): Promise<readonly Finding[]> {
  const cache = new CacheWatch();
  const visitor = new Visitor(cache.watched(backend.send), backend.headers);
  const code = await checkCode(backend, visitor);
  // whatever else is examined would say the same again
  if (code[0]?.ok !== true) return code;
  const flow = await walkFlow(backend, visitor);
  const routes = await checkRoutes(backend, visitor, flow.connectionId);
  return [...code, ...flow.findings, ...routes, ...cache.findings()];
}
