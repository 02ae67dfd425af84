import {html, nothing, type TemplateResult} from 'lit';
import type {ButtonTexts} from '../../languages/texts.js';
import type {FlowStarter} from './flow-controller.js';

/** What is said of a start to those who do not see the button turn: that it is under way. */
export function startUnderWay({pending}: FlowStarter, texts: ButtonTexts): string {
  return pending ? texts.starting : '';
}

/** What is said of a start to everybody: that it failed. */
export function startFailure({failed}: FlowStarter, texts: ButtonTexts): TemplateResult | typeof nothing {
  return failed ? html`<p part="message" role="alert">${texts.startFailed}</p>` : nothing;
}
