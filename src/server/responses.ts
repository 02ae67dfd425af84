import {ownProperties} from '../service/options.js';
import {BACKEND_ERRORS, type BackendError} from './backend-error.js';

/** The answers are meant for one user at one moment. */
const NO_STORE = {'cache-control': 'no-store'} as const;

/** Answers with JSON. */
export function jsonResponse(
  body: object,
  status = 200,
  headers?: Readonly<Record<string, string>>,
): Response {
  return Response.json(body, ownProperties({status, headers: {...NO_STORE, ...headers}}));
}

/** Answers 204. */
export function noContent(headers?: Readonly<Record<string, string>>): Response {
  return new Response(null, ownProperties({status: 204, headers: {...NO_STORE, ...headers}}));
}

/**
 * Answers with an error's code and its message as JSON. What only the host needs to know stays on the server.
 *
 * @param allow the methods of the route.
 */
export function errorResponse({code, status, retryAfter}: BackendError, allow: string): Response {
  const {message} = BACKEND_ERRORS[code];
  const headers = new Headers(NO_STORE);
  if (code === 'method-not-allowed') headers.set('allow', allow);
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  return Response.json({error: code, message}, ownProperties({status, headers}));
}
