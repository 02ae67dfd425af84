import type {SandboxClient} from '../options.js';
import {Refusal} from './refusal.js';
import type {Values} from './values.js';

const DANGEROUS_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'view-source:'];

/** Reads the address that the user returns to. It must be absolute, and one that the client allows. */
export function readRedirectUri(values: Values, client: SandboxClient): string | undefined {
  const uri = values.get('redirect_uri');
  if (uri === undefined) return undefined;
  // the URL parser removes line breaks and tabs, so it would check another address than the one that was sent
  const parsed = /[\s\p{Cc}]/u.test(uri) ? null : parseUrl(uri);
  if (!parsed || DANGEROUS_SCHEMES.includes(parsed.protocol)) {
    throw new Refusal('invalid-redirect-uri', 'redirect_uri', {value: uri});
  }
  if (client.redirectUris && !client.redirectUris.includes(uri)) {
    throw new Refusal('redirect-uri-not-whitelisted', 'redirect_uri', {
      value: uri,
      expected: client.redirectUris,
    });
  }
  return uri;
}

function parseUrl(uri: string): URL | null {
  try {
    return new URL(uri);
  } catch {
    return null;
  }
}
