import {own} from '../own.js';
import {ASSETS_PATH, findAsset} from '../assets/assets.js';
import {type Entry, readEntry} from '../entry/entry.js';
import {type Flow, FLOWS, isFlow} from '../entry/parameters.js';
import {Refusal} from '../entry/refusal.js';
import {PAY_PAGES} from '../entry/pay-page.js';
import {readPayEntry} from '../entry/pay-pages.js';
import {BUDGEA, OLD_PAY, PAY, POWENS, type Service, V3} from '../entry/service.js';
import {readV3Entry, V3_PAGES} from '../entry/v3.js';
import {type Language, LANGUAGES, preferredAmong, preferredLanguage, spokenFor} from '../language.js';
import {
  endedPage,
  notFoundPage,
  refusalPage,
  sessionEndedPage,
  terminationPage,
} from '../pages/message-pages.js';
import {stepPage} from '../pages/step-page.js';
import {assetResponse, FRAMEABLE, pageResponse, redirectResponse, textResponse} from '../responses.js';
import {matchRoute, type PathParameters, type Route} from '../router.js';
import {Sessions} from '../session/session.js';
import {canGoBack, createVisit, sessionPath, type Visit} from '../session/visit.js';
import {wayTo} from '../way-to.js';
import type {World} from '../world/world.js';
import {type Answer, callbackUrl, CANCELLED} from './callback.js';
import {askForAnother, connectFlow} from './connect-flow.js';
import {inTermsOf} from './dialect.js';
import {emulatedEndings} from './emulation.js';
import {endAtOnce, type FlowEnding} from './ending.js';
import {finishTask, manageFlow} from './manage-flow.js';
import {closeTransfer, payFlow} from './pay-pages-flow.js';
import {leavePayment, paymentFlow} from './payment-flow.js';
import {reconnectFlow} from './reconnect-flow.js';
import {currentStep, findReachable, progressAt, nextStep, type Step} from './step.js';
import {terminationOf} from './termination.js';
import {transferFlow} from './transfer-flow.js';

/** One request to the webview. */
interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly parameters: PathParameters;
}

type Handler = (call: Call) => Response | Promise<Response>;

const FLOW_STEPS: Readonly<Record<Flow, (visit: Visit) => readonly Step[]>> = {
  connect: connectFlow,
  reconnect: reconnectFlow,
  manage: manageFlow,
  transfer: transferFlow,
  payment: paymentFlow,
};

/** The pages that users are sent to. */
export class Webview {
  readonly #world: World;
  readonly #sessions: Sessions;
  readonly #slowAnswer: number;
  readonly #endings: FlowEnding[];
  readonly #routes: readonly Route<Handler>[] = [
    {path: `${ASSETS_PATH}:asset`, methods: {'*': answerAsset}},
    ...LANGUAGES.flatMap((language) => this.#sessionRoutes(language)),
    ...[BUDGEA, POWENS].flatMap((service) =>
      FLOWS.flatMap((flow) =>
        this.#entryRoutes(service, flow, ({url}) => readEntry(service, flow, url, this.#world)),
      ),
    ),
    ...V3_PAGES.flatMap((page) =>
      this.#entryRoutes(V3, page, ({url}) => readV3Entry(page, url.searchParams, this.#world)),
    ),
    ...[PAY, OLD_PAY].flatMap((service) =>
      PAY_PAGES.flatMap((page) =>
        this.#entryRoutes(service, page, ({url, parameters}) =>
          readPayEntry(service, page, {query: url.searchParams, path: parameters}, this.#world),
        ),
      ),
    ),
  ];

  constructor(
    world: World,
    {
      slowAnswer,
      endings,
    }: {
      /** The delay of a slow answer, in milliseconds. */
      readonly slowAnswer: number;
      /** How the next flows end, in order. A flow removes the ending that it uses. */
      readonly endings: FlowEnding[];
    },
  ) {
    this.#world = world;
    this.#sessions = new Sessions(world);
    this.#slowAnswer = slowAnswer;
    this.#endings = endings;
  }

  /** Answers a request, or returns nothing if its address does not belong to the webview. */
  async answer(request: Request, url: URL): Promise<Response | undefined> {
    // like the service, takes a slash at the end of any path
    const pathname = url.pathname.replace(/\/$/, '');
    const match = matchRoute(this.#routes, request.method, pathname);
    if (match.kind === 'found') return match.handler({request, url, parameters: match.parameters});
    if (match.kind === 'method-not-allowed') {
      return notFound(request, url, 405, {allow: match.allowed.join(', ')});
    }
    return belongsToWebview(url) ? notFound(request, url) : undefined;
  }

  /** The routes of an address that starts a flow, with and without a language. */
  #entryRoutes(service: Service, page: string, read: (call: Call) => Entry): readonly Route<Handler>[] {
    return [
      {path: service.path + page, methods: {'*': (call) => redirectToLanguage(call, service)}},
      ...service.languages.map((segment) => ({
        path: `${service.path}${segment}/${page}`,
        methods: {GET: (call: Call) => this.#start(service, spokenFor(segment), call, read)},
      })),
    ];
  }

  /** The routes of a flow that has started. */
  #sessionRoutes(language: Language): readonly Route<Handler>[] {
    const path = `${BUDGEA.path}${language}/session/:session`;
    const show: Handler = (call) => this.#show(call, language);
    const submit = this.#formHandler(language, (visit, form, name) => this.#submit(visit, form, name));
    const emulate = this.#formHandler(language, (visit, form) => this.#emulate(visit, form));
    return [
      {path, methods: {GET: show, POST: submit}},
      {path: `${path}/emulation`, methods: {GET: show, POST: emulate}},
      {path: `${path}/:step`, methods: {GET: show, POST: submit}},
    ];
  }

  /** Reads a form, and waits before the answer if the user has asked for a slow one. */
  #formHandler(
    language: Language,
    handle: (visit: Visit, form: URLSearchParams, step: string | undefined) => Response,
  ): Handler {
    return async (call) => {
      const {session: id = '', step} = call.parameters;
      const form = new URLSearchParams(await call.request.text());
      const session = this.#sessions.find(id);
      if (session?.slow) {
        session.slow = false;
        await new Promise((resolve) => setTimeout(resolve, this.#slowAnswer));
      }
      // looked up again: the session may have ended in another tab during the delay
      const visit = this.#findVisit(id, language, call);
      return visit ? handle(visit, form, step) : sessionEnded(language, call.url);
    };
  }

  #start(service: Service, language: Language, call: Call, read: (call: Call) => Entry): Response {
    const {url} = call;
    const refused = refusalOfLoad(call.request, service);
    if (refused) return refused;
    const withCode = addressWithCode(service, url);
    try {
      const session = this.#sessions.start(read(call), withCode);
      const visit = createVisit({world: this.#world, session, language, request: call.request, url});
      const ending = this.#endings.shift();
      if (ending === undefined) return redirectToStep(visit);
      const answer = endAtOnce(visit, ending);
      const isExact = typeof ending === 'object' && 'answer' in ending;
      return isExact ? this.#leave(visit, answer) : this.#end(visit, answer);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const lacksCode = error.kind === 'missing-parameter' && error.parameter === 'code';
      const page = refusalPage({language, url, ...(lacksCode && {withCode})}, error);
      return pageResponse(page, error.status, frameHeaders(service));
    }
  }

  #show(call: Call, language: Language): Response {
    const {session: id = '', step: name} = call.parameters;
    const visit = this.#findVisit(id, language, call);
    if (!visit) return sessionEnded(language, call.url);
    const steps = stepsOf(visit);
    const step = findReachable(steps, name);
    if (!step) return redirectToStep(visit, currentStep(steps));
    const {entry, earlierSteps} = visit.session;
    return pageResponse(
      stepPage(visit, {
        name: step.name,
        content: step.page(),
        progress: progressAt(steps, step, earlierSteps),
        endings: emulatedEndings(entry),
      }),
      200,
      frameHeaders(entry.service),
    );
  }

  #submit(visit: Visit, form: URLSearchParams, name: string | undefined): Response {
    const {session} = visit;
    const steps = stepsOf(visit);
    const step = findReachable(steps, name);
    session.problem = undefined;
    if (!step) return redirectToStep(visit);
    if (form.get('action') === 'cancel') return this.#cancel(visit);
    const answer = step.submit(form);
    if (answer) return this.#end(visit, answer);
    // a user who went back continues with the next step, even if it is done
    return redirectToStep(visit, nextStep(steps, step));
  }

  #cancel(visit: Visit): Response {
    const {session} = visit;
    if (!canGoBack(session)) return this.#end(visit, cancelledAnswer(session.entry));
    if (session.opened) closeTransfer(session);
    else if (session.task) finishTask(session);
    else askForAnother(visit);
    return redirectToStep(visit);
  }

  #emulate(visit: Visit, form: URLSearchParams): Response {
    const {session} = visit;
    const ending = emulatedEndings(session.entry).find(({name}) => name === form.get('end'));
    if (ending) return this.#end(visit, ending.end());
    if (form.get('end') === 'slow') session.slow = true;
    return redirectToStep(visit, findReachable(stepsOf(visit), form.get('step') ?? undefined));
  }

  /** Ends the flow. The user goes back to the application, if it gave an address. */
  #end(visit: Visit, answer: Answer): Response {
    return this.#leave(visit, inTermsOf(visit, answer));
  }

  #leave(visit: Visit, given: Answer): Response {
    const answer = own(given);
    const {redirectUri, state, service} = visit.session.entry;
    this.#sessions.end(visit.session);
    if (visit.framed && service.takesElement) {
      return pageResponse(terminationPage(visit, terminationOf(answer, state)), 200, FRAMEABLE);
    }
    if (redirectUri === undefined) return pageResponse(endedPage(visit, answer['error']));
    return redirectResponse(callbackUrl(redirectUri, answer, state), 303);
  }

  #findVisit(id: string, language: Language, {request, url}: Call): Visit | undefined {
    const session = this.#sessions.find(id);
    return session && createVisit({world: this.#world, session, language, request, url});
  }
}

/**
 * Returns the answer to a request that does not open a page, such as of an image or a prefetch.
 *
 * Any page in the browser of a developer can make one. It must not use up a code or an ending that a test has prepared.
 * Only browsers send these headers.
 */
function refusalOfLoad({headers}: Request, {takesElement}: Service): Response | undefined {
  const purposes = ['sec-purpose', 'purpose', 'x-moz'].map((name) => headers.get(name) ?? '');
  if (purposes.some((purpose) => purpose.includes('prefetch'))) {
    // with an error, the browser asks again when the user opens the page
    return textResponse('A flow does not start before its page is opened.', 503);
  }
  const destination = headers.get('sec-fetch-dest') ?? 'document';
  if (destination === 'document' || (takesElement && /^i?frame$/.test(destination))) return undefined;
  return textResponse('A flow starts only if its page is opened.', 403);
}

/** Returns the headers of a page that the vendor's element can show in its frame. */
function frameHeaders({takesElement}: Service): Readonly<Record<string, string>> {
  return takesElement ? FRAMEABLE : {};
}

function stepsOf(visit: Visit): readonly Step[] {
  const {entry} = visit.session;
  return entry.pay ? payFlow(visit) : FLOW_STEPS[entry.flow](visit);
}

function cancelledAnswer({payment}: Entry): Answer {
  return payment ? leavePayment(payment, 'cancelled') : CANCELLED;
}

function answerAsset({request, url, parameters: {asset: name = ''}}: Call): Response {
  const asset = findAsset(name);
  return asset ? assetResponse(asset.text, asset.type) : notFound(request, url);
}

function redirectToLanguage({request, url}: Call, {path, languages}: Service): Response {
  const page = url.pathname.slice(path.length).replace(/\/$/, '');
  const language = preferredAmong(languages, request);
  return redirectResponse(wayTo(`${path}${language}/${page}`, url) + url.search, 302, {
    vary: 'accept-language',
  });
}

/** Returns the same address with `code=` at its end, if the code of the request can be in the fragment. */
function addressWithCode(
  {readsFragment}: Service,
  {pathname, search, searchParams}: URL,
): string | undefined {
  if (!readsFragment || searchParams.has('code')) return undefined;
  return `${pathname}${search === '' ? '?' : `${search}&`}code=`;
}

/** Redirects to a step. If the flow does not have it any more, or without one, the user lands on the current step. */
function redirectToStep(visit: Visit, step?: Step): Response {
  const path = sessionPath(visit);
  return redirectResponse(wayTo(step ? `${path}/${step.name}` : path, visit.url), 303);
}

function sessionEnded(language: Language, url: URL): Response {
  return pageResponse(sessionEndedPage({language, url}), 410);
}

function notFound(
  request: Request,
  url: URL,
  status: 404 | 405 = 404,
  headers?: Readonly<Record<string, string>>,
): Response {
  const [segment = ''] = segmentsOf(url);
  const isLanguage = serviceAt(url).languages.includes(segment);
  const language = isLanguage ? spokenFor(segment) : preferredLanguage(request);
  return pageResponse(notFoundPage({language, url}), status, headers);
}

/** Whether the webview answers an address that has no page. At the root, all other addresses are the API's. */
function belongsToWebview(url: URL): boolean {
  const [first = '', second] = segmentsOf(url);
  return serviceAt(url) !== POWENS || isFlow(first) || isFlow(second) || POWENS.languages.includes(first);
}

function serviceAt({pathname}: URL): Service {
  return [BUDGEA, OLD_PAY].find(({path}) => pathname.startsWith(path)) ?? POWENS;
}

/** Returns the segments of an address after the service's path. */
function segmentsOf(url: URL): readonly string[] {
  return url.pathname.slice(serviceAt(url).path.length).split('/');
}
