/** What was misused. Stable: a program may tell errors apart by it. */
export type FlowErrorCode =
  | 'missing-parameter'
  | 'invalid-parameter'
  | 'conflicting-parameters'
  | 'unknown-parameter'
  | 'insecure-url'
  | 'no-storage'
  | 'code-unavailable'
  | 'aborted';

/**
 * Thrown when a flow cannot start because of how it was called or where it runs.
 *
 * What the user or the service answers is never thrown: that is a `FlowResult`. The message says what to do and
 * never holds a code, a state or an IBAN.
 */
export class FlowError extends Error {
  /** What was misused. */
  readonly code: FlowErrorCode;
  override readonly name = 'FlowError';

  constructor(code: FlowErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Values that no message shows: secrets, and what identifies a person. */
const UNSHOWN: readonly string[] = ['code', 'state', 'accountIbans'];

/** An option whose value cannot be used, and what to give instead. */
export function invalid(option: string, value: unknown, advice: string, code?: FlowErrorCode): FlowError {
  const given = UNSHOWN.includes(option) ? 'not usable' : shown(value);
  return new FlowError(code ?? 'invalid-parameter', `\`${option}\` is ${given}: ${advice}.`);
}

/** An option that is needed, and what for. */
export function missing(option: string, reason: string): FlowError {
  return new FlowError('missing-parameter', `\`${option}\` is missing: ${reason}.`);
}

/** A value on one short line, a text told apart from a number. */
function shown(value: unknown): string {
  const isCompound = typeof value === 'function' || (typeof value === 'object' && value !== null);
  const text = isCompound
    ? Object.prototype.toString.call(value)
    : typeof value === 'string'
      ? `'${value}'`
      : String(value);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
