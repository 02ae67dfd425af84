import type {FlowResult} from '../service/results.js';

/**
 * Fired once after `budgea-result`, when `<budgea-callback>` has nothing left to do: a received code is saved, or there
 * was none.
 */
export class BudgeaDoneEvent extends Event {
  /** How the flow ended. */
  readonly result: FlowResult;

  constructor(result: FlowResult) {
    super('budgea-done', {bubbles: true, composed: true});
    this.result = result;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'budgea-done': BudgeaDoneEvent;
  }
}
