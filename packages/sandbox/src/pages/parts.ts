import {own} from '../own.js';
import {firstLetter} from '../first-letter.js';
import {type Html, type HtmlValue, html} from '../html.js';
import type {SandboxConnector} from '../options.js';
import {canGoBack, type Visit} from '../session/visit.js';
import {wayTo} from '../way-to.js';

/** Shows a bank's first letter on its colour. */
export function bankMark({name, color}: SandboxConnector): Html {
  return html`<svg class="mark" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true"><rect width="40" height="40" rx="11" fill="#${color}"/><text x="20" y="27" text-anchor="middle" font-size="19" font-weight="600" fill="#fff">${firstLetter(name)}</text></svg>`;
}

/** Shows the bank that a page is about. */
export function bankHeader(connector: SandboxConnector): Html {
  return html`<p class="bank">${bankMark(connector)}<span>${connector.name}</span></p>`;
}

/** Builds the form of a step. It is sent to the page's own address. */
export function stepForm({url}: Visit, content: HtmlValue): Html {
  return html`<form method="post" action="${wayTo(url.pathname, url)}" novalidate>${content}</form>`;
}

/** Shows the buttons below a form. The last one cancels. */
export function actions(visit: Visit, submit: string | undefined, ...others: readonly Html[]): Html {
  return html`<div class="actions">
${submit !== undefined && html`<button class="primary">${submit}</button>`}
${others}
<button class="quiet" name="action" value="cancel">${cancelLabel(visit, visit.texts.cancel)}</button>
</div>`;
}

/** Returns the label of the button that cancels. `leave` is the label if it leaves the flow. */
export function cancelLabel({texts, session}: Visit, leave: string): string {
  if (!canGoBack(session)) return leave;
  if (session.opened) return texts.pay.backToList;
  return session.task && !session.entry.connection ? texts.backToList : texts.back;
}

/** Shows a text field, with its label, hint and error. */
export function textField(options: {
  readonly id: string;
  readonly name?: string;
  readonly label: string;
  readonly type?: 'text' | 'password';
  readonly value?: string | undefined;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly inputMode?: 'numeric' | 'decimal' | undefined;
  readonly autocomplete?: string;
  readonly maxLength?: number;
}): Html {
  const {
    id,
    name = id,
    label,
    type = 'text',
    value = '',
    hint = '',
    error,
    inputMode,
    autocomplete = 'off',
    maxLength,
  } = own(options);
  return html`<div class="field">
<label for="${id}">${label}</label>
${hintText(id, hint)}
<input id="${id}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" autocapitalize="none" spellcheck="false" required ${inputMode && html`inputmode="${inputMode}"`} ${maxLength !== undefined && html`maxlength="${maxLength}"`} ${ariaAttributes(id, hint, error)}>
${errorText(id, error)}
</div>`;
}

/** Shows a list to choose from, with its label and error. */
export function selectField(options: {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly placeholder: string;
  readonly choices: readonly {readonly label: string; readonly value: string}[];
  readonly value: string | undefined;
  readonly error: string | undefined;
}): Html {
  const {id, name, label, placeholder, choices, value, error} = own(options);
  return html`<div class="field">
<label for="${id}">${label}</label>
<select id="${id}" name="${name}" required ${ariaAttributes(id, '', error)}>
<option value="">${placeholder}</option>
${choices.map((choice) => html`<option value="${choice.value}" ${choice.value === value && html`selected`}>${choice.label}</option>`)}
</select>
${errorText(id, error)}
</div>`;
}

/** One item of a choice group. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  /** The language of the label, if it is not the page's. */
  readonly labelLanguage?: string;
  readonly details: readonly HtmlValue[];
  readonly amount?: string;
  readonly checked?: boolean;
  readonly disabled?: boolean;
}

/** Shows a group of checkboxes or radio buttons, with its legend and error. */
export function choiceGroup(options: {
  readonly type: 'checkbox' | 'radio';
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice[];
  readonly error: string | undefined;
}): Html {
  const {type, name, legend, choices, error} = own(options);
  const first = choices.findIndex(({disabled}) => !disabled);
  return html`<fieldset ${error !== undefined && html`aria-describedby="${name}-error"`}>
<legend>${legend}</legend>
${errorText(name, error)}
${choices.map(own).map(
  (choice, index) => html`<div class="choice">
<input type="${type}" id="${name}-${index}" name="${name}" value="${choice.value}" ${choice.checked && html`checked`} ${choice.disabled && html`disabled`} ${error !== undefined && index === first && html`autofocus`} aria-describedby="${name}-${index}-details${choice.amount !== undefined && ` ${name}-${index}-amount`}">
<label for="${name}-${index}" ${choice.labelLanguage !== undefined && html`lang="${choice.labelLanguage}"`}>${choice.label}</label>
<span class="details" id="${name}-${index}-details">${choice.details.map((detail) => html`<span>${detail}</span> `)}</span>
${choice.amount !== undefined && html`<span class="amount" id="${name}-${index}-amount">${choice.amount}</span>`}
</div>`,
)}
</fieldset>`;
}

/** Shows a list of terms and their values. Leaves out pairs that are `false`. */
export function facts(pairs: readonly (readonly [string, HtmlValue] | false)[]): Html {
  return html`<dl class="facts">${pairs.map((pair) => pair && html`<div><dt>${pair[0]}</dt><dd>${pair[1]}</dd></div>`)}</dl>`;
}

/** Formats an amount in euros. */
export function money(amount: number, {texts}: Visit): string {
  return new Intl.NumberFormat(texts.locale, {style: 'currency', currency: 'EUR'}).format(amount);
}

function hintText(id: string, hint: string): HtmlValue {
  return hint !== '' && html`<p class="hint" id="${id}-hint">${hint}</p>`;
}

function errorText(id: string, error: string | undefined): HtmlValue {
  return error !== undefined && html`<p class="error" id="${id}-error" role="alert">${error}</p>`;
}

function ariaAttributes(id: string, hint: string, error: string | undefined): Html {
  const ids = [hint !== '' && `${id}-hint`, error !== undefined && `${id}-error`].filter(Boolean).join(' ');
  return html`${ids !== '' && html`aria-describedby="${ids}"`} ${error !== undefined && html`aria-invalid="true" autofocus`}`;
}
