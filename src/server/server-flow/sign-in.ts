import {isGiven} from '../../service/options.js';
import type {AttemptCookies} from './attempt-cookies.js';
import type {ServerFlowCalls} from './calls.js';
import {isFromThisOrigin} from './navigation.js';
import type {ServerFlowOptions} from './options.js';
import {failurePage, hopPage} from './pages.js';
import {checkAddress, type Site} from './site.js';
import {redirect, withCookies} from './redirect.js';

/** Marks an address that the browser reached from a page of this origin, with all of its cookies. */
const HOP = 'hop';

/** All that the two routes need. */
export interface ServerFlow<Platform> {
  readonly options: ServerFlowOptions<Platform> & {readonly clientSecret: string};
  readonly calls: ServerFlowCalls<Platform>;
  readonly cookies: AttemptCookies;
  readonly site: Site;
}

/**
 * Answers a visitor who is not signed in, as far as the request says.
 *
 * A session cookie with `SameSite=Strict` is missing if another site sent the browser here. One page of this origin goes
 * to the same address again, so that the browser sends it. Whoever is still not signed in goes to sign in, and comes back.
 */
export async function signedOut<Platform>(
  {options, site}: ServerFlow<Platform>,
  request: Request,
  platform: Platform,
  resume: {readonly route: string; readonly query: string},
): Promise<Response> {
  const pairs = resume.query.split('&').filter((pair) => pair !== '' && pair !== `${HOP}=1`);
  if (!isFromThisOrigin(request) && !new URL(request.url).searchParams.has(HOP)) {
    return hopPage(request, site.url(resume.route, [...pairs, `${HOP}=1`].join('&')));
  }
  const address = site.url(resume.route, pairs.join('&'));
  const answer = await options.onSignedOut?.(site.requestFor(address, request), platform);
  if (!isGiven(answer)) return failurePage(request, 401, 'startSignedOut');
  return answer instanceof Response
    ? withCookies(answer, [])
    : redirect(checkAddress('onSignedOut', answer, address));
}
