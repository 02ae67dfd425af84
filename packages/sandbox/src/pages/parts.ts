import {type Html, type HtmlValue, html} from '../html.js';
import type {SandboxConnector} from '../options.js';
import {wayTo} from '../way-to.js';
import {leadsBack, type Visit} from '../webview/step.js';

/** A bank's mark: its colour and its first letter. */
export function bankMark({name, color}: SandboxConnector): Html {
  const letter = (/\p{L}/u.exec(name)?.[0] ?? '?').toUpperCase();
  return html`<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true"><rect width="40" height="40" rx="11" fill="#${color}"/><text x="20" y="27" text-anchor="middle" font-size="19" font-weight="600" fill="#fff">${letter}</text></svg>`;
}

/** A bank's mark and name above a form. */
export function bankHeader(connector: SandboxConnector): Html {
  return html`<p class="bank">${bankMark(connector)}<span>${connector.name}</span></p>`;
}

/** The form of a step. It goes to the address it stands at. */
export function stepForm({url}: Visit, content: HtmlValue): Html {
  return html`<form method="post" action="${wayTo(url.pathname, url)}" novalidate>${content}</form>`;
}

/** The buttons at the end of a form: what goes on, and the way out. */
export function actions(visit: Visit, submit: string | undefined, ...others: readonly Html[]): Html {
  const {texts, session} = visit;
  const backLabel = session.task && !session.entry.connection ? texts.backToList : texts.back;
  return html`<div class="actions">
${submit !== undefined && html`<button class="primary">${submit}</button>`}
${others}
<button class="quiet" name="action" value="cancel">${leadsBack(session) ? backLabel : texts.cancel}</button>
</div>`;
}

/** A text field with its label, its hint and what is wrong with it. */
export function textField({
  id,
  name = id,
  label,
  type = 'text',
  value = '',
  hint,
  error,
  inputMode,
  autocomplete = 'off',
  maxLength,
}: {
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly type?: 'text' | 'password';
  readonly value?: string | undefined;
  readonly hint?: HtmlValue;
  readonly error?: string | undefined;
  readonly inputMode?: 'numeric' | 'decimal' | undefined;
  readonly autocomplete?: string;
  readonly maxLength?: number;
}): Html {
  return html`<div class="field">
<label for="${id}">${label}</label>
${hintOf(id, hint)}
<input id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required ${inputMode && html`inputmode="${inputMode}"`} ${maxLength !== undefined && html`maxlength="${maxLength}"`} ${describedBy(id, hint, error)}>
${errorOf(id, error)}
</div>`;
}

/** A list to choose from, with its label and what is wrong with it. */
export function selectField({
  id,
  name,
  label,
  placeholder,
  choices,
  value,
  error,
}: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly choices: readonly {readonly label: string; readonly value: string}[];
  readonly value: string | undefined;
  readonly error: string | undefined;
}): Html {
  return html`<div class="field">
<label for="${id}">${label}</label>
<select id="${id}" name="${name}" required ${describedBy(id, undefined, error)}>
<option value="">${placeholder}</option>
${choices.map((choice) => html`<option value="${choice.value}" ${choice.value === value && html`selected`}>${choice.label}</option>`)}
</select>
${errorOf(id, error)}
</div>`;
}

/** One thing to tick or to pick: what it is, and more about it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** The label's own language, where it is another than the page's. */
  readonly labelLanguage?: string;
  readonly details: readonly HtmlValue[];
  readonly amount?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

/** A group of boxes to tick, or of buttons one of which is picked. */
export function choiceGroup({
  type,
  name,
  legend,
  choices,
  error,
}: {
  readonly type: 'checkbox' | 'radio';
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly error: string | undefined;
}): Html {
  const first = choices.findIndex(({disabled}) => !disabled);
  return html`<fieldset ${error !== undefined && html`aria-describedby="${name}-error"`}>
<legend>${legend}</legend>
${errorOf(name, error)}
${choices.map(
  (choice, index) => html`<div class="choice">
<input type="${type}" id="${name}-${index}" name="${name}" value="${choice.value}" ${choice.checked && html`checked`} ${choice.disabled && html`disabled`} ${error !== undefined && index === first && html`autofocus`} aria-describedby="${name}-${index}-details${choice.amount !== undefined && ` ${name}-${index}-amount`}">
<label for="${name}-${index}" ${choice.labelLanguage !== undefined && html`lang="${choice.labelLanguage}"`}>${choice.label}</label>
<span class="details" id="${name}-${index}-details">${choice.details.map((detail) => html`<span>${detail}</span> `)}</span>
${choice.amount !== undefined && html`<span class="amount" id="${name}-${index}-amount">${choice.amount}</span>`}
</div>`,
)}
</fieldset>`;
}

/** Terms and what they are. */
export function facts(pairs: readonly (readonly [string, HtmlValue])[]): Html {
  return html`<dl class="facts">${pairs.map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** An amount of euros as the language writes it. */
export function money(amount: number, {texts}: Visit): string {
  return new Intl.NumberFormat(texts.locale, {style: 'currency', currency: 'EUR'}).format(amount);
}

function hintOf(id: string, hint: HtmlValue): HtmlValue {
  return hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`;
}

function errorOf(id: string, error: string | undefined): HtmlValue {
  return error !== undefined && html`<p class="error" id="${id}-error" role="alert">${error}</p>`;
}

function describedBy(id: string, hint: HtmlValue, error: string | undefined): Html {
  const ids = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return html`${ids !== '' && html`aria-describedby="${ids}"`} ${error !== undefined && html`aria-invalid="true" autofocus`}`;
}
