import type {Html} from './html.js';

// no form-action: Chromium would apply it to the redirect after the last form, which goes to the callback
const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors";

const PAGE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': `${POLICY} 'none'`,
  'content-type': 'text/html; charset=utf-8',
  'referrer-policy': 'no-referrer',
} as const;

/** The headers of a page that any site can show in a frame. */
export const FRAMEABLE = {'content-security-policy': `${POLICY} *`} as const;

/** Returns an HTML page, with the security headers of a page that handles secrets. */
export function pageResponse(
  page: Html,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(page.toString(), {status, headers: {...PAGE_HEADERS, ...headers}});
}

/** Returns a redirect that sends no `Referer` and is not stored. */
export function redirectResponse(
  location: string,
  status: 302 | 303,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(null, {
    status,
    headers: {'cache-control': 'no-store', 'referrer-policy': 'no-referrer', location, ...headers},
  });
}

/** Returns a style sheet or a script. */
export function assetResponse(text: string, type: 'text/css' | 'text/javascript'): Response {
  return new Response(text, {
    headers: {
      'cache-control': 'no-cache',
      'content-type': `${type}; charset=utf-8`,
    },
  });
}

/** Returns a plain text, for a request that never reaches the service. */
export function textResponse(
  text: string,
  status: number,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return secured(
    new Response(`${text}\n`, {
      status,
      headers: {'cache-control': 'no-store', 'content-type': 'text/plain; charset=utf-8', ...headers},
    }),
  );
}

/** Adds the header that every response has: a browser must not guess its type. */
export function secured(response: Response): Response {
  response.headers.set('x-content-type-options', 'nosniff');
  return response;
}
