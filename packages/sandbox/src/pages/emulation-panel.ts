import {type Html, html} from '../html.js';
import {wayTo} from '../way-to.js';
import {emulatedEndings} from '../webview/emulation.js';
import type {Step, Visit} from '../webview/step.js';

/** What the real service does not have: ways to end at once, and to be slow. */
export function emulationPanel({texts, session, language, url}: Visit, step: Step): Html {
  const {emulation} = texts;
  const action = wayTo(`/2.0/auth/webview/${language}/session/${session.id}/emulation`, url);
  return html`<aside class="emulation" aria-label="${emulation.summary}">
<details ${session.slow && html`open`}>
<summary>${emulation.summary}</summary>
<p>${emulation.intro}</p>
<form method="post" action="${action}">
<input type="hidden" name="step" value="${step.name}">
<fieldset>
<legend>${emulation.end}</legend>
${emulatedEndings(session.entry).map(({name, label}) => html`<button class="secondary" name="end" value="${name}">${label ? emulation[label] : html`<code lang="en">${name}</code>`}</button> `)}
</fieldset>
${session.slow ? html`<p role="status">${emulation.slowArmed}</p>` : html`<button class="secondary" name="end" value="slow">${emulation.slow}</button>`}
</form>
</details>
</aside>`;
}
