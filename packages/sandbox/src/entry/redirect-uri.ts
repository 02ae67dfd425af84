import type {SandboxClient} from '../options.js';
import {isAllowed, isRedirectUri} from '../redirect-uris.js';
import {Refusal} from './refusal.js';
import type {Values} from './values.js';

/** Reads the address that the user returns to. It must be absolute, and one that the client allows. */
export function readRedirectUri(values: Values, client: SandboxClient): string | undefined {
  const uri = values.get('redirect_uri');
  if (uri === undefined) return undefined;
  if (!isRedirectUri(uri)) throw new Refusal('invalid-redirect-uri', 'redirect_uri', {value: uri});
  if (!isAllowed(uri, client)) {
    throw new Refusal('redirect-uri-not-whitelisted', 'redirect_uri', {
      value: uri,
      ...(client.redirectUris && {expected: client.redirectUris}),
    });
  }
  return uri;
}
