import {accentText} from '../assets/accent.js';
import {scriptText} from '../assets/script.js';
import {styleText} from '../assets/style.js';
import {isColor} from '../color.js';
import {isLanguage, type Language, preferredAmong, preferredLanguage, spokenFor} from '../language.js';
import {nameOf} from '../pages/layout.js';
import {endedPage, nothingPage, refusalPage, sessionEndedPage, stepPage} from '../pages/pages.js';
import {assetResponse, pageResponse, redirectResponse} from '../responses.js';
import {TEXTS} from '../texts/texts.js';
import {wayTo} from '../way-to.js';
import type {World} from '../world/world.js';
import {type Answer, callbackUrl} from './callback.js';
import {backToQuestion, connectFlow} from './connect-flow.js';
import {emulatedEndings} from './emulation.js';
import {answerAtOnce, type FlowEnding} from './ending.js';
import {checkEntry} from './entry.js';
import {finishTask, manageFlow} from './manage-flow.js';
import {type Flow, isFlow} from './parameters.js';
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

/** Whether an address is a style sheet or a script of the pages. */
export function isAsset({pathname}: URL): boolean {
  return pathname.startsWith(`${DOCUMENTED.path}assets/`);
}

const CANCELLED: Answer = {error: 'access_denied', error_description: 'The user cancelled the flow.'};

/** The pages that a user is sent to. */
export class Webview {
  readonly #world: World;
  readonly #sessions: Sessions;
  readonly #slowAnswer: number;
  readonly #endings: FlowEnding[];

  constructor(
    world: World,
    {
      slowAnswer,
      endings,
    }: {
      readonly slowAnswer: number;
      /** How the next flows end, the next one first. Those that were used are taken away. */
      readonly endings: FlowEnding[];
    },
  ) {
    this.#world = world;
    this.#sessions = new Sessions(world);
    this.#slowAnswer = slowAnswer;
    this.#endings = endings;
  }

  /** The answer to a request, or nothing where it is none of the webview's. */
  async answer(request: Request, url: URL): Promise<Response | undefined> {
    if (url.pathname.startsWith(DOCUMENTED.path)) return this.#answerDocumented(request, url);
    const [first = '', second] = url.pathname.slice(TODAYS.path.length).split('/');
    if (!isFlow(first) && !isFlow(second) && !TODAYS.languages.includes(first)) return undefined;
    return this.#enter(request, url, TODAYS) ?? nothing(url, pageLanguage(request, TODAYS, first));
  }

  async #answerDocumented(request: Request, url: URL): Promise<Response> {
    const [first, second, id, step, ...rest] = url.pathname.slice(DOCUMENTED.path.length).split('/');
    if (first === 'assets' && id === undefined) {
      if (second === 'style.css') return assetResponse(styleText, 'text/css');
      const color = /^accent-(.*)\.css$/.exec(second ?? '')?.[1];
      if (color !== undefined && isColor(color)) return assetResponse(accentText(color), 'text/css');
      if (second === 'filter.js') return assetResponse(scriptText, 'text/javascript');
    }
    if (isLanguage(first) && second === 'session' && id !== undefined && rest.length === 0) {
      return this.#continue(request, url, first, id, step);
    }
    return this.#enter(request, url, DOCUMENTED) ?? nothing(url, pageLanguage(request, DOCUMENTED, first));
  }

  /** Starts a flow where the address names one, with its language or without. */
  #enter(request: Request, url: URL, service: Service): Response | undefined {
    const [first = '', second, ...rest] = url.pathname.slice(service.path.length).split('/');
    if (isFlow(first) && second === undefined) return toLanguage(request, url, service, first);
    if (!service.languages.includes(first) || !isFlow(second) || rest.length > 0) return undefined;
    return this.#start(request, url, {service, language: spokenFor(first), flow: second});
  }

  #start(
    request: Request,
    url: URL,
    {service, language, flow}: {readonly service: Service; readonly language: Language; readonly flow: Flow},
  ): Response {
    if (request.method !== 'GET') return notAllowed(language, url, 'GET');
    try {
      const session = this.#sessions.start(checkEntry(service, flow, url.searchParams, this.#world));
      const ending = this.#endings.shift();
      if (ending === undefined) return toSession({language, session, url});
      this.#sessions.end(session);
      const visit = this.#visit(session, language, url);
      return this.#end(visit, answerAtOnce(visit, ending));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return pageResponse(refusalPage({language, url}, error), error.status);
    }
  }

  async #continue(
    request: Request,
    url: URL,
    language: Language,
    id: string,
    name: string | undefined,
  ): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'POST') return notAllowed(language, url, 'GET, POST');
    const session = this.#sessions.find(id);
    if (!session) return pageResponse(sessionEndedPage({language, url}), 410);
    const visit = this.#visit(session, language, url);
    if (request.method === 'GET') return this.#show(visit, name);
    const form = new URLSearchParams(await request.text());
    if (session.slow) {
      session.slow = false;
      await new Promise((resolve) => setTimeout(resolve, this.#slowAnswer));
      // it may have ended in another tab meanwhile
      if (!this.#sessions.find(id)) return pageResponse(sessionEndedPage({language, url}), 410);
    }
    return name === 'emulation' ? this.#emulate(visit, form) : this.#take(visit, name, form);
  }

  #visit(session: Session, language: Language, url: URL): Visit {
    const clientName = nameOf(session.entry.client);
    return {world: this.#world, session, language, texts: TEXTS[language], url, clientName};
  }

  #show(visit: Visit, name: string | undefined): Response {
    const steps = STEPS[visit.session.entry.flow](visit);
    const step = reached(steps, name);
    if (!step) return toSession(visit, current(steps));
    return pageResponse(stepPage(visit, step, progressOf(visit.session, steps, step)));
  }

  #take(visit: Visit, name: string | undefined, form: URLSearchParams): Response {
    const {session} = visit;
    const step = reached(STEPS[session.entry.flow](visit), name);
    session.problem = undefined;
    if (step && form.get('action') === 'cancel') {
      if (!leadsBack(session)) return this.#end(visit, CANCELLED);
      if (session.task) finishTask(session);
      else backToQuestion(visit);
    } else if (step) {
      const answer = step.submit(form);
      if (answer) return this.#end(visit, answer);
    }
    const steps = STEPS[session.entry.flow](visit);
    // a form that was changed after going back leads to what follows it, whatever was done before
    const next = step && after(steps, step);
    return toSession(visit, next ?? current(steps));
  }

  #emulate(visit: Visit, form: URLSearchParams): Response {
    const {session} = visit;
    const ending = emulatedEndings(session.entry).find(({name}) => name === form.get('end'));
    if (ending) return this.#end(visit, ending.end());
    if (form.get('end') === 'slow') session.slow = true;
    const steps = STEPS[session.entry.flow](visit);
    const step = reached(steps, form.get('step') ?? undefined);
    return toSession(visit, step ?? current(steps));
  }

  #end(visit: Visit, answer: Answer): Response {
    const {redirectUri, state} = visit.session.entry;
    this.#sessions.end(visit.session);
    if (redirectUri === undefined) return pageResponse(endedPage(visit, answer['error']));
    return redirectResponse(callbackUrl(redirectUri, answer, state), 303);
  }
}

function toLanguage(request: Request, url: URL, {path, languages}: Service, flow: Flow): Response {
  const language = preferredAmong(languages, request);
  return redirectResponse(wayTo(`${path}${language}/${flow}`, url) + url.search, 302, {
    vary: 'accept-language',
  });
}

/** The language of a page at an address that may begin with one. */
function pageLanguage(request: Request, {languages}: Service, segment = ''): Language {
  return languages.includes(segment) ? spokenFor(segment) : preferredLanguage(request);
}

function nothing(url: URL, language: Language): Response {
  return pageResponse(nothingPage({language, url}), 404);
}

function toSession(
  {language, session, url}: Pick<Visit, 'language' | 'session' | 'url'>,
  step?: Step,
): Response {
  const path = `${DOCUMENTED.path}${language}/session/${session.id}`;
  return redirectResponse(wayTo(step ? `${path}/${step.name}` : path, url), 303);
}

function notAllowed(language: Language, url: URL, allow: string): Response {
  return pageResponse(nothingPage({language, url}), 405, {allow});
}
