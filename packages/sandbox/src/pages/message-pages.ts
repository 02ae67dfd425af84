import {ASSETS_PATH} from '../assets/assets.js';
import type {Refusal} from '../entry/refusal.js';
import {type Html, html} from '../html.js';
import type {Visit} from '../session/visit.js';
import {TEXTS} from '../texts/texts.js';
import {wayTo} from '../way-to.js';
import {type Layout, layout} from './layout.js';
import {facts} from './parts.js';

/** The address and the language of a page outside of any session. */
export type Place = Pick<Layout, 'language' | 'url' | 'withCode'>;

/** Says that the flow is over, if the application gave no address to go back to. */
export function endedPage({language, texts, url, session}: Visit, error: string | undefined): Html {
  const {ended} = texts;
  const outcome = error === 'access_denied' ? ended.cancelled : error !== undefined && ended.failed(error);
  return messagePage(
    {language, url},
    ended.heading,
    html`${outcome !== false && html`<p>${outcome}</p>`}<p>${ended.intro}</p>`,
    {translated: false, client: session.entry.client},
  );
}

/**
 * Ends a flow in a frame: sends a message to the page around it, which removes the frame.
 *
 * Only a page of the origin of `redirect_uri` gets the message, because it can hold a code.
 */
export function terminationPage(visit: Visit, termination: object): Html {
  const {language, texts, url, session} = visit;
  const {client, redirectUri} = session.entry;
  const origin =
    redirectUri !== undefined && /^https?:/.test(redirectUri) ? new URL(redirectUri).origin : '*';
  return messagePage({language, url}, texts.ended.heading, html`<p>${texts.ended.inFrame}</p>`, {
    translated: false,
    client,
    head: html`<meta name="termination" content="${JSON.stringify(termination)}" data-origin="${origin}">
<script src="${wayTo(`${ASSETS_PATH}termination.js`, url)}" type="module"></script>`,
  });
}

/** Says that a session has ended, or that there never was one. */
export function sessionEndedPage(place: Place): Html {
  const {sessionEnded} = TEXTS[place.language];
  return messagePage(place, sessionEnded.heading, html`<p>${sessionEnded.intro}</p>`);
}

/** Says that there is no page at this address. */
export function notFoundPage(place: Place): Html {
  const {nothing} = TEXTS[place.language];
  return messagePage(place, nothing.heading, html`<p>${nothing.intro}</p>`, {translated: false});
}

/** Says why a request was refused. It is for the developers who sent it. */
export function refusalPage(place: Place, refusal: Refusal): Html {
  const {language, url} = place;
  const {refusal: texts, refusals} = TEXTS[language];
  const {kind, parameter, value, expected} = refusal;
  return layout({
    ...place,
    heading: texts.heading,
    head: html`<meta name="sandbox-refusal" content="${kind}:${parameter}">`,
    body: html`<h1>${texts.heading}</h1>
<p class="reason">${refusals[kind](refusal)}</p>
${facts([
  [texts.parameter, html`<code>${parameter}</code>`],
  value !== undefined && [texts.sent, html`<code>${value}</code>`],
  expected.length > 0 && [
    texts.expected,
    html`<ul class="values">${expected.map((one) => html`<li><code>${one}</code></li>`)}</ul>`,
  ],
])}
<p class="hint">${texts.intro} <a href="${wayTo('/', url)}">${texts.home}</a></p>`,
  });
}

function messagePage(
  place: Place,
  heading: string,
  body: Html,
  more: Pick<Layout, 'translated' | 'client' | 'head'> = {},
): Html {
  return layout({...place, heading, ...more, body: html`<h1>${heading}</h1>${body}`});
}
