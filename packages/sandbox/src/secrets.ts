import {type FillBytes, seededBytes} from './seeded-bytes.js';

const SECRET_BYTES = 24;
const SESSION_BYTES = 18;

/** Generates codes, tokens and session ids: random ones, or with a seed the same ones on every run. */
export class Secrets {
  readonly #fill: FillBytes;

  constructor(seed: number | string | undefined) {
    this.#fill = seed === undefined ? (bytes) => crypto.getRandomValues(bytes) : seededBytes(seed);
  }

  /**
   * Returns a temporary code or an access token: 32 base64 characters.
   *
   * Each one contains a `+` and a `/`, so that an integration that does not encode them always fails, and not
   * only for every third user.
   */
  secret(): string {
    for (;;) {
      const secret = this.#base64(SECRET_BYTES);
      if (secret.includes('+') && secret.includes('/')) return secret;
    }
  }

  /** Returns an id that is safe in a path. */
  sessionId(): string {
    return this.#base64(SESSION_BYTES).replaceAll('+', '-').replaceAll('/', '_');
  }

  #base64(length: number): string {
    return btoa(String.fromCharCode(...this.#fill(new Uint8Array(length))));
  }
}
