import type {FlowResult} from '../service/results.js';

/** Fired when `<budgea-callback>` has its result. Cancel it, and the element shows and does nothing more. */
export class BudgeaResultEvent extends Event {
  /** How the flow ended. */
  readonly result: FlowResult;

  constructor(result: FlowResult) {
    super('budgea-result', {bubbles: true, composed: true, cancelable: true});
    this.result = result;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'budgea-result': BudgeaResultEvent;
  }
}
