import type {SandboxClient} from './options.js';

const DANGEROUS_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'view-source:'];

/** Whether a text is an absolute address that a browser may be sent to. */
export function isRedirectUri(uri: string): boolean {
  // the URL parser removes line breaks and tabs, so it would check another address than the one that was sent
  const parsed = /[\s\p{Cc}]/u.test(uri) ? null : parseUrl(uri);
  return parsed !== null && !DANGEROUS_SCHEMES.includes(parsed.protocol);
}

/** Whether a client allows an address. Without a whitelist it allows all. */
export function isAllowed(uri: string, {redirectUris}: SandboxClient): boolean {
  return redirectUris?.includes(uri) ?? true;
}

/** Returns what is wrong with the address of a payment, as the end of a sentence, or nothing. */
export function paymentUriFault(uri: string, client: SandboxClient): string | undefined {
  if (!isRedirectUri(uri)) return 'must be an absolute address';
  if (uri.includes('?')) return 'must not have a query';
  return isAllowed(uri, client) ? undefined : 'must be one of the whitelist of the client';
}

function parseUrl(uri: string): URL | null {
  try {
    return new URL(uri);
  } catch {
    return null;
  }
}
