import {ownProperties} from '../../service/options.js';
import {type Flow, FLOWS} from '../../service/parameters.js';
import {BACKEND_ERRORS, BackendError} from '../backend-error.js';
import {noContent} from '../responses.js';
import {AttemptCookies} from './attempt-cookies.js';
import type {ServerFlowCalls} from './calls.js';
import {isTopLevelNavigation} from './navigation.js';
import type {ServerFlowOptions} from './options.js';
import {failurePage, type FailureText} from './pages.js';
import {returnRoute} from './return-route.js';
import type {ServerFlow} from './sign-in.js';
import {checkSecrets, type ServerFlowClient, siteFrom} from './site.js';
import {startRoute} from './start-route.js';

/** Answers the two routes of the flow on the server. Returns `undefined` for any other request. */
export type ServerFlowRoutes<Platform> = (
  request: Request,
  platform: Platform,
) => Promise<Response | undefined>;

/**
 * Creates `GET …/start/{flow}` and `GET …/return`. They answer people, so with pages and never with JSON.
 *
 * Only a navigation of the whole page does anything. A prefetch, or whatever else no person asked for, gets 204.
 *
 * @throws {FlowError} if an option is wrong.
 */
export function createServerFlow<Platform>(
  options: ServerFlowOptions<Platform> & ServerFlowClient,
  calls: ServerFlowCalls<Platform>,
): ServerFlowRoutes<Platform> {
  const site = siteFrom(options, options);
  const secrets = checkSecrets(options.cookieSecret, options.clientSecret);
  const server: ServerFlow<Platform> & {readonly options: ServerFlowClient} = {
    options,
    calls,
    site,
    cookies: new AttemptCookies(secrets, site.isSecure),
  };
  return async (request, platform) => {
    const route = routeOf(request);
    if (!route || (route.flow === 'payment' && !calls.createPayment)) return undefined;
    if (!['GET', 'HEAD'].includes(request.method)) return methodNotAllowed(request);
    if (!isTopLevelNavigation(request)) return noContent();
    try {
      return route.flow
        ? await startRoute(server, route.flow, request, platform)
        : await returnRoute(server, request, platform);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      if (error.status >= 500) await calls.report(error, request);
      return failurePage(request, error.status, textOf(route, error), BACKEND_ERRORS[error.code].message);
    }
  };
}

/** One of the two routes: the start of a flow, or the return without one. */
interface Route {
  readonly flow?: Flow;
}

/** Returns which of the two routes a request is for. */
function routeOf({url}: Request): Route | undefined {
  const [, route, flow] = /\/(return|start\/(\w+))$/.exec(new URL(url).pathname) ?? [];
  if (route === 'return') return ownProperties({});
  return flow !== undefined && Object.hasOwn(FLOWS, flow) ? {flow: flow as Flow} : undefined;
}

function methodNotAllowed(request: Request): Response {
  const response = failurePage(request, 405, 'startImpossible', 'Use GET.');
  response.headers.set('allow', 'GET, HEAD');
  return response;
}

/** Returns what the user reads. Only a failure of the service may be over in a moment. */
function textOf({flow}: Route, {code}: BackendError): FailureText {
  const mayPass = code.startsWith('service-');
  if (flow) return mayPass ? 'startFailed' : 'startImpossible';
  return mayPass ? 'saveFailed' : 'saveImpossible';
}
