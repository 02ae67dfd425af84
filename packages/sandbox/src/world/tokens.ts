import type {Clock} from '../clock.js';
import {SandboxError} from '../sandbox-error.js';
import type {Secrets} from '../secrets.js';

/** How long a temporary code lives, in seconds. */
export const CODE_LIFETIME = 1800;

/** A user's right to act: a permanent access token, or a temporary code. */
export interface Token {
  readonly text: string;
  readonly userId: number;
  readonly kind: 'permanent' | 'temporary';
  /** `single` works once, whatever it is used for. */
  readonly access: 'standard' | 'single';
  /** In milliseconds. */
  readonly issuedAt: number;
  used: boolean;
}

/** Why a token is not taken. */
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

  /** Makes a permanent token. */
  mint(userId: number, text = this.#secrets.secret()): Token {
    return this.#issue(text, userId, 'permanent', 'standard');
  }

  /** Makes a temporary code. */
  mintCode(
    userId: number,
    access: Token['access'] = 'standard',
    text: string = this.#secrets.secret(),
  ): Token {
    return this.#issue(text, userId, 'temporary', access);
  }

  /** The token with this text if it works, or why it does not. Looking does not use it up. */
  find(text: string): Token | TokenFault {
    const token = this.#tokens.get(text);
    if (!token) return 'unknown';
    if (token.used) return 'used';
    const age = this.#clock.now() - token.issuedAt;
    return token.kind === 'temporary' && age >= CODE_LIFETIME * 1000 ? 'expired' : token;
  }

  /** Uses a token: one that works once does not work again. */
  use(token: Token): void {
    if (token.access === 'single') token.used = true;
  }

  /** Trades a code for a permanent token. The code does not work again. */
  exchange(code: Token): Token {
    code.used = true;
    return this.mint(code.userId);
  }

  /** Takes every token of a user away. */
  forget(userId: number): void {
    for (const token of this.#tokens.values()) if (token.userId === userId) this.#tokens.delete(token.text);
  }

  #issue(text: string, userId: number, kind: Token['kind'], access: Token['access']): Token {
    if (this.#tokens.has(text)) {
      throw new SandboxError(
        'duplicate',
        'Two tokens or codes of the sandbox’s users are the same: give each its own.',
      );
    }
    const token: Token = {text, userId, kind, access, issuedAt: this.#clock.now(), used: false};
    this.#tokens.set(text, token);
    return token;
  }
}
