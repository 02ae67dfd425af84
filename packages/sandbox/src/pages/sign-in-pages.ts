import {type Html, html} from '../html.js';
import {labelIn} from '../language.js';
import type {SandboxConnector, SandboxField} from '../options.js';
import type {Problem} from '../webview/session.js';
import {ONE_TIME_CODE, WRONG_PASSWORD} from '../webview/sign-in-steps.js';
import type {StepPage, Visit} from '../webview/step.js';
import {actions, bankHeader, selectField, stepForm, textField} from './parts.js';

/** What the bank asks for to let a user in. */
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
): StepPage {
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

/** The code that the bank sent in a text message. */
export function oneTimeCodePage(
  visit: Visit,
  {connector, problem}: {readonly connector: SandboxConnector; readonly problem: Problem | undefined},
): StepPage {
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

/** The code that moves money. */
export function confirmationPage(
  visit: Visit,
  texts: {readonly codeHeading: string; readonly codeIntro: string; readonly codeSubmit: string},
  problem: Problem | undefined,
): StepPage {
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

/** The field for a code that was sent, with the code beside it. */
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
  const wrong = type === 'password' ? texts.signIn.wrongHint(WRONG_PASSWORD) : undefined;
  const hints = [field.hint && `${labelIn(field.hint, language)}.`, wrong].filter(
    (hint) => hint !== undefined,
  );
  const numeric = /^\^\[0-9\]/.test(field.regex ?? '') && type === 'text';
  return textField({
    id,
    name,
    label,
    type,
    value,
    hint: hints.length === 0 ? undefined : hints.join(' '),
    error: message,
    inputMode: numeric ? 'numeric' : undefined,
  });
}
