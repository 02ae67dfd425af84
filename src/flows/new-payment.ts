import {isGiven, isValid, ownProperties} from '../service/options.js';
import type {NewPayment} from './start-options.js';

/** Tells whether a value is a code: a text that is not empty. */
export function isCode(value: unknown): value is string {
  return isValid('string', value) && value !== '';
}

/** Tells whether a value has what the webview needs of a payment that was just created. */
export function isNewPayment(value: unknown): value is NewPayment {
  const {code, paymentId} = ownProperties(value as Partial<NewPayment> | null | undefined);
  return isCode(code) && isGiven(paymentId) && isValid('string or number', paymentId);
}
