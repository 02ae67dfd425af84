import {jsonOf} from './answers.js';
import {routeUrl} from './backend.js';
import {codeProblem} from './code-checks.js';
import {type Problem, problem} from './finding.js';
import {isAnswer} from './send.js';
import type {Trial} from './walk.js';

/** Returns what is wrong if the token of a new user was not saved. */
export async function lostTokenProblem({backend, visitor}: Trial): Promise<Problem | undefined> {
  const url = routeUrl(backend, 'code');
  const answer = await visitor.call('POST', url, {body: {}, origin: url.origin, site: 'same-origin'});
  const wrong = codeProblem(answer, url);
  if (wrong || !isAnswer(answer)) return wrong;
  return typeof jsonOf(answer)?.['code'] === 'string'
    ? undefined
    : problem(
        'token-lost',
        'The code was exchanged, and POST …/code still answers null. saveToken does not keep the token, or getUser does not return it.',
      );
}
