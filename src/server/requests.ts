/** The most that a body may hold, in bytes. */
const MOST_BYTES = 4096;

/** A request that is answered with an error. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  toResponse(): Response {
    return Response.json(
      {error: this.code, message: this.message},
      {status: this.status, headers: {...this.headers, 'cache-control': 'no-store'}},
    );
  }
}

/**
 * Refuses what a page of this very origin would not send: other methods, other content types, other origins.
 *
 * `Sec-Fetch-Site` cannot be forged by a page; a browser too old to send it sends `Origin`. What sends neither is no
 * browser, so no user's cookies can be misused.
 */
export function refuseForeign(request: Request): void {
  if (request.method !== 'POST') {
    throw new Refusal(405, 'method-not-allowed', 'Use POST.', {allow: 'POST'});
  }
  const site = request.headers.get('sec-fetch-site');
  const origin = request.headers.get('origin');
  const isForeign = site === null ? origin !== null && !isOwnOrigin(request, origin) : site !== 'same-origin';
  if (isForeign) {
    throw new Refusal(403, 'cross-site', 'This route answers pages of its own origin alone.');
  }
  const [type] = (request.headers.get('content-type') ?? '').split(';', 1);
  if (type?.trim().toLowerCase() !== 'application/json') {
    throw new Refusal(415, 'unsupported-content-type', 'Send application/json.');
  }
}

/** Compares hosts alone: behind a proxy that ends TLS the request's own scheme is not the browser's. */
function isOwnOrigin(request: Request, origin: string): boolean {
  const host = request.headers.get('host') ?? new URL(request.url).host;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/** Reads a small JSON object. */
export async function readJson(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const decoder = new TextDecoder();
  let length = 0;
  let text = '';
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) throw new Refusal(413, 'too-large', `Send at most ${MOST_BYTES} bytes.`);
    text += decoder.decode(chunk, {stream: true});
  }
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return body as Readonly<Record<string, unknown>>;
  } catch {
    // no JSON: refused below
  }
  throw new Refusal(400, 'invalid-json', 'Send a JSON object.');
}
