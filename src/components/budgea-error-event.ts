import type {FlowError} from '../service/flow-error.js';

/**
 * Fired when a flow could not start, or a received code could not be handed over. Cancel it, and the element shows no
 * message and writes nothing into the console.
 */
export class BudgeaErrorEvent extends Event {
  /** What went wrong. */
  readonly error: FlowError;

  constructor(error: FlowError) {
    super('budgea-error', {bubbles: true, composed: true, cancelable: true});
    this.error = error;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'budgea-error': BudgeaErrorEvent;
  }
}
