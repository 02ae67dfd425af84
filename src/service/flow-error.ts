/** What went wrong. Codes are stable, so a program can tell errors apart by them. */
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
  | 'connections-unavailable'
  | 'navigation-blocked'
  | 'aborted';

/** What a `FlowError` can know beside its code and its message. */
export interface FlowErrorDetails extends ErrorOptions {
  readonly option?: string;
  readonly status?: number;
  readonly reason?: string;
}

/**
 * Thrown if a call cannot work: an option is wrong, or the flow cannot start here.
 *
 * What the user or the service answers is never thrown: that is a `FlowResult`. The message names the option and what
 * it must be. It never holds a value, so it never holds a secret.
 *
 * @example
 * ```ts
 * import {FlowError, startFlow} from 'budgea-webview/flows';
 *
 * try {
 *   await startFlow('connect', {domain: 'demo', clientId: 17473055, redirectUri: `${location.origin}/callback`});
 * } catch (error) {
 *   if (error instanceof FlowError && error.code === 'no-storage') alert('Please allow site data.');
 *   else throw error;
 * }
 * ```
 */
export class FlowError extends Error {
  static {
    // so that a field that is not given is not read from a polluted `Object.prototype`
    Object.assign(this.prototype, {
      option: undefined,
      status: undefined,
      reason: undefined,
      cause: undefined,
    });
  }

  override readonly name = 'FlowError';
  /** What went wrong. */
  readonly code: FlowErrorCode;
  /** The option that is wrong, if the error is about one. */
  readonly option?: string;
  /** The HTTP status, if your back end answered one. */
  readonly status?: number;
  /** Your back end's own error code, if it answered one. */
  readonly reason?: string;

  constructor(code: FlowErrorCode, message: string, details?: FlowErrorDetails) {
    super(message, details);
    this.code = code;
    Object.assign(this, details);
  }
}

/** Throws a `FlowError`. */
export function fail(code: FlowErrorCode, message: string, details?: FlowErrorDetails): never {
  throw new FlowError(code, message, details);
}

/** Throws because an option is wrong; `wanted` says what it must be. */
export function invalid(option: string, wanted: string, code: FlowErrorCode = 'invalid-parameter'): never {
  throw new FlowError(code, `${option} must be ${wanted}`, {option});
}

/** Throws because a required option is missing. */
export function missing(option: string): never {
  return invalid(option, 'given', 'missing-parameter');
}
