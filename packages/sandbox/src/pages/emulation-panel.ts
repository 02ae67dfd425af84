import {own} from '../own.js';
import {type Html, html} from '../html.js';
import {sessionPath, type Visit} from '../session/visit.js';
import type {Texts} from '../texts/texts.js';
import {wayTo} from '../way-to.js';

/** A button that ends the flow at once. */
export interface EndingChoice {
  /** What the application gets: an error, the code of a bank’s refusal, or the state of a payment. */
  readonly name: string;
  /** `error` by default. */
  readonly group?: EndingGroup;
}

type EndingGroup = keyof Texts['emulation']['endings'];

const GROUPS: readonly EndingGroup[] = ['error', 'errorCode', 'paymentState'];

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
${GROUPS.map((group) => endingGroup(visit, group, endings))}
${session.slow ? html`<p role="status">${emulation.slowArmed}</p>` : html`<button class="secondary" name="end" value="slow">${emulation.slow}</button>`}
</form>
</details>
</aside>`;
}

function endingGroup({texts}: Visit, group: EndingGroup, endings: readonly EndingChoice[]): Html | false {
  const inGroup = endings.map(own).filter((ending) => (ending.group ?? 'error') === group);
  if (inGroup.length === 0) return false;
  return html`<fieldset>
<legend>${texts.emulation.endings[group]}</legend>
${inGroup.map(({name}) => html`<button class="secondary" name="end" value="${name}"><code lang="en">${name}</code></button> `)}
</fieldset>`;
}
