import {statusProblem, transportProblem} from './answers.js';
import {type Problem, problem} from './finding.js';
import {type Answer, isAnswer, type NoAnswer} from './send.js';
import {locationOf, TAKEN_FOR_PREFETCH} from './start-checks.js';

/** What a request to `GET …/return` did. */
export interface Returned {
  /** The address that the webview led to. */
  readonly callback: URL;
  readonly answer: Answer | NoAnswer;
  /** How often the back end has tried to exchange the code until now, and before. */
  readonly exchanges: number;
  readonly before: number;
}

/** Returns what is wrong if the answer of a user was not taken. */
export function returnProblem({callback, answer, exchanges}: Returned): Problem | undefined {
  const broken = transportProblem(answer, callback);
  if (broken || !isAnswer(answer)) return broken;
  if (answer.status === 204) return TAKEN_FOR_PREFETCH;
  const location = locationOf(answer, callback);
  if (!location && answer.status !== 200) return statusProblem(answer, callback, 'GET');
  const code = callback.searchParams.get('code');
  if (code !== null && isIn(code, answer)) return CODE_LEAKED;
  const mark = markOf(answer, callback);
  if (mark !== undefined && mark !== 'success') {
    return problem(
      'not-finished',
      `The flow ends with “${mark}” instead of “success”. ${MARKS.get(mark) ?? 'The log of the back end may say why.'}`,
    );
  }
  if (code === null || exchanges > 0) return undefined;
  const where = location ? ` It redirects to ${location.pathname}.` : '';
  return problem(
    'not-finished',
    `The code was not exchanged.${where} Another handler or a sign-in page answers at this path, or the cookie of the start did not arrive.`,
  );
}

/** Returns what is wrong if a prefetch of the return address did something. */
export function prefetchedReturnProblem({exchanges, before}: Returned): Problem | undefined {
  return exchanges > before
    ? problem(
        'prefetched',
        'A prefetch of the return address uses up the code, so the user comes back to an error. Something removes Sec-Purpose, or the route does not check it.',
      )
    : undefined;
}

/** Returns what is wrong if an answer counts in a browser that did not start the flow. */
export function forgedReturnProblem({callback, answer, exchanges, before}: Returned): Problem | undefined {
  if (exchanges > before || (isAnswer(answer) && markOf(answer, callback) === 'success')) return FORGED;
  const broken = transportProblem(answer, callback);
  if (broken || !isAnswer(answer)) return broken;
  return answer.status >= 500 ? statusProblem(answer, callback, 'GET') : undefined;
}

/** Returns what is wrong if the same answer counts twice. */
export function repeatedReturnProblem({callback, answer, exchanges, before}: Returned): Problem | undefined {
  const broken = transportProblem(answer, callback);
  if (broken || !isAnswer(answer)) return broken;
  const mark = markOf(answer, callback) ?? 'success';
  const isTold = answer.status < 500 && (mark === 'success' || mark === 'replayed');
  return exchanges > before || !isTold ? REPEATED : undefined;
}

function markOf(answer: Answer, url: URL): string | undefined {
  return locationOf(answer, url)?.searchParams.get('budgea') ?? undefined;
}

function isIn(code: string, {headers, text}: Answer): boolean {
  const location = headers.get('location') ?? '';
  return [code, encodeURIComponent(code)].some((form) => location.includes(form) || text.includes(form));
}

const MARKS: ReadonlyMap<string, string> = new Map([
  [
    'unverified',
    'The cookie of the start did not arrive: a proxy removes it, or several servers sign with different secrets.',
  ],
  ['malformed', 'Something changes the query of the address, such as a firewall or a rewrite.'],
  [
    'replayed',
    'Something has opened the address before the user: a prefetch, a scanner of links, a proxy that repeats requests.',
  ],
  ['failed', 'The code could not be exchanged. Compare clientId and clientSecret with the emulated service.'],
  ['token-exists', 'The user has another token that works. Sign in a user without one.'],
]);

const CODE_LEAKED = problem(
  'code-leaked',
  'The code goes on to a page, its history and its logs. Redirect to an address without it.',
);

const FORGED = problem(
  'forged',
  'An answer counts in a browser that did not start the flow: anybody can connect a bank of their own to your users. Compare the state with that of the attempt.',
);

const REPEATED = problem(
  'repeated',
  'A reload of the return address exchanges the code again, or fails. The browser did not get the cookie that marks the answer as used: a proxy removes Set-Cookie from …/return.',
);
