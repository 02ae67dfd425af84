import {own} from '../own.js';
import {type Problem, problem} from './finding.js';
import {type Answer, isAnswer, type NoAnswer} from './send.js';

/** A JSON object of an answer. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Returns the JSON object in an answer, or `undefined` if there is no object in it. */
export function jsonOf({text}: Answer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? own(value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the code of an error as the routes answer it. Any other text may quote a secret. */
export function errorOf(answer: Answer): string | undefined {
  const error = jsonOf(answer)?.['error'];
  return typeof error === 'string' && /^[a-z]+(-[a-z]+)*$/.test(error) ? error : undefined;
}

/** Returns an address as a finding may show it: its query can have a code. */
export function shown({origin, pathname}: URL): string {
  return origin + pathname;
}

/** Returns why there is no answer, or why it cannot be read. */
export function transportProblem(answer: Answer | NoAnswer, url: URL): Problem | undefined {
  if (!isAnswer(answer)) return problem('no-answer', NO_ANSWER[answer.reason]);
  const encoding = answer.headers.get('content-encoding');
  if (!answer.isReadable) {
    return problem(
      'compressed',
      `The answer has Content-Encoding: ${encoding ?? 'none'}, and its body does not fit: it is cut off, or something compresses or decompresses it and leaves the header. Do it in one place only.`,
    );
  }
  if (answer.text.startsWith('\x1f') || answer.text.startsWith('\u001f\ufffd')) {
    return problem(
      'compressed',
      'The body is compressed, and the header Content-Encoding is missing: a proxy or a middleware removes it.',
    );
  }
  return isFromCache(answer)
    ? problem(
        'cached',
        `A cache answered instead of the back end, at ${url.pathname}. Let it pass by all routes of the back end: their answers are for one user.`,
      )
    : undefined;
}

const NO_ANSWER: Readonly<Record<NoAnswer['reason'], string>> = {
  timeout:
    'It does not answer in time. A body parser may have read the body before the route, which then waits for it: mount the route before the parser. Or the back end does not reach the service.',
  'unknown-host': 'No such host is known. Correct the address.',
  certificate:
    'The certificate is not valid for this machine. Set NODE_EXTRA_CA_CERTS to the file of its authority.',
  closed: 'Nothing answers at this address. Start the back end, or correct the address.',
};

/** The errors of a route that did not get the body that was sent. */
const BODY_ERRORS: readonly (string | undefined)[] = [
  'incomplete-body',
  'unreadable-body',
  'invalid-json',
  'missing-code',
  'missing-connection',
];

/** Returns what is probably wrong with an answer that is not the one of the route. */
export function statusProblem(answer: Answer, url: URL, method: string): Problem {
  const {status} = answer;
  const error = errorOf(answer);
  if (BODY_ERRORS.includes(error)) {
    return problem(
      'body-parser',
      'The body does not reach the route as it was sent: a body parser has read it first. Mount the route before the parser.',
    );
  }
  if (status === 415) {
    return problem(
      'content-type',
      'The header Content-Type: application/json does not arrive. A proxy or a middleware changes it.',
    );
  }
  if (status === 401) {
    return problem(
      'signed-out',
      'No user is signed in. Give the cookie of a session by --header; if you did, a proxy removes it, or getUser does not find it.',
    );
  }
  if (status === 403 && error === 'cross-site') {
    return problem(
      'wrong-host',
      'It takes this request for one of another site. A proxy changes Host or the scheme: set allowedOrigins.',
    );
  }
  if (status === 403) {
    return problem(
      'wrong-status',
      'It answers 403, and not in the words of the route: a firewall or a CSRF protection in front refuses it. Exempt the route: it checks by itself where a request comes from.',
    );
  }
  if (status >= 300 && status <= 399) return redirectProblem(answer, url);
  if (status === 404 || status === 405) {
    return problem(
      'not-mounted',
      `It answers ${status}. Mount the back end at this path, for ${method}. If it is, a proxy or a router removes a part of ${url.pathname}.`,
    );
  }
  if (status >= 500) {
    return problem(
      'failed',
      `It answers ${status}${error === undefined ? '' : ` (${error})`}. The log of the back end says why.`,
    );
  }
  return problem(
    'wrong-status',
    `It answers ${status}${error === undefined ? '' : ` (${error})`}, which the route does not. The log of the back end may say why.`,
  );
}

/** Returns what is probably wrong if a route redirects somewhere else. */
export function redirectProblem(answer: Answer, url: URL): Problem {
  const location = answer.headers.get('location');
  const target = location !== null && URL.canParse(location, url) ? new URL(location, url) : undefined;
  if (target?.host === url.host && target.protocol !== url.protocol) {
    return problem('redirected', `It redirects to ${shown(target)}. Give the doctor this address.`);
  }
  if (target?.host === url.host && bare(target) === bare(url)) {
    return problem(
      'redirected',
      `It redirects to ${target.pathname}: the server adds or removes a slash at the end, and a POST or the answer of the webview is lost on the way. Turn that off for the routes, such as by trailingSlash.`,
    );
  }
  const where = target ? ` to ${target.origin === url.origin ? target.pathname : shown(target)}` : '';
  return problem(
    'redirected',
    `It answers ${answer.status}, a redirect${where}. If that is a sign-in page, the user is not signed in, or a middleware protects the route: exempt it, it asks getUser by itself.`,
  );
}

function bare({pathname}: URL): string {
  return pathname.replace(/\/$/, '');
}

/** Returns what is wrong if a page arrived instead of JSON. */
export function notJson({status, text}: Answer): Problem {
  const what = /^\s*<(!doctype|html)/i.test(text) ? 'a page of HTML' : 'something else';
  return problem(
    'not-json',
    `It answers ${status} with ${what} instead of JSON: another handler answers at this path, such as the fallback of a single-page app or the error page of a proxy. Mount the back end before it.`,
  );
}

/** Whether an answer comes from a cache. */
function isFromCache({headers}: Answer): boolean {
  return headers.has('age') || /\bhit\b/i.test(headers.get('x-cache') ?? '');
}
