import {ONE_TIME_CODE, WRONG_PASSWORD} from '../credentials.js';
import {type Html, html} from '../html.js';
import {labelIn} from '../language.js';
import type {SandboxConnector, SandboxField} from '../options.js';
import type {Problem} from '../session/session.js';
import type {Visit} from '../session/visit.js';
import {actions, bankHeader, selectField, stepForm, textField} from './parts.js';
import type {StepContent} from './step-page.js';

/** The texts of a page that asks for a one-time code. */
export interface ConfirmationTexts {
  readonly codeHeading: string;
  readonly codeIntro: string;
  readonly codeSubmit: string;
}

/** Shows the form that signs in to a bank. */
export function signInPage(
  visit: Visit,
  {
    connector,
    fields,
    heading,
    problem,
  }: {
    readonly connector: SandboxConnector;
    readonly fields: readonly SandboxField[];
    readonly heading: string;
    readonly problem: Problem | undefined;
  },
): StepContent {
  const {texts} = visit;
  return {
    heading,
    body: html`${bankHeader(connector)}
${fields.length === 0 && html`<p>${texts.reconnect.nothingToAsk}</p>`}
${stepForm(
  visit,
  html`${fields.map((field) => signInField(visit, connector, field, problem))}
${actions(visit, texts.signIn.submit)}`,
)}`,
  };
}

/** Asks for the code that the bank sent to sign in. */
export function oneTimeCodePage(
  visit: Visit,
  {connector, problem}: {readonly connector: SandboxConnector; readonly problem: Problem | undefined},
): StepContent {
  const {texts} = visit;
  return {
    heading: texts.oneTimeCode.heading,
    body: html`${bankHeader(connector)}
<p>${texts.oneTimeCode.intro(connector.name)}</p>
${stepForm(
  visit,
  html`${oneTimeCodeField(visit, problem)}
${actions(visit, texts.oneTimeCode.submit)}`,
)}`,
  };
}

/** Asks for the code that confirms a transfer or a payment. */
export function confirmationPage(
  visit: Visit,
  texts: ConfirmationTexts,
  problem: Problem | undefined,
): StepContent {
  return {
    heading: texts.codeHeading,
    body: html`<p>${texts.codeIntro}</p>
${stepForm(
  visit,
  html`${oneTimeCodeField(visit, problem)}
${actions(visit, texts.codeSubmit)}`,
)}`,
  };
}

/** Shows the field for a one-time code. The hint contains the code. */
function oneTimeCodeField({texts}: Visit, problem: Problem | undefined): Html {
  const error = problem?.errors['one-time-code'];
  return textField({
    id: 'one-time-code',
    label: texts.oneTimeCode.label,
    hint: texts.oneTimeCode.hint(ONE_TIME_CODE),
    error: error && texts.errors[error],
    inputMode: 'numeric',
    autocomplete: 'one-time-code',
  });
}

function signInField(
  {texts, language, session}: Visit,
  connector: SandboxConnector,
  field: SandboxField,
  problem: Problem | undefined,
): Html {
  const {name, type, values = []} = field;
  const id = `field-${name}`;
  const label = labelIn(field.label, language);
  const error = problem?.errors[name];
  const message = error && texts.errors[error];
  const value = problem ? problem.values[name] : session.entry.prefill.get(connector.uuid)?.get(name);
  if (type === 'list') {
    const choices = values.map((choice) => ({label: labelIn(choice.label, language), value: choice.value}));
    return selectField({id, name, label, placeholder: texts.choose, choices, value, error: message});
  }
  const hints = [
    field.hint && `${labelIn(field.hint, language)}.`,
    type === 'password' && texts.signIn.wrongHint(WRONG_PASSWORD),
  ].filter(Boolean);
  const takesDigits = type === 'text' && field.regex?.startsWith('^[0-9]');
  return textField({
    id,
    name,
    label,
    type,
    value,
    hint: hints.join(' '),
    error: message,
    inputMode: takesDigits ? 'numeric' : undefined,
  });
}
