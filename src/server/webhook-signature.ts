/** What the headers of a signed request say. */
export interface Signature {
  /** `BI-Signature`, decoded. Empty if it is not base64. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** `BI-Signature-Date`, as it was sent. */
  readonly date: string;
}

/** Reads the headers of a signed request. Returns `undefined` if one is missing. */
export function readSignature({headers}: Request): Signature | undefined {
  const [signature, date] = [headers.get('bi-signature'), headers.get('bi-signature-date')];
  return signature && date ? {bytes: fromBase64(signature), date} : undefined;
}

/** Tells whether a signature is that of a path and a body with one of some secrets. It compares in constant time. */
export async function isSigned(
  {bytes, date}: Signature,
  path: string,
  body: Uint8Array,
  secrets: readonly string[],
): Promise<boolean> {
  const prefix = new TextEncoder().encode(`POST.${path}.${date}.`);
  const signed = new Uint8Array(prefix.length + body.length);
  signed.set(prefix);
  signed.set(body, prefix.length);
  for (const secret of secrets) {
    const key = await hmacKey(new TextEncoder().encode(secret), 'verify');
    if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return true;
  }
  return false;
}

/** Tells whether two texts are the same, in a time that does not depend on where they differ. */
export async function isSameText(one: string, other: string): Promise<boolean> {
  const key = await hmacKey(crypto.getRandomValues(new Uint8Array(32)), 'sign', 'verify');
  const [first, second] = [one, other].map((text) => new TextEncoder().encode(text));
  const mac = await crypto.subtle.sign('HMAC', key, first as BufferSource);
  return crypto.subtle.verify('HMAC', key, mac, second as BufferSource);
}

/**
 * Tells whether the date of a signature is at most `maxAge` seconds before or after `now`, in ms. A date without a zone
 * is in UTC.
 */
export function isFresh(date: string, maxAge: number, now: number): boolean {
  const hasZone = /(?:z|[+-]\d\d:?\d\d)$/i.test(date);
  const time = Date.parse(hasZone ? date : `${date}Z`);
  return Math.abs(now - time) <= maxAge * 1000;
}

function hmacKey(
  secret: Uint8Array<ArrayBuffer>,
  ...usages: readonly ('sign' | 'verify')[]
): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', secret, {name: 'HMAC', hash: 'SHA-256'}, false, usages);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}
