import {own} from '../own.js';
import type {Progress, StepContent} from '../pages/step-page.js';
import type {Problem} from '../session/session.js';
import type {Visit} from '../session/visit.js';
import type {Answer} from './callback.js';

/** One page of a flow and its form. */
export interface Step {
  readonly name: string;
  /** Whether the user can reach the steps after this one. */
  readonly isDone: () => boolean;
  /** Whether this step and the one before count as one. */
  readonly joined?: boolean;
  /** Whether the numbering of the steps leaves this one out. */
  readonly uncounted?: boolean;
  readonly page: () => StepContent;
  /** Handles the form. Returns the answer to the application if the flow ends. */
  readonly submit: (form: URLSearchParams) => Answer | undefined;
}

/** Keeps what was wrong with a step's form, which the user sees again. Returns nothing, because the flow goes on. */
export function rejectForm(
  {session}: Visit,
  step: string,
  errors: Problem['errors'],
  values: Problem['values'] = {},
): Answer | undefined {
  session.problem = {step, errors: own(errors), values: own(values)};
  return undefined;
}

/** Returns the step with this name, if all steps before it are done. */
export function findReachable(steps: readonly Step[], name: string | undefined): Step | undefined {
  const index = steps.findIndex((step) => step.name === name);
  return steps.slice(0, Math.max(index, 0)).every(({isDone}) => isDone()) ? steps[index] : undefined;
}

/** Returns the first step that is not done. */
export function currentStep(steps: readonly Step[]): Step {
  const step = steps.find(({isDone}) => !isDone()) ?? steps.at(-1);
  if (!step) throw new Error('A flow has at least one step.');
  return step;
}

/** Returns the step that the user sees after the form of a step: the next one if it is done, or the same again. */
export function nextStep(steps: readonly Step[], step: Step): Step | undefined {
  return step.isDone() ? steps[steps.indexOf(step) + 1] : step;
}

/** Returns the position of a step, unless it is not counted or the only one. */
export function progressAt(steps: readonly Step[], step: Step, earlierSteps: number): Progress | undefined {
  const total = earlierSteps + countSteps(steps);
  if (own(step).uncounted || total < 2) return undefined;
  return {step: earlierSteps + countSteps(steps.slice(0, steps.indexOf(step) + 1)), total};
}

/** Returns how many steps the user sees, in the numbering of the steps. */
export function countSteps(steps: readonly Step[]): number {
  return steps.map(own).filter(({joined, uncounted}) => !joined && !uncounted).length;
}
