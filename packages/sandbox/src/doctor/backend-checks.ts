import type {BackendToExamine} from './backend.js';
import {CacheWatch} from './cache-watch.js';
import {checkCode} from './code-checks.js';
import type {Finding, FindingCode} from './finding.js';
import {walkFlow} from './flow-checks.js';
import {checkRoutes} from './route-checks.js';
import {Visitor} from './visitor.js';

/** The findings after which the other routes cannot work, or would ask the real service. */
const NOT_THE_SERVICE: readonly FindingCode[] = ['no-sandbox', 'other-service', 'webview-refused'];

/** Examines the routes of a back end, in the order in which a user needs them. */
export async function checkBackend(backend: BackendToExamine): Promise<readonly Finding[]> {
  const cache = new CacheWatch();
  const visitor = new Visitor(cache.watched(backend.send), backend.headers);
  const code = await checkCode(backend, visitor);
  // whatever else is examined would say the same again
  if (code[0]?.ok !== true) return code;
  const flow = await walkFlow(backend, visitor);
  const usesService = !flow.findings.some(
    ({code: wrong}) => wrong !== null && NOT_THE_SERVICE.includes(wrong),
  );
  const routes = usesService ? await checkRoutes(backend, visitor, flow.connectionId) : [];
  const findings = [...code, ...flow.findings, ...routes];
  // the answer of a sign-in page or of an app says nothing about those of the routes
  return findings.every(({ok}) => ok) ? [...findings, ...cache.findings()] : findings;
}
