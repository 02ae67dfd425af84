import {ownProperties} from '../../service/options.js';

/** Sends the browser to another address. Neither the answer is kept, nor does the next page learn this address. */
export function redirect(location: string): Response {
  const headers = new Headers({location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer'});
  return new Response(null, ownProperties({status: 303, headers}));
}

/** Returns a response with further cookies. It is a copy, because those of a platform may be immutable. */
export function withCookies(response: Response, cookies: readonly string[]): Response {
  const copy = new Response(response.body, response);
  for (const cookie of cookies) copy.headers.append('set-cookie', cookie);
  return copy;
}
