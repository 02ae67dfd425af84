import type {Flow} from '../service/parameters.js';

/** Fired just before the page leaves for the webview. Cancel it to stay; `url` can still be opened in another way. */
export class BudgeaLeaveEvent extends Event {
  /** The flow that starts. */
  readonly flow: Flow;
  /** The webview's address. It may hold a temporary code, so keep it out of logs. */
  readonly url: string;

  constructor(flow: Flow, url: string) {
    super('budgea-leave', {bubbles: true, composed: true, cancelable: true});
    this.flow = flow;
    this.url = url;
  }
}

declare global {
  interface GlobalEventHandlersEventMap {
    'budgea-leave': BudgeaLeaveEvent;
  }
}
