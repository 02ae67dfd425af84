import type {Html} from '../html.js';
import type {Language} from '../language.js';
import type {Texts} from '../texts/texts.js';
import type {World} from '../world/world.js';
import type {Answer} from './callback.js';
import type {Problem, Session} from './session.js';

/** What a step knows while it shows itself or takes a form. */
export interface Visit {
  readonly world: World;
  readonly session: Session;
  readonly language: Language;
  readonly texts: Texts;
  /** The address of the page that is asked for. */
  readonly url: URL;
  /** The name of the application that the user comes from. */
  readonly clientName: string;
}

/** What a step shows. */
export interface StepPage {
  readonly heading: string;
  readonly body: Html;
}

/** One page of a flow. */
export interface Step {
  readonly name: string;
  /** Whether the steps after it can be reached. */
  readonly done: boolean;
  /** Whether it counts as one with the step before. */
  readonly joined?: boolean;
  /** Whether it is counted at all. */
  readonly uncounted?: boolean;
  readonly page: () => StepPage;
  /** Takes the form. Gives the answer to the application where the flow ends. */
  readonly submit: (form: URLSearchParams) => Answer | undefined;
}

/** Whether cancelling leads back within the flow, and so does not end it. */
export function leadsBack({entry, task, added, asksForMore}: Session): boolean {
  return task !== undefined || (entry.flow === 'connect' && added.length > 0 && !asksForMore);
}

/** Notes what was wrong with a step's form, and stays there. */
export function complain(
  {session}: Visit,
  step: string,
  errors: Problem['errors'],
  values: Problem['values'] = {},
): Answer | undefined {
  session.problem = {step, errors, values};
  return undefined;
}

/** What was wrong with this step's form, if it was the last that was sent. */
export function problemOf({session}: Visit, step: string): Problem | undefined {
  return session.problem?.step === step ? session.problem : undefined;
}
