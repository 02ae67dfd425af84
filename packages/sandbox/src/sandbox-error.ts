/** What is wrong with something a sandbox was asked for. */
export type SandboxErrorCode = 'invalid-value' | 'not-found' | 'duplicate';

/** Thrown where a sandbox is set up or scripted in a way that makes no sense. The message says what to do. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;

  constructor(code: SandboxErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
