import {jsonOf, notJson, statusProblem, transportProblem} from './answers.js';
import {type BackendToExamine, routeUrl} from './backend.js';
import {type Finding, finding, type Problem, problem} from './finding.js';
import {type Answer, isAnswer, type NoAnswer} from './send.js';
import type {Visitor} from './visitor.js';

/** Examines `POST …/code`: it must give a code to the back end's own pages, and to no others. */
export async function checkCode(backend: BackendToExamine, visitor: Visitor): Promise<readonly Finding[]> {
  const url = routeUrl(backend, 'code');
  const {origin} = url;
  const call = (headers: {readonly origin: string; readonly site?: string}) =>
    visitor.call('POST', url, {body: {}, ...headers});
  const answer = await call({origin, site: 'same-origin'});
  const code = finding('POST …/code gives a code to the page of a signed-in user', codeProblem(answer, url));
  if (!isAnswer(answer)) return [code];
  const foreign = await call({origin: 'https://foreign.example', site: 'cross-site'});
  const refusal = finding(
    'POST …/code refuses the page of another site',
    isAnswer(foreign) && !isCode(foreign) ? undefined : OPEN_TO_ALL,
  );
  // an answer of something else refuses everybody
  if (!code.ok) return refusal.ok ? [code] : [code, refusal];
  const old = await call({origin});
  const host = finding(
    'POST …/code knows its own origin, for browsers that send only Origin',
    isAnswer(old) && isCode(old) ? undefined : HOST_CHANGED,
  );
  return [code, refusal, host];
}

/** Returns what is wrong with the answer of `POST …/code`. */
export function codeProblem(answer: Answer | NoAnswer, url: URL): Problem | undefined {
  const broken = transportProblem(answer, url);
  if (broken || !isAnswer(answer)) return broken;
  if (isCode(answer)) return undefined;
  return answer.status === 200 ? notJson(answer) : statusProblem(answer, url, 'POST');
}

/** Whether it has a code, or says that the user has none yet. */
function isCode(answer: Answer): boolean {
  if (answer.status !== 200) return answer.status === 204;
  const code = jsonOf(answer)?.['code'];
  return typeof code === 'string' || code === null;
}

const OPEN_TO_ALL = problem(
  'cross-site',
  'Any site can get a code of your users. Something removes the headers Origin and Sec-Fetch-Site, or the route does not check them.',
);

const HOST_CHANGED = problem(
  'wrong-host',
  'It takes its own page for one of another site. A proxy changes Host, and browsers from before 2023 have nothing but Origin to compare with it: let the proxy keep Host, or name the origin in allowedOrigins.',
);
