import {type FillBytes, seededBytes} from './seeded-bytes.js';

const SECRET_BYTES = 24;
const SESSION_BYTES = 18;

/** Makes what nobody should guess: or, from a seed, what a test knows beforehand. */
export class Secrets {
  readonly #fill: FillBytes;

  constructor(seed: number | string | undefined) {
    this.#fill = seed === undefined ? (bytes) => crypto.getRandomValues(bytes) : seededBytes(seed);
  }

  /**
   * A temporary code or an access token: 32 base64 characters.
   *
   * Each one holds at least one `+` and one `/`, so that an integration that does not encode them fails at
   * once and not on every third user.
   */
  secret(): string {
    for (;;) {
      const secret = this.#base64(SECRET_BYTES);
      if (secret.includes('+') && secret.includes('/')) return secret;
    }
  }

  /** An id that fits into a path. */
  sessionId(): string {
    return this.#base64(SESSION_BYTES).replaceAll('+', '-').replaceAll('/', '_');
  }

  #base64(length: number): string {
    return btoa(String.fromCharCode(...this.#fill(new Uint8Array(length))));
  }
}
