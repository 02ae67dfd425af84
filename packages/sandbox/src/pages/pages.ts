import {type Html, html} from '../html.js';
import type {Language} from '../language.js';
import {TEXTS} from '../texts/texts.js';
import {wayTo} from '../way-to.js';
import type {Refusal} from '../webview/refusal.js';
import {problemOf, type Step, type Visit} from '../webview/step.js';
import {emulationPanel} from './emulation-panel.js';
import {type Layout, layout} from './layout.js';
import {facts} from './parts.js';

/** Where a page stands that belongs to no session. */
export interface Place {
  readonly language: Language;
  readonly url: URL;
}

/** A step of a flow. */
export function stepPage(visit: Visit, step: Step, progress: {at: number; of: number} | undefined): Html {
  const {texts, language, url, session} = visit;
  const {heading, body} = step.page();
  const position = progress && texts.step(progress.at, progress.of);
  return layout({
    language,
    url,
    heading,
    titleParts: [problemOf(visit, step.name) && texts.error, position],
    client: session.entry.client,
    body: html`${progress && html`<p class="progress">${position}</p><progress max="${progress.of}" value="${progress.at}" aria-hidden="true"></progress>`}
<h1>${heading}</h1>
${body}`,
    aside: emulationPanel(visit, step),
  });
}

/** The last page of a flow that leads nowhere. */
export function endedPage({language, texts, url, session}: Visit, error: string | undefined): Html {
  const {ended} = texts;
  const outcome = error === 'access_denied' ? ended.cancelled : error !== undefined && ended.failed(error);
  return message(
    {language, url},
    ended.heading,
    html`${outcome !== false && html`<p>${outcome}</p>`}<p>${ended.intro}</p>`,
    {translated: false, client: session.entry.client},
  );
}

/** A session that is over, or never was. */
export function sessionEndedPage(place: Place): Html {
  const {sessionEnded} = TEXTS[place.language];
  return message(place, sessionEnded.heading, html`<p>${sessionEnded.intro}</p>`);
}

/** An address that means nothing. */
export function nothingPage(place: Place): Html {
  const {nothing} = TEXTS[place.language];
  return message(place, nothing.heading, html`<p>${nothing.intro}</p>`, {translated: false});
}

/** A request that is not taken, and why, for the developers who sent it. */
export function refusalPage({language, url}: Place, refusal: Refusal): Html {
  const {refusal: texts, refusals} = TEXTS[language];
  const {kind, parameter, value, expected} = refusal;
  return layout({
    language,
    url,
    heading: texts.heading,
    head: html`<meta name="sandbox-refusal" content="${kind}:${parameter}">`,
    body: html`<h1>${texts.heading}</h1>
<p class="reason">${refusals[kind](refusal)}</p>
${facts([
  [texts.parameter, html`<code>${parameter}</code>`],
  ...(value === undefined ? [] : [[texts.sent, html`<code>${value}</code>`] as const]),
  ...(expected.length === 0
    ? []
    : [
        [
          texts.expected,
          html`<ul class="values">${expected.map((one) => html`<li><code>${one}</code></li>`)}</ul>`,
        ] as const,
      ]),
])}
<p class="hint">${texts.intro} <a href="${wayTo('/', url)}">${texts.home}</a></p>`,
  });
}

function message(
  place: Place,
  heading: string,
  body: Html,
  more: Pick<Layout, 'translated' | 'client'> = {},
): Html {
  return layout({...place, heading, ...more, body: html`<h1>${heading}</h1>${body}`});
}
