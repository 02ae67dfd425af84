import {type CallbackValues, parameterOf, readCallback} from '../../service/callback.js';
import {FlowError} from '../../service/flow-error.js';
import {frozenCopy, ownProperties} from '../../service/options.js';
import {type FlowResult, type SuccessResult, unverified, verdictOf} from '../../service/results.js';
import {BackendError} from '../backend-error.js';
import {toBase64Url} from '../base64-url.js';
import {ownerOf} from '../owner.js';
import type {CheckedUser} from '../user.js';
import type {CookieAttempt} from './attempt-cookies.js';
import {redirect, withCookies} from './redirect.js';
import {type ServerFlow, signedOut} from './sign-in.js';
import {checkAddress} from './site.js';

/** A result that is settled, and what it leaves behind. */
interface Settled {
  readonly result: FlowResult;
  /** Whether the same answer was handled before. */
  readonly repeated: boolean;
  /** The attempt, if this answer used it up. */
  readonly used: CookieAttempt | undefined;
}

interface Arrival<Platform> {
  readonly user: CheckedUser;
  readonly request: Request;
  readonly platform: Platform;
}

/**
 * Answers `GET …/return`, where the webview returns to: verifies the answer as `finishFlow` does, exchanges a received
 * code, and goes on to a page of the host.
 */
export async function returnRoute<Platform>(
  server: ServerFlow<Platform>,
  request: Request,
  platform: Platform,
): Promise<Response> {
  const {calls, cookies, site} = server;
  const {search} = new URL(request.url);
  const read = readCallback(search);
  if (read.kind === 'none') return redirect(`${site.origin}/`);
  const {values, attempt} = await restored(
    server,
    request,
    read.kind === 'callback' ? read.values : ownProperties({}),
  );
  const query = withoutCode(search);
  const user = await calls.findUser(request, platform);
  if (!user) {
    const response = await signedOut(server, request, platform, {route: 'return', query});
    const {code} = values;
    if (!code || !attempt || attempt.usedBy !== undefined) return response;
    const parkedCode = await cookies.seal(attempt.state, code);
    return withCookies(response, [await cookies.write({...attempt, parkedCode})]);
  }
  const arrival = {user, request, platform};
  const settled: Settled =
    read.kind === 'malformed'
      ? {result: read, repeated: false, used: undefined}
      : await settle(server, arrival, values, attempt);
  const response = await landing(server, arrival, settled, site.url('return', query));
  return settled.used ? withCookies(response, [await cookies.write(settled.used)]) : response;
}

/** Adds the code that waited for its user, and finds the attempt of an answer. */
async function restored<Platform>(
  {cookies}: ServerFlow<Platform>,
  request: Request,
  values: CallbackValues,
): Promise<{readonly values: CallbackValues; readonly attempt: CookieAttempt | undefined}> {
  const attempt = values.state ? await cookies.read(request, values.state) : undefined;
  const code = attempt?.parkedCode !== undefined && !values.code ? await cookies.open(attempt) : undefined;
  return {values: code === undefined ? values : ownProperties({...values, code}), attempt};
}

/** Judges an answer, and does on the server what it asks for. */
async function settle<Platform>(
  server: ServerFlow<Platform>,
  arrival: Arrival<Platform>,
  values: CallbackValues,
  attempt: CookieAttempt | undefined,
): Promise<Settled> {
  if (!values.state) return {result: unverified(values, 'missing-state'), repeated: false, used: undefined};
  const owner = await ownerOf(server.options.clientSecret, arrival.user.id);
  const digest = await digestOf(values);
  const usedBy = attempt?.usedBy;
  const repeated = usedBy === digest;
  const judged = attempt && ownProperties({...attempt, used: usedBy !== undefined && !repeated});
  const result = verdictOf(values, judged as CookieAttempt | undefined, owner);
  if (result.kind !== 'success' || !attempt || repeated) return {result, repeated, used: undefined};
  const used = {...attempt, usedBy: digest, parkedCode: undefined};
  if (!result.code) return {result, repeated, used};
  return save(server, arrival, result, used);
}

/** Hands a received code over. The same answer may arrive twice at once, and then only one of them has the code. */
async function save<Platform>(
  {calls}: ServerFlow<Platform>,
  {user, request, platform}: Arrival<Platform>,
  result: SuccessResult,
  used: CookieAttempt,
): Promise<Settled> {
  try {
    await calls.saveCode(user, result.code ?? '', request, platform);
    return {result, repeated: false, used};
  } catch (error) {
    // a failure of the service may be over in a moment, so the answer can be sent again
    if (!(error instanceof BackendError) || error.status >= 500) throw error;
    const {connectionId, flow, returnTo} = result;
    if (connectionId !== undefined && (await calls.hasConnection(request, connectionId, platform))) {
      return {result, repeated: true, used};
    }
    const failed = {kind: 'failed', flow, error: error.code, known: false, returnTo} as const;
    return {result: frozenCopy(failed) as FlowResult, repeated: false, used: undefined};
  }
}

/** Answers with what the host's own code says about a result, or goes to where the user came from. */
async function landing<Platform>(
  {options, site}: ServerFlow<Platform>,
  {user, request, platform}: Arrival<Platform>,
  {result, repeated}: Settled,
  address: string,
): Promise<Response> {
  const told = withoutSecrets(result);
  const cleaned = site.requestFor(address, request);
  const answer = await options.onResult?.(told, user.user, cleaned, {repeated, platform});
  if (answer instanceof Response) return withCookies(answer, []);
  if (typeof answer === 'string') return redirect(ownAddress(answer, site.origin));
  const returnTo = 'returnTo' in result ? result.returnTo : undefined;
  return redirect(site.marked(returnTo ?? '/', markOf(result)));
}

function ownAddress(address: string, origin: string): string {
  const url = checkAddress('onResult', address, `${origin}/`);
  if (new URL(url).origin === origin) return url;
  throw new FlowError('invalid-parameter', 'onResult must return a path of this origin, or a response', {
    option: 'onResult',
  });
}

/** Returns what the query of the next page says. A user who is connected already must not start again. */
function markOf(result: FlowResult): string {
  return result.kind === 'failed' && result.error === 'token-exists' ? result.error : result.kind;
}

/** Returns a result as the host's pages may show it. The code and its owner stay here. */
function withoutSecrets(result: object): FlowResult {
  const told = ownProperties<Record<string, unknown>>({...result});
  delete told['code'];
  delete told['owner'];
  if (told['answer']) told['answer'] = withoutSecrets(told['answer']);
  return frozenCopy(told) as unknown as FlowResult;
}

/** Returns a query without the received code. */
function withoutCode(search: string): string {
  return search
    .slice(1)
    .split('&')
    .filter((pair) => parameterOf(pair) !== 'code')
    .join('&');
}

/** Identifies an answer. The code is left out, because it may be given separately. */
async function digestOf({code: _code, ...values}: CallbackValues): Promise<string> {
  const text = new URLSearchParams(Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1)));
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text.toString()));
  return toBase64Url(new Uint8Array(bytes));
}
