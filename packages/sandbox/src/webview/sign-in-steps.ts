import {confirmationPage, oneTimeCodePage, signInPage} from '../pages/sign-in-pages.js';
import type {SandboxConnector, SandboxField} from '../options.js';
import type {Texts} from '../texts/texts.js';
import type {Answer} from './callback.js';
import {complain, problemOf, type Step, type Visit} from './step.js';

/** The code that every text message holds. */
export const ONE_TIME_CODE = '123456';

/** The password that every bank refuses. */
export const WRONG_PASSWORD = 'wrong';

/** The steps that sign in to a bank: its fields, and a code where it sends one. */
export function signInSteps(
  visit: Visit,
  {
    connector,
    fields = connector.fields,
    heading,
    finish,
  }: {
    readonly connector: SandboxConnector;
    readonly fields?: readonly SandboxField[];
    readonly heading: string;
    readonly finish: () => Answer | undefined;
  },
): readonly Step[] {
  const {session} = visit;
  const signIn: Step = {
    name: 'sign-in',
    done: session.draft.signedIn,
    page: () => signInPage(visit, {connector, fields, heading, problem: problemOf(visit, 'sign-in')}),
    submit: (form) => {
      const errors = signInErrors(fields, form);
      session.draft.signedIn = Object.keys(errors).length === 0;
      session.draft.verified = false;
      if (!session.draft.signedIn) {
        const shown = fields.filter(({type}) => type !== 'password');
        const values = Object.fromEntries(shown.map(({name}) => [name, form.get(name) ?? '']));
        return complain(visit, 'sign-in', errors, values);
      }
      if (connector.oneTimeCode) return undefined;
      session.draft.verified = true;
      return finish();
    },
  };
  const oneTimeCode: Step = {
    name: 'one-time-code',
    done: session.draft.verified,
    joined: true,
    page: () => oneTimeCodePage(visit, {connector, problem: problemOf(visit, 'one-time-code')}),
    submit: (form) => {
      const error = oneTimeCodeError(form);
      session.draft.verified = error === undefined;
      if (error === undefined) return finish();
      return complain(visit, 'one-time-code', {'one-time-code': error});
    },
  };
  return connector.oneTimeCode ? [signIn, oneTimeCode] : [signIn];
}

/** The last step where money moves: a code that makes it so. */
export function confirmationStep(
  visit: Visit,
  name: string,
  texts: {readonly codeHeading: string; readonly codeIntro: string; readonly codeSubmit: string},
  finish: () => Answer,
): Step {
  return {
    name,
    done: false,
    page: () => confirmationPage(visit, texts, problemOf(visit, name)),
    submit: (form) => {
      const error = oneTimeCodeError(form);
      return error === undefined ? finish() : complain(visit, name, {'one-time-code': error});
    },
  };
}

/** What is wrong with the one-time code of a form, if anything. */
function oneTimeCodeError(form: URLSearchParams): keyof Texts['errors'] | undefined {
  const code = (form.get('one-time-code') ?? '').replaceAll(' ', '');
  if (code === '') return 'required';
  return code === ONE_TIME_CODE ? undefined : 'wrongCode';
}

function signInErrors(
  fields: readonly SandboxField[],
  form: URLSearchParams,
): Readonly<Record<string, keyof Texts['errors']>> {
  const errors: Record<string, keyof Texts['errors']> = {};
  for (const field of fields) {
    const error = fieldError(field, form.get(field.name) ?? '');
    if (error !== undefined) errors[field.name] = error;
  }
  const wrong = fields.find(({type, name}) => type === 'password' && form.get(name) === WRONG_PASSWORD);
  // a bank says so only once everything is filled in
  if (wrong && Object.keys(errors).length === 0) errors[wrong.name] = 'wrongPassword';
  return errors;
}

function fieldError(field: SandboxField, value: string): keyof Texts['errors'] | undefined {
  if (value === '') return 'required';
  if (field.type === 'password' && value === WRONG_PASSWORD) return undefined;
  if (field.type === 'list')
    return field.values?.some((choice) => choice.value === value) ? undefined : 'format';
  return field.regex && !new RegExp(field.regex).test(value) ? 'format' : undefined;
}
