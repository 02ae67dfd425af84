import {accentText} from '../assets/accent.js';
import {scriptText} from '../assets/script.js';
import {styleText} from '../assets/style.js';
import {isColor} from '../color.js';
import {type Language, LANGUAGES, preferredAmong, preferredLanguage, spokenFor} from '../language.js';
import {nameOf} from '../pages/layout.js';
import {endedPage, nothingPage, refusalPage, sessionEndedPage, stepPage} from '../pages/pages.js';
import {assetResponse, pageResponse, redirectResponse} from '../responses.js';
import {matchRoute, type PathParameters, type Route} from '../router.js';
import {TEXTS} from '../texts/texts.js';
import {wayTo} from '../way-to.js';
import type {World} from '../world/world.js';
import {type Answer, callbackUrl} from './callback.js';
import {backToQuestion, connectFlow} from './connect-flow.js';
import {emulatedEndings} from './emulation.js';
import {answerAtOnce, type FlowEnding} from './ending.js';
import {checkEntry} from './entry.js';
import {finishTask, manageFlow} from './manage-flow.js';
import {type Flow, FLOWS, isFlow} from './parameters.js';
import {paymentFlow} from './payment-flow.js';
import {after, current, progressOf, reached} from './progress.js';
import {reconnectFlow} from './reconnect-flow.js';
import {Refusal} from './refusal.js';
import {DOCUMENTED, type Service, TODAYS} from './service.js';
import {type Session, Sessions} from './session.js';
import {leadsBack, type Step, type Visit} from './step.js';
import {transferFlow} from './transfer-flow.js';

const STEPS: Readonly<Record<Flow, (visit: Visit) => readonly Step[]>> = {
  connect: connectFlow,
  reconnect: reconnectFlow,
  manage: manageFlow,
  transfer: transferFlow,
  payment: paymentFlow,
};

function stepsOf(visit: Visit): readonly Step[] {
  return STEPS[visit.session.entry.flow](visit);
}

const CANCELLED: Answer = {error: 'access_denied', error_description: 'The user cancelled the flow.'};
const ASSETS_PATH = `${DOCUMENTED.path}assets/`;

/** One request to the webview. */
interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly parameters: PathParameters;
}

type Handler = (call: Call) => Response | Promise<Response>;

/** Whether an address is a style sheet or a script of the pages. */
export function isAsset({pathname}: URL): boolean {
  return pathname.startsWith(ASSETS_PATH);
}

/** The pages that users are sent to. */
export class Webview {
  readonly #world: World;
  readonly #sessions: Sessions;
  readonly #slowAnswer: number;
  readonly #endings: FlowEnding[];
  readonly #routes: readonly Route<Handler>[] = [
    {path: `${ASSETS_PATH}:asset`, methods: {'*': answerAsset}},
    ...LANGUAGES.flatMap((language) => this.#sessionRoutes(language)),
    ...[DOCUMENTED, TODAYS].flatMap((service) => FLOWS.flatMap((flow) => this.#flowRoutes(service, flow))),
  ];

  constructor(
    world: World,
    {
      slowAnswer,
      endings,
    }: {
      /** The delay of a slow answer, in milliseconds. */
      readonly slowAnswer: number;
      /** How the next flows end, in order. A flow removes the one that it uses. */
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
    const match = matchRoute(this.#routes, request.method, url.pathname);
    if (match.kind === 'found') return match.handler({request, url, parameters: match.parameters});
    if (match.kind === 'method-not-allowed') {
      return nothing(request, url, 405, {allow: match.allowed.join(', ')});
    }
    return belongsToWebview(url) ? nothing(request, url, 404) : undefined;
  }

  /** The start of a flow, with a language in the address or without. */
  #flowRoutes(service: Service, flow: Flow): readonly Route<Handler>[] {
    return [
      {path: `${service.path}${flow}`, methods: {'*': (call) => toLanguage(call, service, flow)}},
      ...service.languages.map((segment) => ({
        path: `${service.path}${segment}/${flow}`,
        methods: {GET: ({url}: Call) => this.#start(url, {service, language: spokenFor(segment), flow})},
      })),
    ];
  }

  /** The pages of a flow that has started. */
  #sessionRoutes(language: Language): readonly Route<Handler>[] {
    const path = `${DOCUMENTED.path}${language}/session/:session`;
    const show: Handler = (call) => this.#show(call, language);
    const submit = this.#formHandler(language, (visit, form, name) => this.#submit(visit, form, name));
    const emulate = this.#formHandler(language, (visit, form) => this.#emulate(visit, form));
    return [
      {path, methods: {GET: show, POST: submit}},
      {path: `${path}/emulation`, methods: {GET: show, POST: emulate}},
      {path: `${path}/:step`, methods: {GET: show, POST: submit}},
    ];
  }

  /** Reads the form that a page of a session sent. The answer is slow if the user asked for that. */
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
      // the session may have ended in another tab during the delay
      const visit = this.#visit(id, language, url);
      return visit ? handle(visit, form, step) : sessionEnded(language, url);
    };
  }

  #start(
    url: URL,
    {service, language, flow}: {readonly service: Service; readonly language: Language; readonly flow: Flow},
  ): Response {
    try {
      const session = this.#sessions.start(checkEntry(service, flow, url.searchParams, this.#world));
      const visit = visitOf(session, {world: this.#world, language, url});
      const ending = this.#endings.shift();
      return ending === undefined ? toStep(visit) : this.#end(visit, answerAtOnce(visit, ending));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return pageResponse(refusalPage({language, url}, error), error.status);
    }
  }

  #show({url, parameters: {session: id = '', step: name}}: Call, language: Language): Response {
    const visit = this.#visit(id, language, url);
    if (!visit) return sessionEnded(language, url);
    const steps = stepsOf(visit);
    const step = reached(steps, name);
    if (!step) return toStep(visit, current(steps));
    return pageResponse(stepPage(visit, step, progressOf(visit.session, steps, step)));
  }

  #submit(visit: Visit, form: URLSearchParams, name: string | undefined): Response {
    const {session} = visit;
    const step = reached(stepsOf(visit), name);
    session.problem = undefined;
    if (step && form.get('action') === 'cancel') {
      if (!leadsBack(session)) return this.#end(visit, CANCELLED);
      if (session.task) finishTask(session);
      else backToQuestion(visit);
    } else if (step) {
      const answer = step.submit(form);
      if (answer) return this.#end(visit, answer);
    }
    // the form may have changed which steps there are
    const steps = stepsOf(visit);
    // a user who went back continues with the step after this one, even if later steps are done
    const next = step && after(steps, step);
    return toStep(visit, next ?? current(steps));
  }

  #emulate(visit: Visit, form: URLSearchParams): Response {
    const {session} = visit;
    const ending = emulatedEndings(session.entry).find(({name}) => name === form.get('end'));
    if (ending) return this.#end(visit, ending.end());
    if (form.get('end') === 'slow') session.slow = true;
    const steps = stepsOf(visit);
    return toStep(visit, reached(steps, form.get('step') ?? undefined) ?? current(steps));
  }

  /** Sends the user back to the application, or says that there is no way back. */
  #end(visit: Visit, answer: Answer): Response {
    const {redirectUri, state} = visit.session.entry;
    this.#sessions.end(visit.session);
    if (redirectUri === undefined) return pageResponse(endedPage(visit, answer['error']));
    return redirectResponse(callbackUrl(redirectUri, answer, state), 303);
  }

  #visit(id: string, language: Language, url: URL): Visit | undefined {
    const session = this.#sessions.find(id);
    return session && visitOf(session, {world: this.#world, language, url});
  }
}

function visitOf(session: Session, {world, language, url}: Pick<Visit, 'world' | 'language' | 'url'>): Visit {
  return {world, session, language, texts: TEXTS[language], url, clientName: nameOf(session.entry.client)};
}

function answerAsset({request, url, parameters: {asset = ''}}: Call): Response {
  if (asset === 'style.css') return assetResponse(styleText, 'text/css');
  if (asset === 'filter.js') return assetResponse(scriptText, 'text/javascript');
  const color = /^accent-(.*)\.css$/.exec(asset)?.[1];
  if (color !== undefined && isColor(color)) return assetResponse(accentText(color), 'text/css');
  return nothing(request, url, 404);
}

function toLanguage({request, url}: Call, {path, languages}: Service, flow: Flow): Response {
  const language = preferredAmong(languages, request);
  return redirectResponse(wayTo(`${path}${language}/${flow}`, url) + url.search, 302, {
    vary: 'accept-language',
  });
}

/** Redirects to a step of the session, by default to the one that the user has reached. */
function toStep({language, session, url}: Visit, step?: Step): Response {
  const path = `${DOCUMENTED.path}${language}/session/${session.id}`;
  return redirectResponse(wayTo(step ? `${path}/${step.name}` : path, url), 303);
}

function sessionEnded(language: Language, url: URL): Response {
  return pageResponse(sessionEndedPage({language, url}), 410);
}

function nothing(
  request: Request,
  url: URL,
  status: 404 | 405,
  headers?: Readonly<Record<string, string>>,
): Response {
  const {languages} = serviceAt(url);
  const [segment = ''] = segmentsOf(url);
  const language = languages.includes(segment) ? spokenFor(segment) : preferredLanguage(request);
  return pageResponse(nothingPage({language, url}), status, headers);
}

/** Whether an address is the webview's even if there is no page. The API shares the root with today's address. */
function belongsToWebview(url: URL): boolean {
  if (serviceAt(url) === DOCUMENTED) return true;
  const [first = '', second] = segmentsOf(url);
  return isFlow(first) || isFlow(second) || TODAYS.languages.includes(first);
}

function serviceAt({pathname}: URL): Service {
  return pathname.startsWith(DOCUMENTED.path) ? DOCUMENTED : TODAYS;
}

/** The segments of an address after the part that all addresses of its service share. */
function segmentsOf(url: URL): readonly string[] {
  return url.pathname.slice(serviceAt(url).path.length).split('/');
}
