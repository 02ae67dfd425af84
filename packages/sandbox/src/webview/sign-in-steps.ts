import {own} from '../own.js';
import {ONE_TIME_CODE, WRONG_PASSWORD} from '../credentials.js';
import type {SandboxConnector, SandboxField} from '../options.js';
import {
  type ConfirmationTexts,
  confirmationPage,
  oneTimeCodePage,
  signInPage,
} from '../pages/sign-in-pages.js';
import {problemOf, type Visit} from '../session/visit.js';
import type {Texts} from '../texts/texts.js';
import type {Answer} from './callback.js';
import {rejectForm, type Step} from './step.js';

type ErrorName = keyof Texts['errors'];

/** What the user signs in to. */
export interface SignIn {
  readonly connector: SandboxConnector;
  /** The fields that the form asks for. All by default. */
  readonly fields?: readonly SandboxField[];
  readonly heading: string;
  /** Called once the bank accepts the user. Returns the answer to the application if the flow ends. */
  readonly onSignedIn: () => Answer | undefined;
}

/** Returns the steps that sign in to a bank: its form, and a one-time code if the bank sends one. */
export function signInSteps(visit: Visit, options: SignIn): readonly Step[] {
  const signIn = own(options);
  const form = signInStep(visit, signIn);
  return signIn.connector.oneTimeCode ? [form, oneTimeCodeStep(visit, signIn)] : [form];
}

/** Returns the last step of a transfer or a payment: a one-time code that confirms it. */
export function confirmationStep(
  visit: Visit,
  name: string,
  texts: ConfirmationTexts,
  onConfirmed: () => Answer,
): Step {
  return {
    name,
    isDone: () => false,
    page: () => confirmationPage(visit, texts, problemOf(visit, name)),
    submit: (form) => {
      const error = checkOneTimeCode(form);
      return error === undefined ? onConfirmed() : rejectForm(visit, name, {'one-time-code': error});
    },
  };
}

function signInStep(visit: Visit, {connector, fields = connector.fields, heading, onSignedIn}: SignIn): Step {
  const {draft} = visit.session;
  return {
    name: 'sign-in',
    isDone: () => draft.signedIn,
    page: () => signInPage(visit, {connector, fields, heading, problem: problemOf(visit, 'sign-in')}),
    submit: (form) => {
      const errors = checkFields(fields, form);
      draft.signedIn = Object.keys(errors).length === 0;
      draft.verified = false;
      if (!draft.signedIn) {
        const shown = fields.filter(({type}) => type !== 'password');
        const values = Object.fromEntries(shown.map(({name}) => [name, form.get(name) ?? '']));
        return rejectForm(visit, 'sign-in', errors, values);
      }
      if (connector.oneTimeCode) return undefined;
      draft.verified = true;
      return onSignedIn();
    },
  };
}

function oneTimeCodeStep(visit: Visit, {connector, onSignedIn}: SignIn): Step {
  const {draft} = visit.session;
  const name = 'one-time-code';
  return {
    name,
    isDone: () => draft.verified,
    joined: true,
    page: () => oneTimeCodePage(visit, {connector, problem: problemOf(visit, name)}),
    submit: (form) => {
      const error = checkOneTimeCode(form);
      draft.verified = error === undefined;
      return error === undefined ? onSignedIn() : rejectForm(visit, name, {'one-time-code': error});
    },
  };
}

function checkOneTimeCode(form: URLSearchParams): ErrorName | undefined {
  const code = (form.get('one-time-code') ?? '').replaceAll(' ', '');
  if (code === '') return 'required';
  return code === ONE_TIME_CODE ? undefined : 'wrongCode';
}

function checkFields(
  fields: readonly SandboxField[],
  form: URLSearchParams,
): Readonly<Record<string, ErrorName>> {
  const errors: Record<string, ErrorName> = own({});
  for (const field of fields) {
    const error = checkField(field, form.get(field.name) ?? '');
    if (error !== undefined) errors[field.name] = error;
  }
  // a bank checks the password only if the whole form is in order
  if (Object.keys(errors).length > 0) return errors;
  const wrong = fields.find(({type, name}) => type === 'password' && form.get(name) === WRONG_PASSWORD);
  return wrong ? {[wrong.name]: 'wrongPassword'} : {};
}

function checkField({type, values, regex}: SandboxField, value: string): ErrorName | undefined {
  if (value === '') return 'required';
  // the wrong password is accepted in any format, so that it can be tried at every bank
  if (type === 'password' && value === WRONG_PASSWORD) return undefined;
  if (type === 'list') return values?.some((choice) => choice.value === value) ? undefined : 'format';
  return regex && !new RegExp(regex).test(value) ? 'format' : undefined;
}
