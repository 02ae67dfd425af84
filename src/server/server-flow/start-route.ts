import {webviewLanguage} from '../../service/addresses.js';
import {buildUrl} from '../../service/build-url.js';
import {FlowError, invalid} from '../../service/flow-error.js';
import {ownProperties} from '../../service/options.js';
import {type Flow, FLOWS, type Service} from '../../service/parameters.js';
import {ownerOf} from '../owner.js';
import type {CheckedUser} from '../user.js';
import {newState} from './attempt-cookies.js';
import {isFromElsewhere, languagesOf} from './navigation.js';
import {failurePage} from './pages.js';
import {redirect, withCookies} from './redirect.js';
import {type ServerFlow, signedOut} from './sign-in.js';
import type {ServerFlowClient} from './site.js';
import {readStartQuery, type StartQuery} from './start-query.js';

/** What the webview's address needs beside the parameters of a link. */
interface Sent {
  readonly code: string | null;
  readonly state: string;
  readonly paymentId: string | undefined;
}

/**
 * Answers `GET …/start/{flow}`: starts the flow for the signed-in user and goes to the webview.
 *
 * Another site may link here, such as an e-mail: it only leads the user to the bank. A payment is created by the request,
 * so no other site can start one.
 */
export async function startRoute<Platform>(
  server: ServerFlow<Platform> & {readonly options: ServerFlowClient},
  flow: Flow,
  request: Request,
  platform: Platform,
): Promise<Response> {
  const {calls, cookies, site, options} = server;
  const {search} = new URL(request.url);
  let query: StartQuery;
  let returnTo: string;
  const state = newState();
  const urlWith = (sent: Sent): string => webviewUrl(server, flow, request, query, sent);
  try {
    query = readStartQuery(flow, search);
    returnTo = query.returnTo === undefined ? site.cameFrom(request) : returnPath(server, query.returnTo);
    // all parameters are checked before anything is asked for, with any text in the place of the code
    urlWith({code: '-', state, paymentId: flow === 'payment' ? '-' : undefined});
  } catch (error) {
    if (!(error instanceof FlowError)) throw error;
    return failurePage(request, 400, 'startImpossible', error.message);
  }
  if (flow === 'payment' && isFromElsewhere(request)) {
    return failurePage(request, 403, 'startImpossible', 'Start a payment from a page of this origin.');
  }
  const user = await calls.findUser(request, platform);
  if (!user) return signedOut(server, request, platform, {route: `start/${flow}`, query: search.slice(1)});
  const sent = await askForCode(server, {flow, user, query, state, request, platform});
  if (sent.code === null && FLOWS[flow].code.endsWith('!')) {
    return failurePage(request, 409, 'startImpossible', 'This flow needs a user who has a token that works.');
  }
  const {connectionId} = query.parameters;
  const cookie = await cookies.write({
    state,
    flow,
    time: Date.now(),
    // the ids that an answer may leave out
    parameters: {connectionId, paymentId: sent.paymentId},
    codeSent: sent.code !== null,
    returnTo,
    owner: await ownerOf(options.clientSecret, user.id),
  });
  return withCookies(redirect(urlWith(sent)), [...(await cookies.makeRoom(request)), cookie]);
}

/** Asks for what lets the user into the webview: a temporary code, or a payment and its own code. */
async function askForCode<Platform>(
  {calls, site}: ServerFlow<Platform>,
  start: {
    readonly flow: Flow;
    readonly user: CheckedUser;
    readonly query: StartQuery;
    readonly state: string;
    readonly request: Request;
    readonly platform: Platform;
  },
): Promise<Sent> {
  const {flow, user, state, request, platform} = start;
  if (flow !== 'payment' || !calls.createPayment) {
    return {code: await calls.mintCode(user, request, platform), state, paymentId: undefined};
  }
  const {context} = start.query;
  const {code, paymentId} = await calls.createPayment(user, {
    state,
    redirectUri: site.redirectUri,
    context,
    request,
    platform,
  });
  return {code, paymentId, state};
}

function returnPath<Platform>({site}: ServerFlow<Platform>, address: string): string {
  return site.path(address) ?? invalid('return_to', `a path of this origin, of at most 512 characters`);
}

/**
 * Returns the webview's address.
 *
 * @throws {FlowError} if a parameter of the link is wrong.
 */
function webviewUrl<Platform>(
  {options, site}: ServerFlow<Platform> & {readonly options: ServerFlowClient},
  flow: Flow,
  request: Request,
  {parameters, language}: StartQuery,
  sent: Sent,
): string {
  const {domain, baseUrl, allowInsecureBaseUrl, clientId} = options;
  const service: Service = options.service || 'budgea';
  const tags = language === undefined ? languagesOf(request) : [language, ...languagesOf(request)];
  const nearest = tags.map((tag) => webviewLanguage(service, tag)).find(Boolean);
  return buildUrl(
    flow,
    ownProperties({
      ...parameters,
      ...sent,
      service,
      domain,
      baseUrl,
      allowInsecureBaseUrl,
      clientId,
      redirectUri: site.redirectUri,
      // today's service always needs one
      language: nearest ?? (service === 'powens' ? 'en' : undefined),
    }),
  );
}
