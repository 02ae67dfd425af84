import {BUDGEA} from '../entry/service.js';
import type {Language} from '../language.js';
import type {SandboxClient} from '../options.js';
import {TEXTS, type Texts} from '../texts/texts.js';
import type {World} from '../world/world.js';
import type {Problem, Session} from './session.js';

/** One request in a session: everything that steps and pages need. */
export interface Visit {
  readonly world: World;
  readonly session: Session;
  readonly language: Language;
  readonly texts: Texts;
  /** The address of the request. */
  readonly url: URL;
  /** Whether the page is shown in a frame, as browsers say in a header. */
  readonly framed: boolean;
  /** The name of the application that sent the user. */
  readonly clientName: string;
}

/** Returns a visit, with the texts in its language. */
export function createVisit({
  request,
  ...visit
}: Pick<Visit, 'world' | 'session' | 'language' | 'url'> & {readonly request: Request}): Visit {
  const framed = /^i?frame$/.test(request.headers.get('sec-fetch-dest') ?? '');
  return {...visit, framed, texts: TEXTS[visit.language], clientName: clientName(visit.session.entry.client)};
}

/** Returns what the pages call an application. */
export function clientName({name = 'Demo application'}: SandboxClient): string {
  return name;
}

/** Returns the path of the session, in the language of the visit. */
export function sessionPath({language, session}: Visit): string {
  return `${BUDGEA.path}${language}/session/${session.id}`;
}

/** Whether the cancel button goes back to an earlier page of the flow. Otherwise it ends the flow. */
export function canGoBack({entry, task, opened, added, asksForAnother}: Session): boolean {
  return (
    task !== undefined ||
    opened !== undefined ||
    (entry.flow === 'connect' && added.length > 0 && !asksForAnother)
  );
}

/** Returns what was wrong with the form of a step, if it was the last form that the user sent. */
export function problemOf({session}: Visit, step: string): Problem | undefined {
  return session.problem?.step === step ? session.problem : undefined;
}
