import type {SandboxClient} from '../options.js';
import {Refusal} from './refusal.js';
import type {Values} from './values.js';

const DANGEROUS_SCHEMES = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'view-source:'];

/** Where the user is sent back to: an absolute address that the client allows. */
export function redirectUriOf(values: Values, client: SandboxClient): string | undefined {
  const uri = values.get('redirect_uri');
  if (uri === undefined) return undefined;
  // a parser drops line breaks and tabs in silence, so that what it read is not what was sent
  const parsed = /[\s\p{Cc}]/u.test(uri) ? null : parsedUrl(uri);
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

function parsedUrl(uri: string): URL | null {
  try {
    return new URL(uri);
  } catch {
    return null;
  }
}
