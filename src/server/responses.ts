import type {BackendError} from './backend-error.js';

const NEVER_STORED = {'cache-control': 'no-store'} as const;

/** An answer that holds a code, or what else is for this user at this moment. */
export function json(body: object): Response {
  return Response.json(body, {headers: NEVER_STORED});
}

export function nothing(): Response {
  return new Response(null, {status: 204, headers: NEVER_STORED});
}

/** An error as the page reads it. */
export function errorResponse({code, status, message, retryAfter}: BackendError): Response {
  const headers = new Headers(NEVER_STORED);
  if (code === 'method-not-allowed') headers.set('allow', 'POST');
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  return Response.json({error: code, message}, {status, headers});
}
