import type {Clock} from '../clock.js';
import {SandboxError} from '../sandbox-error.js';
import type {Secrets} from '../secrets.js';

/** How long a temporary code is valid, in seconds. */
export const CODE_LIFETIME = 1800;

/** A permanent access token, or a temporary code, of a user. */
export interface Token {
  readonly text: string;
  readonly userId: number;
  readonly kind: 'permanent' | 'temporary';
  /** A `single` one is valid for a single use of any kind. */
  readonly access: 'standard' | 'single';
  /** In milliseconds. */
  readonly issuedAt: number;
  used: boolean;
}

/** Why a token is not valid. */
export type TokenFault = 'unknown' | 'used' | 'expired';

/** The permanent tokens and temporary codes of all users. */
export class Tokens {
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #tokens = new Map<string, Token>();

  constructor(clock: Clock, secrets: Secrets) {
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** Issues a permanent token. */
  mint(userId: number, text = this.#secrets.secret()): Token {
    return this.#issue(text, userId, 'permanent', 'standard');
  }

  /** Issues a temporary code. */
  mintCode(
    userId: number,
    access: Token['access'] = 'standard',
    text: string = this.#secrets.secret(),
  ): Token {
    return this.#issue(text, userId, 'temporary', access);
  }

  /** Returns the token with this text if it is valid, or why it is not. It does not use the token up. */
  find(text: string): Token | TokenFault {
    const token = this.#tokens.get(text);
    if (!token) return 'unknown';
    if (token.used) return 'used';
    const age = this.#clock.now() - token.issuedAt;
    return token.kind === 'temporary' && age >= CODE_LIFETIME * 1000 ? 'expired' : token;
  }

  /** Uses a token. One for a single use is not valid afterwards. */
  use(token: Token): void {
    if (token.access === 'single') token.used = true;
  }

  /** Exchanges a code for a permanent token. The code is not valid afterwards. */
  exchange(code: Token): Token {
    code.used = true;
    return this.mint(code.userId);
  }

  /** Removes every token of a user. */
  forget(userId: number): void {
    for (const token of this.#tokens.values()) if (token.userId === userId) this.#tokens.delete(token.text);
  }

  #issue(text: string, userId: number, kind: Token['kind'], access: Token['access']): Token {
    if (this.#tokens.has(text)) {
      throw new SandboxError(
        'duplicate',
        'Two tokens or codes of the sandbox are the same. Each must be unique.',
      );
    }
    const token: Token = {text, userId, kind, access, issuedAt: this.#clock.now(), used: false};
    this.#tokens.set(text, token);
    return token;
  }
}
