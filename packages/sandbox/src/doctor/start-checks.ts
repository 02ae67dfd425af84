import {errorOf, redirectProblem, shown, statusProblem, transportProblem} from './answers.js';
import {type BackendToExamine, routeUrl} from './backend.js';
import {readSetCookies, type SetCookie} from './cookies.js';
import type {EmulatedService} from './emulated-service.js';
import {type Problem, problem} from './finding.js';
import {type Answer, isAnswer, type NoAnswer} from './send.js';

/** A flow that was started. */
export interface Started {
  readonly webview: URL;
  readonly state: string;
  readonly cookies: readonly SetCookie[];
  /** Whether the back end sent a code of the user. Then the webview returns none. */
  readonly hasCode: boolean;
}

/** Whether the back end has no flow on the server. */
export function hasNoFlow(answer: Answer | NoAnswer): boolean {
  return isAnswer(answer) && answer.status === 404 && errorOf(answer) === 'unknown-route';
}

/** Returns what is wrong with the answer of a start. */
export function startProblem(
  answer: Answer | NoAnswer,
  {url, service}: {readonly url: URL; readonly service: EmulatedService},
): Problem | undefined {
  const broken = transportProblem(answer, url);
  if (broken || !isAnswer(answer)) return broken;
  if (answer.status === 204) return TAKEN_FOR_PREFETCH;
  if (answer.status === 200) return NOT_REDIRECTED;
  const webview = locationOf(answer, url);
  if (!webview) return statusProblem(answer, url, 'GET');
  if (service.has(webview)) return undefined;
  const isWebview = /\/auth\/webview\/|\/(connect|reconnect|manage)$/.test(webview.pathname);
  if (!isWebview || webview.origin === url.origin) return redirectProblem(answer, url);
  return problem(
    'other-service',
    `It leads to ${shown(webview)}, not to the emulated service at ${service.url.origin}. Set baseUrl to the address of the emulated service as browsers reach it.`,
  );
}

/** Returns what was started, by the answer of a right start. */
export function startedBy(answer: Answer, url: URL): Started {
  const webview = locationOf(answer, url) ?? url;
  return {
    webview,
    state: webview.searchParams.get('state') ?? '',
    cookies: readSetCookies(answer.headers, url),
    hasCode: webview.searchParams.has('code'),
  };
}

/** Returns what is wrong with the address to return to, as the webview gets it. */
export function redirectUriProblem(backend: BackendToExamine, {webview}: Started): Problem | undefined {
  const expected = routeUrl(backend, 'return');
  const text = webview.searchParams.get('redirect_uri') ?? '';
  const given = URL.canParse(text) ? new URL(text) : undefined;
  if (!given) return problem('wrong-path', 'The redirect URI is missing, or is no address. Set publicUrl.');
  const repair = `Set publicUrl to ${shown(backend.url).replace(/\/$/, '')}.`;
  const named = `The redirect URI is ${shown(given)}, not ${expected.href}`;
  if (given.protocol !== expected.protocol && given.hostname === expected.hostname) {
    return problem(
      'wrong-scheme',
      `${named}. The back end does not know whether browsers come by https: a proxy ends TLS, and X-Forwarded-Proto is not sent or not trusted. ${repair}`,
    );
  }
  if (given.host !== expected.host) {
    return problem(
      'wrong-host',
      `${named}. It names another host than browsers reach: a proxy changes Host, or the address is that of another machine. ${repair}`,
    );
  }
  return given.pathname === expected.pathname
    ? undefined
    : problem('wrong-path', `${named}. A proxy removes or adds a part of the path. ${repair}`);
}

/** Returns what is wrong with the states of two starts. */
export function stateProblem(first: Started, second: Started): Problem | undefined {
  if (first.state.length < 16) {
    return problem(
      'no-state',
      'The state is missing, or so short that it can be guessed. Use 128 random bits.',
    );
  }
  return first.state === second.state
    ? problem(
        'cached',
        'Two starts have the same state. A cache answered the second one, or the back end does not make a new state each time. Let caches pass by all routes of the back end.',
      )
    : undefined;
}

/** Returns what is wrong if the webview refuses a flow. */
export function refusalProblem(refusal: string): Problem {
  const reason = REFUSALS.get(refusal) ?? 'Open the address in a browser: the page names the parameter.';
  return problem('webview-refused', `The webview refuses the start (${refusal}). ${reason}`);
}

const REFUSALS: ReadonlyMap<string, string> = new Map([
  ['unknown-client', 'Compare clientId with the --client-id of the emulated service.'],
  [
    'redirect-uri-not-whitelisted',
    'Add the redirect URI to those of the client, here and in the console, or name the right one by --redirect-uri.',
  ],
  ['unknown-code', 'The saved token is of another service, or the emulated service has started again since.'],
  ['expired-code', 'Something kept the address: let caches pass by the routes.'],
  ['used-code', 'Something opened the address before: a prefetch or a cache.'],
]);

/** What is wrong if a navigation does nothing. */
export const TAKEN_FOR_PREFETCH = problem(
  'taken-for-prefetch',
  'It answers 204: it takes a navigation for a prefetch or a frame. Something changes Sec-Fetch-Dest or Sec-Fetch-Mode, or adds Purpose or Sec-Purpose.',
);

const NOT_REDIRECTED = problem(
  'not-mounted',
  'It answers 200 with a page instead of a redirect: another handler answers at this path, such as the fallback of a single-page app. Mount the back end before it.',
);

/** Returns where a redirect leads. */
export function locationOf({status, headers}: Answer, url: URL): URL | undefined {
  const location = status >= 300 && status <= 399 ? headers.get('location') : null;
  return location !== null && URL.canParse(location, url) ? new URL(location, url) : undefined;
}
