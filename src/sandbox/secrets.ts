const CODE_BYTES = 24;
const SESSION_BYTES = 18;

/**
 * A temporary code or an access token: 32 base64 characters.
 *
 * Each one holds at least one `+` and one `/`, so that an integration that does not encode them fails at
 * once and not on every third user.
 */
export function newSecret(): string {
  for (;;) {
    const secret = base64(CODE_BYTES);
    if (secret.includes('+') && secret.includes('/')) return secret;
  }
}

/** An id that nobody can guess and that fits into a path. */
export function newSessionId(): string {
  return base64(SESSION_BYTES).replaceAll('+', '-').replaceAll('/', '_');
}

function base64(bytes: number): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))));
}
