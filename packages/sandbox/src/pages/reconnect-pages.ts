import {html} from '../html.js';
import type {Visit} from '../session/visit.js';
import type {Connection} from '../world/connections.js';
import {bankHeader, cancelLabel, stepForm} from './parts.js';
import type {StepContent} from './step-page.js';

/** Says why signing in again does not repair a connection. */
export function unrepairablePage(visit: Visit, {connector, state}: Connection): StepContent {
  const {reconnect} = visit.texts;
  return {
    heading: reconnect.unrepairableHeading(connector.name),
    body: html`${bankHeader(connector)}
<p>${reconnect.reasons[state ?? ''] ?? reconnect.otherReason}</p>
<p>${reconnect.unchanged}</p>
${stepForm(
  visit,
  html`<div class="actions"><button class="primary" name="action" value="cancel">${cancelLabel(visit, reconnect.leave(visit.clientName))}</button></div>`,
)}`,
  };
}
