import {type Html, html} from '../html.js';
import type {Visit} from '../session/visit.js';
import type {Connection} from '../world/connections.js';
import {isRepairable} from '../world/repair.js';
import {bankHeader, bankMark, stepForm} from './parts.js';
import type {StepContent} from './step-page.js';

/** Shows the user's connections, or the one that the request names, with buttons to change them. */
export function connectionsPage(visit: Visit, connections: readonly Connection[]): StepContent {
  const {texts, session} = visit;
  const {manage} = texts;
  const {notice} = session;
  const {connection: only, redirectUri} = session.entry;
  return {
    heading: only ? manage.headingOne : manage.heading,
    body: html`${notice && html`<p class="notice" role="status">${manage.notices[notice.kind](notice.name)}</p>`}
${connections.length === 0 && html`<p>${only ? manage.gone : manage.empty}</p>`}
${stepForm(
  visit,
  html`${connections.length > 0 && html`<ul class="connections">${connections.map((connection) => connectionItem(visit, connection))}</ul>`}
<div class="actions">
${!only && html`<button class="primary" name="action" value="add">${manage.add}</button>`}
${redirectUri !== undefined && html`<button class="secondary" name="action" value="close">${manage.close}</button>`}
</div>`,
)}`,
  };
}

/** Asks the user to confirm that a connection is removed. */
export function removePage(visit: Visit, {connector}: Connection): StepContent {
  const {manage} = visit.texts;
  return {
    heading: manage.removeHeading(connector.name),
    body: html`${bankHeader(connector)}
<p>${manage.removeIntro}</p>
${stepForm(
  visit,
  html`<div class="actions">
<button class="primary danger">${manage.removeSubmit}</button>
<button class="secondary" name="action" value="cancel">${manage.keep}</button>
</div>`,
)}`,
  };
}

function connectionItem({texts}: Visit, connection: Connection): Html {
  const {id, connector, state} = connection;
  const {manage, reconnect} = texts;
  const repairable = isRepairable(connection, true);
  const faulty = state !== null;
  const name = html`<span class="visually-hidden"> ${connector.name}, ${manage.number(id)}</span>`;
  return html`<li class="connection">
${bankMark(connector)}
<div class="connection-text">
<p class="connection-name">${connector.name} <span class="details">${manage.number(id)}</span></p>
<p class="${faulty ? 'status faulty' : 'status fine'}">${faulty ? manage.faulty : manage.fine}</p>
${faulty && html`<p class="details">${manage.errors[state] ?? reconnect.reasons[state] ?? reconnect.otherReason}</p>`}
</div>
<div class="connection-actions">
${repairable && html`<button class="${faulty ? 'secondary strong' : 'secondary'}" name="action" value="fix:${id}">${faulty ? manage.fix : manage.update}${name}</button>`}
<button class="secondary" name="action" value="remove:${id}">${manage.remove}${name}</button>
</div>
</li>`;
}
