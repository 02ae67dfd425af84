import {BackendError} from './backend-error.js';
import {idFrom} from './connection.js';
import {checkClient, textFrom, userAnswer} from './service-answers.js';
import {callService, isSendable, type ServiceClient} from './service-client.js';

/** The kinds of temporary codes, as the service names them. */
export const CODE_TYPES = ['requestAccess', 'singleAccess'] as const;

/**
 * The kind of a temporary code. A `requestAccess` code works for 30 minutes. A `singleAccess` code works once, for
 * whatever it is used first.
 */
export type CodeType = (typeof CODE_TYPES)[number];

/**
 * Mints a temporary code from a user's permanent token. Follows `GET /auth/token/code`.
 *
 * @throws {BackendError} `token-refused`, `token-forbidden`, `user-deleted`, or one of the `service-…` codes.
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
  userAnswer(answer);
  return textFrom(answer, 'code');
}

/** What the service gives for a received code. */
export interface Exchange {
  /** The permanent token. */
  readonly token: string;
  /** The service's id of the user, if the answer has it. */
  readonly userId?: string | undefined;
}

/**
 * Exchanges a received code for a permanent token. Follows `POST /auth/token/access`.
 *
 * @throws {BackendError} `code-refused`, `misconfigured-client`, or one of the `service-…` codes.
 */
export async function exchangeCode(client: ServiceClient, code: string): Promise<Exchange> {
  const answer = await callService(client, {
    method: 'POST',
    path: 'auth/token/access',
    body: {client_id: client.clientId, client_secret: client.clientSecret, code},
    // the code may be used up even if the answer got lost
    isRepeatable: false,
  });
  checkClient(answer);
  if ([400, 401, 403, 404, 422].includes(answer.status)) throw new BackendError('code-refused');
  const token = textFrom(answer, 'access_token');
  // a token that cannot be sent is of no use
  if (!isSendable(token)) throw new BackendError('service-unreadable');
  return {token, userId: idFrom(answer.body['id_user'])};
}
