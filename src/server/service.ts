import {Refusal} from './requests.js';

/** How long the service may take, in ms: less than the page waits, so that it hears why. */
const TIME_LIMIT = 8_000;

/** The service, as one client application reaches it. */
export interface Service {
  readonly origin: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly fetch: typeof globalThis.fetch;
}

/** Mints a temporary code from a user's permanent token. Follows `POST /auth/token/code`. */
export async function mintCode(service: Service, token: string): Promise<string> {
  const answer = await call(service, 'auth/token/code', {authorization: `Bearer ${token}`});
  if (answer.status === 401 || answer.status === 403) {
    throw new Refusal(502, 'token-refused', "The service does not know the user's token.");
  }
  return textIn(answer, 'code');
}

/** Exchanges a received code for a permanent token. Follows `POST /auth/token/access`. */
export async function exchangeCode(service: Service, code: string): Promise<string> {
  const answer = await call(
    service,
    'auth/token/access',
    {'content-type': 'application/json'},
    JSON.stringify({client_id: service.clientId, client_secret: service.clientSecret, code}),
  );
  if (answer.status >= 400 && answer.status < 500) {
    throw new Refusal(
      400,
      'code-refused',
      'The service did not take the code: it is used, expired or not known.',
    );
  }
  return textIn(answer, 'access_token');
}

async function call(
  service: Service,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | null = null,
): Promise<Response> {
  try {
    return await service.fetch(`${service.origin}/2.0/${path}`, {
      method: 'POST',
      headers: {accept: 'application/json', ...headers},
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
  } catch (error) {
    if ((error as Error).name === 'TimeoutError') {
      throw new Refusal(504, 'service-timeout', `The service did not answer within ${TIME_LIMIT / 1000} s.`);
    }
    throw new Refusal(502, 'service-unreachable', 'The service could not be reached.');
  }
}

async function textIn(answer: Response, name: string): Promise<string> {
  const body: unknown = answer.ok ? await answer.json().catch(() => undefined) : undefined;
  const text = (body as Readonly<Record<string, unknown>> | null | undefined)?.[name];
  if (typeof text !== 'string' || text === '') {
    throw new Refusal(502, 'service-failed', `The service answered ${answer.status} without '${name}'.`);
  }
  return text;
}
