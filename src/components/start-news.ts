import {html, nothing, type TemplateResult} from 'lit';
import type {ButtonTexts} from '../languages/texts.js';
import type {FlowStarter} from './flow-starter.js';

/** What is said of a start: to those who do not see the button turn that it is under way, to everybody that it failed. */
export function startNews({pending, failed}: FlowStarter, texts: ButtonTexts): TemplateResult {
  // no white space between the tags: each piece of it would be a node of each button
  return html`<p class="unseen" role="status">${pending ? texts.starting : nothing}</p
    >${failed ? html`<p part="message" role="alert">${texts.startFailed}</p>` : nothing}`;
}
