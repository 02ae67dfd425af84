import {BackendError} from './backend-error.js';
import {callService, type ServiceAnswer, type ServiceClient} from './service-client.js';

/** The kinds of temporary codes besides the standard one, as the service names them. */
export const CODE_TYPES = ['singleAccess'] as const;

/** The kind of a temporary code. A `singleAccess` code works once, for whatever it is used first. */
export type CodeType = (typeof CODE_TYPES)[number];

/**
 * Mints a temporary code from a user's permanent token. Follows `GET /auth/token/code`.
 *
 * @throws {BackendError} `token-refused`, or one of the `service-…` codes.
 */
export async function mintCode(
  client: ServiceClient,
  token: string,
  codeType?: CodeType | null,
): Promise<string> {
  const answer = await callService(client, {
    method: 'GET',
    path: codeType ? `auth/token/code?type=${codeType}` : 'auth/token/code',
    token,
    // a code that got lost does no harm
    isRepeatable: true,
  });
  if (answer.status === 401 || answer.status === 403) throw new BackendError('token-refused');
  return textFrom(answer, 'code');
}

/**
 * Exchanges a received code for a permanent token. Follows `POST /auth/token/access`.
 *
 * @throws {BackendError} `code-refused`, `misconfigured-client`, or one of the `service-…` codes.
 */
export async function exchangeCode(client: ServiceClient, code: string): Promise<string> {
  const answer = await callService(client, {
    method: 'POST',
    path: 'auth/token/access',
    body: {client_id: client.clientId, client_secret: client.clientSecret, code},
    // the code may be used up even if the answer got lost
    isRepeatable: false,
  });
  if (isClientRefused(answer)) throw new BackendError('misconfigured-client');
  if ([400, 403, 422].includes(answer.status)) throw new BackendError('code-refused');
  return textFrom(answer, 'access_token');
}

/** The documentation does not name the code of this error. OAuth's is `invalid_client`, with status 401. */
function isClientRefused({status, body: {code}}: ServiceAnswer): boolean {
  return status === 401 || (status >= 400 && typeof code === 'string' && /client/i.test(code));
}

function textFrom({status, body}: ServiceAnswer, name: string): string {
  const text = body[name];
  if (status >= 300 || typeof text !== 'string' || text === '') throw new BackendError('service-unreadable');
  return text;
}
