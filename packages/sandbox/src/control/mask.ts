import {hashOf} from '../seeded-bytes.js';

const SECRET_NAMES = ['code', 'token', 'access_token', 'auth_token', 'client_secret', 'password'];

/**
 * A text in place of a secret: the same for the same secret, so that a test can tell whether two are one.
 *
 * The 32 bits of it lead nobody back to a secret that is long and random.
 */
export function masked(secret: string): string {
  return `masked-${hashOf(secret).toString(16).padStart(8, '0')}`;
}

/** A value as it is, or masked where its name says that it is secret: those that fill in a sign-in form, too. */
export function maskedValue(name: string, value: string): string {
  return SECRET_NAMES.includes(name) || name.includes('.') ? masked(value) : value;
}
