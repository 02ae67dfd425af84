import {hashOf} from '../seeded-bytes.js';

const SECRET_NAMES = ['code', 'token', 'access_token', 'auth_token', 'client_secret', 'password'];

/**
 * Returns a fingerprint of a secret. It is the same for the same secret, so that a test can compare two of them.
 *
 * A long random secret cannot be recovered from its 32 bits.
 */
export function masked(secret: string): string {
  return `masked-${hashOf(secret).toString(16).padStart(8, '0')}`;
}

/** Masks the value if its name is that of a secret, or of a prefilled field of the sign-in form. */
export function maskedValue(name: string, value: string): string {
  return SECRET_NAMES.includes(name) || name.includes('.') ? masked(value) : value;
}
