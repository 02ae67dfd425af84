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
  /** Whether the user of the token is deleted. */
  userDeleted: boolean;
}

/** Why a token is not valid. */
export type TokenFault = 'unknown' | 'used' | 'expired' | 'user-deleted';

/** The permanent tokens and temporary codes of all users. */
export class Tokens {
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #tokens = new Map<string, Token>();
  readonly #permanentUsers = new Set<number>();
  readonly #onPermanent: (userId: number) => void;

  /** @param onPermanent called when a user gets a permanent token for the first time. */
  constructor(clock: Clock, secrets: Secrets, onPermanent: (userId: number) => void) {
    this.#onPermanent = onPermanent;
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** Issues a permanent token. */
  mint(userId: number, text = this.#secrets.secret()): Token {
    const token = this.#issue(text, userId, 'permanent', 'standard');
    if (!this.#permanentUsers.has(userId)) {
      this.#permanentUsers.add(userId);
      this.#onPermanent(userId);
    }
    return token;
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
    if (token.kind === 'temporary' && age >= CODE_LIFETIME * 1000) return 'expired';
    return token.userDeleted ? 'user-deleted' : token;
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

  /** Whether a user has had a permanent token. */
  hasBeenPermanent(userId: number): boolean {
    return this.#permanentUsers.has(userId);
  }

  /** Returns the text of a user's newest permanent token, also after the user is deleted. */
  permanentOf(userId: number): string | undefined {
    return this.#of(userId).findLast(({kind}) => kind === 'permanent')?.text;
  }

  /** Revokes a token. It is unknown afterwards. */
  revoke({text}: Token): void {
    this.#tokens.delete(text);
  }

  /** Revokes every permanent token of a user. */
  revokePermanent(userId: number): void {
    for (const token of this.#of(userId)) if (token.kind === 'permanent') this.revoke(token);
  }

  /** Marks every token of a user as one of a deleted user. */
  markUserDeleted(userId: number): void {
    for (const token of this.#of(userId)) token.userDeleted = true;
  }

  /** Removes every token of a user. */
  forget(userId: number): void {
    for (const token of this.#of(userId)) this.revoke(token);
  }

  #of(userId: number): readonly Token[] {
    return [...this.#tokens.values()].filter((token) => token.userId === userId);
  }

  #issue(text: string, userId: number, kind: Token['kind'], access: Token['access']): Token {
    if (this.#tokens.has(text)) {
      throw new SandboxError(
        'duplicate',
        'Two tokens or codes of the sandbox are the same. Each must be unique.',
      );
    }
    const issuedAt = this.#clock.now();
    const token: Token = {text, userId, kind, access, issuedAt, used: false, userDeleted: false};
    this.#tokens.set(text, token);
    return token;
  }
}
