import {PRIVATE} from './parameters.js';

/** What was misused. Stable: a program may tell errors apart by it. */
export type FlowErrorCode =
  | 'missing-parameter'
  | 'invalid-parameter'
  | 'conflicting-parameters'
  | 'unknown-parameter'
  | 'insecure-url'
  | 'no-storage'
  | 'no-crypto'
  | 'code-unavailable'
  | 'exchange-failed'
  | 'navigation-blocked'
  | 'aborted';

/**
 * Thrown when something of this package is called in a way, or in a place, that cannot work.
 *
 * What the user or the service answers is never thrown: that is a `FlowResult`. The message says what to do and
 * never holds a code, a state or an IBAN.
 */
export class FlowError extends Error {
  /** What was misused. */
  readonly code: FlowErrorCode;
  override readonly name = 'FlowError';

  readonly option?: string | undefined;
  readonly status?: number | undefined;

  constructor(
    code: FlowErrorCode,
    message: string,
    options?: ErrorOptions & {readonly option?: string | undefined; readonly status?: number | undefined},
  ) {
    super(message, options);
    this.code = code;
    this.option = options?.option;
    this.status = options?.status;
  }
}

/** An option whose value cannot be used, and what to give instead. */
export function invalid(
  option: string,
  value: unknown,
  advice: string,
  code: FlowErrorCode = 'invalid-parameter',
): FlowError {
  const given = PRIVATE.includes(option) ? 'not usable' : shown(value);
  return new FlowError(code, `\`${option}\` is ${given}: ${advice}.`);
}

/** An option that is needed, and what for. */
export function missing(option: string, reason: string): FlowError {
  return new FlowError('missing-parameter', `\`${option}\` is missing: ${reason}.`);
}

/** An option that a flow or a page does not take, and those that it does. */
export function unknown(subject: string, option: string, names: readonly string[]): FlowError {
  return new FlowError(
    'unknown-parameter',
    `${subject} does not take \`${shortened(option)}\`, but ${names.join(', ')}.`,
  );
}

/** What of an address may be secret: the user before the host, the query and the fragment. */
const SECRET = /(?<=\/\/)[^/]*(?=@)|[?#][^]*/g;

/** A value on one short line, a text told apart from a number. */
function shown(value: unknown): string {
  if (typeof value === 'string') return `'${shortened(value.replace(SECRET, '…'))}'`;
  return Object(value) === value ? typeof value : String(value);
}

/** A text cut where it gets long. */
function shortened(text: string): string {
  return text.replace(/^([^]{80})[^]+/, '$1…');
}
