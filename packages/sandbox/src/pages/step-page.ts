import {type Html, html} from '../html.js';
import {problemOf, type Visit} from '../session/visit.js';
import {emulationPanel, type EndingChoice} from './emulation-panel.js';
import {layout} from './layout.js';

/** What a step shows. */
export interface StepContent {
  readonly heading: string;
  readonly body: Html;
}

/** The position of a step in its flow. */
export interface Progress {
  readonly step: number;
  readonly total: number;
}

/** Shows a step of a flow, with the emulation panel below it. */
export function stepPage(
  visit: Visit,
  {
    name,
    content: {heading, body},
    progress,
    endings,
  }: {
    readonly name: string;
    readonly content: StepContent;
    readonly progress: Progress | undefined;
    readonly endings: readonly EndingChoice[];
  },
): Html {
  const {texts, language, url, session} = visit;
  const position = progress && texts.step(progress.step, progress.total);
  return layout({
    language,
    url,
    heading,
    titleParts: [problemOf(visit, name) && texts.error, position],
    client: session.entry.client,
    withCode: session.withCode,
    body: html`${progress && html`<p class="progress">${position}</p><progress max="${progress.total}" value="${progress.step}" aria-hidden="true"></progress>`}
<h1>${heading}</h1>
${body}`,
    aside: emulationPanel(visit, name, endings),
  });
}
