import type {Clock} from '../clock.js';
import type {Secrets} from '../secrets.js';

/** How long a service token is valid, in seconds. */
const SERVICE_TOKEN_LIFETIME = 1800;

/** How long the scoped token of a payment is valid, in seconds. */
export const SCOPED_TOKEN_LIFETIME = 604_800;

/** What a service token can allow. */
export const SERVICE_SCOPES = [
  'payments:admin',
  'payments:read-only',
  'payments:validate',
  'payments:cancel',
  'payments:allow-sensitive',
  'payment-links:admin',
] as const;

/** A right of a token. */
export type Scope = (typeof SERVICE_SCOPES)[number];

/** A token that belongs to a client application, not to a user. */
export interface PaymentToken {
  readonly text: string;
  readonly clientId: string;
  readonly scopes: readonly Scope[];
  /** The only payment that a scoped token is valid for. A service token has none. */
  readonly paymentId: number | undefined;
  /** In milliseconds. */
  readonly expiresAt: number;
}

/** The service tokens of all clients, and the scoped tokens of all payments. */
export class PaymentTokens {
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #tokens = new Map<string, PaymentToken>();

  constructor(clock: Clock, secrets: Secrets) {
    this.#clock = clock;
    this.#secrets = secrets;
  }

  /** Issues a service token. */
  mintService(clientId: string, scopes: readonly Scope[]): PaymentToken {
    return this.#issue(clientId, scopes, undefined, SERVICE_TOKEN_LIFETIME);
  }

  /** Issues a token that is valid only to validate one payment. */
  mintScoped({id, clientId}: {readonly id: number; readonly clientId: string}): PaymentToken {
    return this.#issue(clientId, ['payments:validate'], id, SCOPED_TOKEN_LIFETIME);
  }

  /** Returns the token with this text if it is valid, or why it is not. */
  find(text: string): PaymentToken | 'unknown' | 'expired' {
    const token = this.#tokens.get(text);
    if (!token) return 'unknown';
    return this.#clock.now() < token.expiresAt ? token : 'expired';
  }

  #issue(
    clientId: string,
    scopes: readonly Scope[],
    paymentId: number | undefined,
    lifetime: number,
  ): PaymentToken {
    const expiresAt = this.#clock.now() + lifetime * 1000;
    const token: PaymentToken = {text: this.#secrets.secret(), clientId, scopes, paymentId, expiresAt};
    this.#tokens.set(token.text, token);
    return token;
  }
}
