import {BackendError} from './backend-error.js';
import {bearer} from './bearer.js';
import {callService, type Service, type ServiceAnswer} from './service.js';

/**
 * Mints a temporary code from a user's permanent token. Follows `POST /auth/token/code`.
 *
 * It is asked a second time where the first try came to nothing: a code that nobody heard of does no harm.
 *
 * @throws {BackendError} `token-refused`, or one named after the service.
 */
export async function mintCode(service: Service, token: string): Promise<string> {
  const answer = await callService(service, {
    method: 'POST',
    path: service.codeType ? `auth/token/code?type=${service.codeType}` : 'auth/token/code',
    headers: bearer(token),
    isRepeatable: true,
  });
  if (answer.status === 401 || answer.status === 403) throw new BackendError('token-refused');
  return textIn(answer, 'code');
}

/**
 * Exchanges a received code for a permanent token. Follows `POST /auth/token/access`.
 *
 * It is asked once alone: the code may be spent although the answer was lost.
 *
 * @throws {BackendError} `code-refused`, `misconfigured-client`, or one named after the service.
 */
export async function exchangeCode(service: Service, code: string): Promise<string> {
  const answer = await callService(service, {
    method: 'POST',
    path: 'auth/token/access',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({client_id: service.clientId, client_secret: service.clientSecret, code}),
    isRepeatable: false,
  });
  if (isAboutClient(answer)) throw new BackendError('misconfigured-client');
  if ([400, 403, 422].includes(answer.status)) throw new BackendError('code-refused');
  return textIn(answer, 'access_token');
}

/** The documentation leaves the word open. OAuth's own is `invalid_client`, and its status says as much. */
function isAboutClient({status, body: {code}}: ServiceAnswer): boolean {
  return status === 401 || (status >= 400 && typeof code === 'string' && /client/i.test(code));
}

function textIn({status, body}: ServiceAnswer, name: string): string {
  const text = body[name];
  if (status >= 300 || typeof text !== 'string' || text === '') throw new BackendError('service-unreadable');
  return text;
}
