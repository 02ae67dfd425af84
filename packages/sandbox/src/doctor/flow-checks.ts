import {type BackendToExamine, routeUrl} from './backend.js';
import {attemptCookies, cookieProblems} from './cookie-checks.js';
import {type Finding, finding, notChecked, type Problem, problem} from './finding.js';
import {walkPageFlow} from './page-flow-checks.js';
import {
  forgedReturnProblem,
  prefetchedReturnProblem,
  repeatedReturnProblem,
  type Returned,
  returnProblem,
} from './return-checks.js';
import {isAnswer} from './send.js';
import {
  hasNoFlow,
  locationOf,
  redirectUriProblem,
  refusalProblem,
  type Started,
  startedBy,
  startProblem,
  stateProblem,
} from './start-checks.js';
import {lostTokenProblem} from './token-checks.js';
import type {Arrival, Visitor} from './visitor.js';
import {stopped, type Trial, type Walk} from './walk.js';

const START = 'GET …/start/connect leads to the webview';
const COOKIE = 'the cookie of the start is safe, and comes back with the answer';
const RETURN = 'GET …/return takes the answer, exchanges the code, and keeps it from the page';

/**
 * Walks through the flow on the server as a browser does: start, cookie, webview, return.
 *
 * A back end without it is walked through as the script of a page does.
 */
export async function walkFlow(backend: BackendToExamine, visitor: Visitor): Promise<Walk> {
  const {service} = backend;
  if (!service) return stopped(notChecked(START, 'Name the emulated service to walk through a flow.'));
  if (!(await service.isThere())) return stopped(finding(START, NO_SANDBOX));
  const url = routeUrl(backend, 'start/connect');
  const answer = await visitor.open(url);
  if (hasNoFlow(answer)) {
    const {findings, connectionId} = await walkPageFlow({backend, visitor, service});
    return {findings: [notChecked(START, NO_PUBLIC_URL), ...findings], connectionId};
  }
  const wrong = startProblem(answer, {url, service});
  if (wrong || !isAnswer(answer)) return stopped(finding(START, wrong));
  return walkFrom({backend, visitor, service}, startedBy(answer, url));
}

async function walkFrom(trial: Trial, first: Started): Promise<Walk> {
  const {backend, visitor, service} = trial;
  const wrongUri = redirectUriProblem(backend, first);
  if (wrongUri) return stopped(finding(START, wrongUri));
  const opened = await service.open(first.webview);
  if (opened.kind === 'refused') return stopped(finding(START, refusalProblem(opened.refusal)));
  const url = routeUrl(backend, 'start/connect');
  const answer = await visitor.open(url);
  const wrong = startProblem(answer, {url, service});
  if (wrong || !isAnswer(answer)) return stopped(finding(START, wrong));
  const second = startedBy(answer, url);
  const start = finding(START, stateProblem(first, second));
  if (!start.ok) return stopped(start);
  const prefetch = finding('a prefetch of the start does nothing', await prefetchedStartProblem(trial));
  const {isKept, findings: cookie} = checkCookie(trial, second);
  const before = [start, prefetch, ...cookie];
  if (!isKept) return stopped(...before);
  const ended = await service.connect(second.webview);
  if (ended.kind !== 'ended') {
    const refusal = ended.kind === 'refused' ? ended.refusal : 'not ended';
    return stopped(...before, finding(RETURN, refusalProblem(refusal)));
  }
  const after = await checkReturn(trial, second, ended.callback);
  const findings = [...before, ...after];
  const id = ended.callback.searchParams.get('connection_id') ?? undefined;
  return {findings, connectionId: after.every(({ok}) => ok) ? id : undefined};
}

async function prefetchedStartProblem({backend, visitor, service}: Trial): Promise<Problem | undefined> {
  const url = routeUrl(backend, 'start/connect');
  const answer = await visitor.open(url, {prefetch: true, withCookies: false});
  const target = isAnswer(answer) ? locationOf(answer, url) : undefined;
  return target && service.has(target)
    ? problem(
        'prefetched',
        'A prefetch of a link starts a flow that nobody asked for. Something removes Sec-Purpose, or the route does not check it.',
      )
    : undefined;
}

/** Examines the cookie of a start. `isKept` is false if there is a cookie and a browser does not send it back. */
function checkCookie(
  {backend, visitor}: Trial,
  started: Started,
): {readonly isKept: boolean; readonly findings: readonly Finding[]} {
  const url = routeUrl(backend, 'return');
  const cookies = attemptCookies(started, visitor.ownCookies);
  // judged later: the session may keep the attempt
  if (cookies.length === 0) return {isKept: true, findings: []};
  const problems = cookies.flatMap((cookie) => cookieProblems(cookie, url));
  const sent = visitor.jar.for(url, 'cross-site');
  const isKept = cookies.every(({name, value}) => sent.split('; ').includes(`${name}=${value}`));
  const findings = problems.map((found) => finding(COOKIE, found));
  return {isKept, findings: findings.length > 0 ? findings : [finding(COOKIE, undefined)]};
}

/** Examines the return: first in every wrong way. The right one must still work afterwards. */
async function checkReturn(trial: Trial, started: Started, callback: URL): Promise<readonly Finding[]> {
  const {visitor, service} = trial;
  const hasCookie = attemptCookies(started, visitor.ownCookies).length > 0;
  const come = async (arrival: Arrival, url = callback): Promise<Returned> => {
    const before = await service.exchangesSince(started.state);
    const answer = await visitor.open(url, {from: 'cross-site', ...arrival});
    return {callback: url, answer, before, exchanges: await service.exchangesSince(started.state)};
  };
  const prefetch = finding(
    'a prefetch of the return address uses nothing up',
    prefetchedReturnProblem(await come({prefetch: true})),
  );
  if (!prefetch.ok) return [prefetch];
  const forged = finding(
    'an answer does not count in another browser',
    forgedReturnProblem(
      hasCookie ? await come({withCookies: false}) : await come({}, withOtherState(callback)),
    ),
  );
  if (!forged.ok) return [prefetch, forged];
  const returned = returnProblem(await come({}));
  const isLost = returned?.code === 'not-finished' && !hasCookie;
  if (returned) return [prefetch, forged, isLost ? finding(COOKIE, NO_COOKIE) : finding(RETURN, returned)];
  const cookie = hasCookie ? [] : [notChecked(COOKIE, 'It sets none: the session keeps the attempt.')];
  const repeated = finding(
    'a reload of the return address does nothing again',
    repeatedReturnProblem(await come({})),
  );
  const token = callback.searchParams.has('code')
    ? finding('the token of the new user is saved', await lostTokenProblem(trial))
    : notChecked('the token of the new user is saved', 'The user has a token already. Sign in one without.');
  return [...cookie, prefetch, forged, finding(RETURN, undefined), repeated, token];
}

function withOtherState(callback: URL): URL {
  const url = new URL(callback);
  url.searchParams.set('state', crypto.randomUUID());
  return url;
}

const NO_PUBLIC_URL = 'The back end has no such route. Give it publicUrl if you want the flow on the server.';

const NO_SANDBOX = problem(
  'no-sandbox',
  'No emulated service answers at its address. Start it with npx budgea-sandbox, or correct the address.',
);

const NO_COOKIE = problem(
  'no-cookie',
  'The start sets no cookie, and the answer does not count. A proxy or a cache removes Set-Cookie from …/start/connect: let it pass.',
);
