import {jsonOf, statusProblem, transportProblem} from './answers.js';
import {routeUrl} from './backend.js';
import {finding, notChecked, type Problem, problem} from './finding.js';
import {isAnswer} from './send.js';
import {refusalProblem} from './start-checks.js';
import {lostTokenProblem} from './token-checks.js';
import {stopped, type Trial, type Walk} from './walk.js';

/** What `POST …/code` gave to a page. */
interface Given {
  readonly code: string | undefined;
  readonly owner: unknown;
}

const EXCHANGE = 'POST …/token exchanges the code of a new user';

/** Walks through a flow as the script of a page does: code, webview, token. */
export async function walkPageFlow(trial: Trial): Promise<Walk> {
  const {service} = trial;
  const opened = await service.open(webviewUrl(trial, await codeFor(trial)));
  if (opened.kind === 'refused') return stopped(finding(EXCHANGE, refusalProblem(opened.refusal)));
  // a code may work only once
  const given = await codeFor(trial);
  const ended = await service.connect(webviewUrl(trial, given));
  if (ended.kind !== 'ended') return stopped(finding(EXCHANGE, refusalProblem('not ended')));
  const {searchParams} = ended.callback;
  const id = searchParams.get('connection_id') ?? undefined;
  const code = searchParams.get('code');
  if (code === null) {
    return {
      findings: [notChecked(EXCHANGE, 'The user has a token already. Sign in one without.')],
      connectionId: id,
    };
  }
  const wrong = (await exchangeProblem(trial, code, given)) ?? (await lostTokenProblem(trial));
  return wrong
    ? stopped(finding(EXCHANGE, wrong))
    : {findings: [finding(EXCHANGE, undefined)], connectionId: id};
}

async function codeFor({backend, visitor}: Trial): Promise<Given> {
  const url = routeUrl(backend, 'code');
  const answer = await visitor.call('POST', url, {body: {}, origin: url.origin, site: 'same-origin'});
  const json = isAnswer(answer) ? jsonOf(answer) : undefined;
  const code = json?.['code'];
  return {code: typeof code === 'string' ? code : undefined, owner: json?.['owner']};
}

function webviewUrl({backend, service}: Trial, {code}: Given): URL {
  const {clientId, redirectUri} = backend;
  const url = new URL('/2.0/auth/webview/connect', service.url);
  const parameters = {client_id: clientId, redirect_uri: redirectUri, state: crypto.randomUUID()};
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  if (code !== undefined) url.searchParams.set('code', code);
  return url;
}

async function exchangeProblem(
  {backend, visitor}: Trial,
  code: string,
  {owner}: Given,
): Promise<Problem | undefined> {
  const url = routeUrl(backend, 'token');
  const body = {code, ...(owner !== undefined && {owner})};
  const answer = await visitor.call('POST', url, {body, origin: url.origin, site: 'same-origin'});
  const broken = transportProblem(answer, url);
  if (broken || !isAnswer(answer)) return broken;
  if (answer.status === 204 || answer.status === 200) return undefined;
  const wrong = statusProblem(answer, url, 'POST');
  return answer.status === 400 && wrong.code === 'wrong-status'
    ? problem('not-finished', `${wrong.advice} Compare clientId and baseUrl with the emulated service.`)
    : wrong;
}
