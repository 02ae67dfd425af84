import {type Html, html} from '../html.js';
import {sessionPath, type Visit} from '../session/visit.js';
import type {Texts} from '../texts/texts.js';
import {wayTo} from '../way-to.js';

/** A button that ends the flow at once. */
export interface EndingChoice {
  /** The error code that the application gets. */
  readonly name: string;
  /** The label of the button. The name by default. */
  readonly label?: keyof Pick<Texts['emulation'], 'bankRefused'>;
}

/** Shows what the real service does not have: buttons that end the flow at once, or make it slow. */
export function emulationPanel(visit: Visit, step: string, endings: readonly EndingChoice[]): Html {
  const {texts, session, url} = visit;
  const {emulation} = texts;
  const action = wayTo(`${sessionPath(visit)}/emulation`, url);
  return html`<aside class="emulation" aria-label="${emulation.summary}">
<details ${session.slow && html`open`}>
<summary>${emulation.summary}</summary>
<p>${emulation.intro}</p>
<form method="post" action="${action}">
<input type="hidden" name="step" value="${step}">
<fieldset>
<legend>${emulation.end}</legend>
${endings.map(({name, label}) => html`<button class="secondary" name="end" value="${name}">${label ? emulation[label] : html`<code lang="en">${name}</code>`}</button> `)}
</fieldset>
${session.slow ? html`<p role="status">${emulation.slowArmed}</p>` : html`<button class="secondary" name="end" value="slow">${emulation.slow}</button>`}
</form>
</details>
</aside>`;
}
