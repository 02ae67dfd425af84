import {own} from '../own.js';

/** The reason why the webview does not start a flow. */
export type RefusalKind =
  | 'unknown-parameter'
  | 'repeated-parameter'
  | 'empty-value'
  | 'missing-parameter'
  | 'null-value'
  | 'unknown-client'
  | 'invalid-redirect-uri'
  | 'redirect-uri-not-whitelisted'
  | 'state-without-redirect-uri'
  | 'conflicting-parameters'
  | 'invalid-id'
  | 'unknown-connector'
  | 'unknown-capability'
  | 'unknown-account-type'
  | 'invalid-boolean'
  | 'code-with-space'
  | 'permanent-token'
  | 'unknown-code'
  | 'used-code'
  | 'expired-code'
  | 'not-owned'
  | 'transfer-executed'
  | 'payment-settled'
  | 'unknown-domain'
  | 'users-code'
  | 'service-token'
  | 'expired-payment-token'
  | 'other-payment'
  | 'other-client'
  | 'not-the-payments'
  | 'invalid-count'
  | 'invalid-country'
  | 'unknown-field'
  | 'unknown-choice'
  | 'password-prefill'
  | 'unfit-ending';

const FORBIDDEN: readonly RefusalKind[] = [
  'permanent-token',
  'unknown-code',
  'used-code',
  'expired-code',
  'not-owned',
  'users-code',
  'service-token',
  'expired-payment-token',
  'other-payment',
  'other-client',
];

/** Thrown when the webview refuses a request. It never holds a code. */
export class Refusal extends Error {
  readonly kind: RefusalKind;
  /** The name of the wrong parameter, or two names with a comma between them. */
  readonly parameter: string;
  /** The value that was sent, unless it is a secret. */
  readonly value: string | undefined;
  /** The values that are accepted. */
  readonly expected: readonly string[];

  constructor(
    kind: RefusalKind,
    parameter: string,
    details: {readonly value?: string; readonly expected?: readonly string[]} = {},
  ) {
    super(`${kind}:${parameter}`);
    const {value, expected = []} = own(details);
    this.name = 'Refusal';
    this.kind = kind;
    this.parameter = parameter;
    this.value = value;
    this.expected = expected;
  }

  get status(): number {
    return FORBIDDEN.includes(this.kind) ? 403 : 400;
  }
}
