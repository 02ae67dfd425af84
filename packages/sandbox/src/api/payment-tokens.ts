import {type PaymentToken, type Scope, SERVICE_SCOPES} from '../world/payment-tokens.js';
import {ApiError} from './api-error.js';
import {bearerOf, type Call, unauthorized} from './call.js';

/**
 * Returns the service token or scoped token of a call.
 *
 * @param scopes the scopes of which the token needs one. `payments:admin` is always enough.
 * @throws {ApiError} with 401 without a valid token, and with 403 if its scope is not enough.
 */
export function paymentTokenOf(call: Call, scopes: readonly Scope[]): PaymentToken {
  const {paymentTokens, tokens} = call.world;
  const text = bearerOf(call);
  const token = paymentTokens.find(text);
  if (token === 'expired') throw unauthorized('This token has expired.');
  if (token === 'unknown') {
    if (typeof tokens.find(text) === 'string')
      throw unauthorized('This token is unknown or not valid any more.');
    throw forbidden('This is the token of a user. Payments need a service token: POST /auth/token.');
  }
  if (token.scopes.some((scope) => scope === 'payments:admin' || scopes.includes(scope))) return token;
  const needed = ['payments:admin', ...scopes].join(' or ');
  throw forbidden(`This token has the scope ${token.scopes.join(' ')}, but ${needed} is needed.`);
}

/** Returns the error of a token that may not do something. */
export function forbidden(description: string): ApiError {
  return new ApiError(403, 'forbidden', description);
}

/**
 * Reads scopes: a text with spaces between them, or a list.
 *
 * @throws {ApiError} with 400 without a scope, or for one that is not allowed.
 */
export function readScopes(value: unknown, allowed: readonly Scope[] = SERVICE_SCOPES): readonly Scope[] {
  const names: readonly unknown[] =
    typeof value === 'string' ? value.split(' ').filter(Boolean) : listOf(value);
  if (names.length === 0) throw new ApiError(400, 'missingParameter', 'scope is missing.');
  return names.map((name) => {
    const scope = allowed.find((known) => known === (name === 'payments' ? 'payments:admin' : name));
    if (scope) return scope;
    throw new ApiError(
      400,
      'invalidValue',
      `scope must be ${allowed.join(' or ')}, not ${JSON.stringify(name)}.`,
    );
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  throw new ApiError(400, 'invalidValue', 'scope must be a text or a list of texts.');
}
