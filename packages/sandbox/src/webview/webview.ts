import {ASSETS_PATH, findAsset} from '../assets/assets.js';
import {type Entry, readEntry} from '../entry/entry.js';
import {type Flow, FLOWS, isFlow} from '../entry/parameters.js';
import {Refusal} from '../entry/refusal.js';
import {BUDGEA, POWENS, type Service} from '../entry/service.js';
import {type Language, LANGUAGES, preferredAmong, preferredLanguage, spokenFor} from '../language.js';
import {endedPage, notFoundPage, refusalPage, sessionEndedPage} from '../pages/message-pages.js';
import {stepPage} from '../pages/step-page.js';
import {assetResponse, pageResponse, redirectResponse} from '../responses.js';
import {matchRoute, type PathParameters, type Route} from '../router.js';
import {Sessions} from '../session/session.js';
import {canGoBack, createVisit, sessionPath, type Visit} from '../session/visit.js';
import {wayTo} from '../way-to.js';
import type {World} from '../world/world.js';
import {type Answer, callbackUrl, CANCELLED} from './callback.js';
import {askForAnother, connectFlow} from './connect-flow.js';
import {emulatedEndings} from './emulation.js';
import {endAtOnce, type FlowEnding} from './ending.js';
import {finishTask, manageFlow} from './manage-flow.js';
import {leavePayment, paymentFlow} from './payment-flow.js';
import {reconnectFlow} from './reconnect-flow.js';
import {currentStep, findReachable, progressAt, nextStep, type Step} from './step.js';
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
    ...[BUDGEA, POWENS].flatMap((service) => FLOWS.flatMap((flow) => this.#flowRoutes(service, flow))),
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

  /** The routes that start a flow, with and without a language. */
  #flowRoutes(service: Service, flow: Flow): readonly Route<Handler>[] {
    return [
      {path: service.path + flow, methods: {'*': (call) => redirectToLanguage(call, service, flow)}},
      ...service.languages.map((segment) => ({
        path: `${service.path}${segment}/${flow}`,
        methods: {GET: ({url}: Call) => this.#start(service, flow, spokenFor(segment), url)},
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
    return async ({request, url, parameters: {session: id = '', step}}) => {
      const form = new URLSearchParams(await request.text());
      const session = this.#sessions.find(id);
      if (session?.slow) {
        session.slow = false;
        await new Promise((resolve) => setTimeout(resolve, this.#slowAnswer));
      }
      // looked up again: the session may have ended in another tab during the delay
      const visit = this.#findVisit(id, language, url);
      return visit ? handle(visit, form, step) : sessionEnded(language, url);
    };
  }

  #start(service: Service, flow: Flow, language: Language, url: URL): Response {
    try {
      const session = this.#sessions.start(readEntry(service, flow, url.searchParams, this.#world));
      const visit = createVisit({world: this.#world, session, language, url});
      const ending = this.#endings.shift();
      return ending === undefined ? redirectToStep(visit) : this.#end(visit, endAtOnce(visit, ending));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return pageResponse(refusalPage({language, url}, error), error.status);
    }
  }

  #show({url, parameters: {session: id = '', step: name}}: Call, language: Language): Response {
    const visit = this.#findVisit(id, language, url);
    if (!visit) return sessionEnded(language, url);
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
    if (session.task) finishTask(session);
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

  /** Ends the session. The user goes back to the application, if it gave an address. */
  #end(visit: Visit, answer: Answer): Response {
    const {redirectUri, state} = visit.session.entry;
    this.#sessions.end(visit.session);
    if (redirectUri === undefined) return pageResponse(endedPage(visit, answer['error']));
    return redirectResponse(callbackUrl(redirectUri, answer, state), 303);
  }

  #findVisit(id: string, language: Language, url: URL): Visit | undefined {
    const session = this.#sessions.find(id);
    return session && createVisit({world: this.#world, session, language, url});
  }
}

function stepsOf(visit: Visit): readonly Step[] {
  return FLOW_STEPS[visit.session.entry.flow](visit);
}

function cancelledAnswer({payment}: Entry): Answer {
  return payment ? leavePayment(payment, 'cancelled') : CANCELLED;
}

function answerAsset({request, url, parameters: {asset: name = ''}}: Call): Response {
  const asset = findAsset(name);
  return asset ? assetResponse(asset.text, asset.type) : notFound(request, url);
}

function redirectToLanguage({request, url}: Call, {path, languages}: Service, flow: Flow): Response {
  const language = preferredAmong(languages, request);
  return redirectResponse(wayTo(`${path}${language}/${flow}`, url) + url.search, 302, {
    vary: 'accept-language',
  });
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
  return serviceAt(url) === BUDGEA || isFlow(first) || isFlow(second) || POWENS.languages.includes(first);
}

function serviceAt({pathname}: URL): Service {
  return pathname.startsWith(BUDGEA.path) ? BUDGEA : POWENS;
}

/** Returns the segments of an address after the service's path. */
function segmentsOf(url: URL): readonly string[] {
  return url.pathname.slice(serviceAt(url).path.length).split('/');
}
