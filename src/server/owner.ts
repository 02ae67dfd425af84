import {toBase64Url} from './base64-url.js';

/** What the key is for, so that no other key derived from the secret is the same. */
const PURPOSE = 'budgea-webview owner';

/**
 * Returns the owner of an attempt: a text that identifies a user and does not reveal the id.
 *
 * It is the same for the same id and secret, on every server.
 */
export async function ownerOf(clientSecret: string, id: string | number): Promise<string> {
  const key = await hmac(new TextEncoder().encode(clientSecret), PURPOSE);
  return toBase64Url(await hmac(key, String(id)));
}

/** Returns the HMAC with SHA-256 of a text: 32 bytes, which can also be a key for one purpose. */
export async function hmac(secret: Uint8Array<ArrayBuffer>, text: string): Promise<Uint8Array<ArrayBuffer>> {
  const {subtle} = crypto;
  const key = await subtle.importKey('raw', secret, {name: 'HMAC', hash: 'SHA-256'}, false, ['sign']);
  return new Uint8Array(await subtle.sign('HMAC', key, new TextEncoder().encode(text)));
}
