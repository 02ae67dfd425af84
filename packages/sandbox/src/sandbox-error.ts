/**
 * The kind of a {@link SandboxError}.
 *
 * Only {@link sandboxAt} throws `refused`: the address answers, but not as a method of a sandbox, such as if it does not
 * allow the host name.
 */
export type SandboxErrorCode = 'invalid-value' | 'not-found' | 'duplicate' | 'refused';

/**
 * Thrown if an option or an argument of a sandbox is not valid. The message says what to change.
 *
 * @example
 * ```ts
 * import {createSandbox, SandboxError} from 'budgea-sandbox';
 *
 * try {
 *   createSandbox().setConnectionState({id: 46, state: 'wrongpass'});
 * } catch (error) {
 *   console.log(error instanceof SandboxError && error.code); // 'not-found'
 * }
 * ```
 */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
