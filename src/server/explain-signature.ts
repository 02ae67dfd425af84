import {saysGzip, isGzip} from './webhook-body.js';
import type {SignatureReason} from './webhook-error.js';
import {isSigned, type Signature} from './webhook-signature.js';

/** The longest body for which other notations are tried, in bytes, so that nobody can make this expensive. */
const MAX_BYTES = 262_144;

/** How many secrets are tried. */
const MAX_SECRETS = 3;

/** The headers in which proxies keep the path that they changed, or the prefix that they removed. */
const PATH_HEADERS = ['x-original-uri', 'x-original-url', 'x-forwarded-uri', 'x-rewrite-url'];
const PREFIX_HEADER = 'x-forwarded-prefix';

/** A signature that does not fit, and what it was compared with. */
export interface FailedSignature {
  readonly request: Request;
  readonly signature: Signature;
  readonly path: string;
  readonly secrets: readonly string[];
  readonly received: Uint8Array;
  /** The decompressed body. */
  readonly body: Uint8Array;
}

/**
 * Looks for the likely reason why a signature does not fit: tries other paths, bodies and secrets.
 *
 * It is for people only: a request that fits in such a way is refused all the same. Returns `undefined` if the body is
 * too long to try.
 */
export async function explainSignature(failed: FailedSignature): Promise<SignatureReason | undefined> {
  const {request, signature, path, received, body} = failed;
  if (body.byteLength > MAX_BYTES) return undefined;
  const secrets = failed.secrets.slice(0, MAX_SECRETS);
  const bodies = received === body ? [body] : [received, body];
  const fits = async (paths: readonly string[], candidates: readonly Uint8Array[], keys = secrets) => {
    for (const candidate of candidates)
      for (const one of paths) if (await isSigned(signature, one, candidate, keys)) return true;
    return false;
  };
  const {search} = new URL(request.url);
  if (await fits([path.endsWith('/') ? path.slice(0, -1) : `${path}/`], bodies)) return 'trailing-slash';
  if (search && (await fits([path + search], bodies))) return 'query';
  if (await fits(otherPaths(request, path), bodies)) return 'other-path';
  if (await fits([path], otherNotations(body))) return 'parsed-body';
  const trimmed = secrets.filter((secret) => secret !== secret.trim() && secret.trim() !== '');
  if (
    await fits(
      [path],
      bodies,
      trimmed.map((secret) => secret.trim()),
    )
  )
    return 'white-space-in-secret';
  return saysGzip(request) && !isGzip(received) ? 'decompressed-body' : 'wrong-secret';
}

/** Returns the paths that a mount or a proxy may have changed into this one. */
function otherPaths({headers, url}: Request, path: string): readonly string[] {
  const segments = path.split('/').slice(1);
  // a proxy that added a prefix, of at most four segments
  const shorter = segments.slice(0, 4).map((_, index) => `/${segments.slice(index + 1).join('/')}`);
  const kept = PATH_HEADERS.flatMap((name) => {
    const value = headers.get(name);
    return value !== null && URL.canParse(value, url) ? [new URL(value, url).pathname] : [];
  });
  const prefix = headers.get(PREFIX_HEADER)?.replace(/\/$/, '');
  return [...kept, ...(prefix ? [prefix + path] : []), `/api${path}`, new URL(url).pathname, ...shorter];
}

/** Writes a JSON body as others do: compact, with spaces behind commas and colons, and both in ASCII only. */
function otherNotations(body: Uint8Array): readonly Uint8Array[] {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(body));
    const compact = JSON.stringify(value);
    const spaced = withSpaces(value);
    return [compact, spaced, inAscii(compact), inAscii(spaced)].map((text) => new TextEncoder().encode(text));
  } catch {
    // it is not JSON, or its objects are too deep to write
    return [];
  }
}

function withSpaces(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(withSpaces).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(
    ([name, field]) => `${JSON.stringify(name)}: ${withSpaces(field)}`,
  );
  return `{${fields.join(', ')}}`;
}

function inAscii(json: string): string {
  return json.replace(
    /[\x7f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
