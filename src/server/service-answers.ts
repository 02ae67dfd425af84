import {BackendError} from './backend-error.js';
import type {JsonObject} from './body.js';

/** A success, or a refusal by the service itself: a proxy or another host does not answer like this. */
export interface ServiceAnswer {
  readonly status: number;
  /** The JSON object in the answer. Empty if a refusal has no body. */
  readonly body: JsonObject;
  /** Whether the call was repeated: the service may have done it the first time, although the answer was lost. */
  readonly isRepeated: boolean;
}

/**
 * Tells whether a body is an error of the service.
 *
 * Today it is `{code, description, message, request_id}`. In 2019 it was `{code, message}`, with an optional message.
 */
export function isErrorEnvelope({code}: JsonObject): boolean {
  return typeof code === 'string' && code !== '';
}

/** Returns the code of a refusal, or `''` if it has none. */
export function errorCode({status, body: {code}}: ServiceAnswer): string {
  return status >= 400 && typeof code === 'string' ? code : '';
}

/** Tells whether the service of 2019 answered: it said 403 for an invalid token, for which today's service says 401. */
export function isFrom2019({body}: ServiceAnswer): boolean {
  return !('description' in body);
}

/** Tells whether the service refused the bearer token itself, and not only for this call. */
function isTokenRefused(answer: ServiceAnswer): boolean {
  return answer.status === 401 || (answer.status === 403 && isFrom2019(answer));
}

/**
 * Returns a text in a successful answer.
 *
 * @throws {BackendError} `service-incompatible` for a refusal, and `service-unreadable` if there is no such text.
 */
export function textFrom(answer: ServiceAnswer, name: string): string {
  const text = successOf(answer)[name];
  if (typeof text !== 'string' || text === '') throw new BackendError('service-unreadable');
  return text;
}

/**
 * Returns the body of a successful answer.
 *
 * @throws {BackendError} `service-incompatible` for a refusal.
 */
export function successOf({status, body}: ServiceAnswer): JsonObject {
  if (status >= 400) throw new BackendError('service-incompatible');
  return body;
}

/**
 * Returns the body of a successful answer about the user of a token.
 *
 * @throws {BackendError} `token-refused`, `token-forbidden`, `user-deleted`, or `service-incompatible`.
 */
export function userAnswer(answer: ServiceAnswer): JsonObject {
  if (isTokenRefused(answer)) throw new BackendError('token-refused');
  if (answer.status === 403) throw new BackendError('token-forbidden');
  if (answer.status === 404) throw new BackendError('user-deleted');
  return successOf(answer);
}

/**
 * Refuses an answer that refuses the client. The service does not document the code of this error. OAuth's is
 * `invalid_client`, with status 401.
 *
 * @throws {BackendError} `misconfigured-client`.
 */
export function checkClient(answer: ServiceAnswer): void {
  const code = errorCode(answer);
  const isRefused = /client/i.test(code) || (answer.status === 401 && !/grant|code|token/i.test(code));
  if (isRefused) throw new BackendError('misconfigured-client');
}
