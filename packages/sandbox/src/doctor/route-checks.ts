import {errorOf, jsonOf, notJson, statusProblem, transportProblem} from './answers.js';
import {type BackendToExamine, routeUrl} from './backend.js';
import {type Finding, finding, notChecked, type Problem, problem} from './finding.js';
import {type Answer, isAnswer} from './send.js';
import type {Visitor} from './visitor.js';

/** A request to one route, and what is wrong with its answer. */
interface RouteCheck {
  readonly check: string;
  readonly method: string;
  readonly route: string;
  readonly body?: object;
  readonly wrong: (answer: Answer) => Problem | undefined;
}

/**
 * Examines the routes for scripts. A back end of another kind may lack some of them.
 *
 * @param connectionId a connection of this user, which is deleted at the end.
 */
export async function checkRoutes(
  backend: BackendToExamine,
  visitor: Visitor,
  connectionId: string | undefined,
): Promise<readonly Finding[]> {
  // a wrong code is sent, and only the emulated service may get it
  if (!backend.service) return [];
  const findings: Finding[] = [];
  for (const check of routeChecks(backend, connectionId)) {
    findings.push(await examine(check, backend, visitor));
  }
  return findings;
}

function routeChecks(backend: BackendToExamine, id: string | undefined): readonly RouteCheck[] {
  const statusOr = (expected: number, method: string, route: string) => (answer: Answer) =>
    answer.status === expected ? undefined : statusProblem(answer, routeUrl(backend, route), method);
  const always: readonly RouteCheck[] = [
    {
      check: 'POST …/token reads the code that a page sends',
      method: 'POST',
      route: 'token',
      body: {code: 'this code is wrong'},
      wrong: (answer) =>
        ['code-refused', 'token-exists'].includes(errorOf(answer) ?? '')
          ? undefined
          : statusProblem(answer, routeUrl(backend, 'token'), 'POST'),
    },
    {
      check: 'GET …/connections lists the connections of the user',
      method: 'GET',
      route: 'connections',
      wrong: (answer) => listProblem(answer, routeUrl(backend, 'connections'), id),
    },
  ];
  if (id === undefined) return always;
  const route = `connections/${id}`;
  return [
    ...always,
    {
      check: 'POST …/refresh takes the id of a connection',
      method: 'POST',
      route: 'refresh',
      body: {connectionId: id},
      wrong: statusOr(202, 'POST', 'refresh'),
    },
    {
      check: 'DELETE …/connections/{id} deletes the connection again',
      method: 'DELETE',
      route,
      wrong: statusOr(204, 'DELETE', route),
    },
  ];
}

async function examine(
  {check, method, route, body, wrong}: RouteCheck,
  backend: BackendToExamine,
  visitor: Visitor,
): Promise<Finding> {
  const url = routeUrl(backend, route);
  const sent = {origin: url.origin, site: 'same-origin', ...(body && {body})};
  const answer = await visitor.call(method, url, sent);
  const broken = transportProblem(answer, url);
  if (broken || !isAnswer(answer)) return finding(check, broken);
  const isMissing = answer.status === 404 && [undefined, 'unknown-route'].includes(errorOf(answer));
  return isMissing
    ? notChecked(check, 'It answers 404: there is no such route.')
    : finding(check, wrong(answer));
}

function listProblem(answer: Answer, url: URL, id: string | undefined): Problem | undefined {
  if (answer.status !== 200) return statusProblem(answer, url, 'GET');
  const list = jsonOf(answer)?.['connections'];
  if (!Array.isArray(list)) return notJson(answer);
  const hasIt = list.some((item: unknown) => idOf(item) === id);
  return id === undefined || hasIt
    ? undefined
    : problem(
        'missing-connection',
        'The connection that was just made is not in the list. A cache answers with an older one, or getUser finds another user here than in the flow.',
      );
}

function idOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || !Object.hasOwn(item, 'id')) return undefined;
  return String((item as {readonly id: unknown}).id);
}
