import type {Session} from './session.js';
import type {Step} from './step.js';

/** The step with this name if all before it are done. */
export function reached(steps: readonly Step[], name: string | undefined): Step | undefined {
  const index = steps.findIndex((step) => step.name === name);
  return steps.slice(0, Math.max(index, 0)).every(({done}) => done) ? steps[index] : undefined;
}

/** The first step that is not done. */
export function current(steps: readonly Step[]): Step {
  const step = steps.find(({done}) => !done) ?? steps.at(-1);
  if (!step) throw new Error('A flow has at least one step.');
  return step;
}

/** What follows a step that is done. */
export function after(steps: readonly Step[], before: Step): Step | undefined {
  const index = steps.findIndex(({name}) => name === before.name);
  return steps[index]?.done ? steps[index + 1] : undefined;
}

/** Which step of how many this is, where it counts. */
export function progressOf(
  session: Session,
  steps: readonly Step[],
  step: Step,
): {at: number; of: number} | undefined {
  const behind = session.stepsBehind;
  const counted = steps.filter(({joined, uncounted}) => !joined && !uncounted);
  if (step.uncounted || counted.length + behind < 2) return undefined;
  const until = steps
    .slice(0, steps.indexOf(step) + 1)
    .filter(({joined, uncounted}) => !joined && !uncounted);
  return {at: until.length + behind, of: counted.length + behind};
}
