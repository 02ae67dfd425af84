import {textResponse} from './responses.js';

/** The most bytes that the body of a request can have: 1 MB. */
const MAX_BYTES = 1_000_000;

/** Whether the header `Content-Length` announces more than 1 MB. */
export function announcesTooMuch(contentLength: string | null | undefined): boolean {
  return Number(contentLength ?? 0) > MAX_BYTES;
}

/** Returns the answer to a body of more than 1 MB. */
export function tooLarge(): Response {
  return textResponse('The sandbox reads bodies of at most 1 MB.', 413, {connection: 'close'});
}

/**
 * Reads the body of a request, and returns a request that has the same body in memory.
 *
 * Returns nothing if the body has more than 1 MB. It does not read the rest of such a body.
 */
export async function withBody(request: Request): Promise<Request | undefined> {
  const {method, url, headers} = request;
  if (announcesTooMuch(headers.get('content-length'))) return undefined;
  if (method === 'GET' || method === 'HEAD') return request;
  const body = await readBody(request);
  return body && new Request(url, {method, headers, body});
}

async function readBody(request: Request): Promise<Uint8Array<ArrayBuffer> | undefined> {
  // Firefox has no stream here
  const stream = request.body as ReadableStream<Uint8Array> | null | undefined;
  if (!stream) {
    const whole = new Uint8Array(await request.arrayBuffer());
    return whole.length > MAX_BYTES ? undefined : whole;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = stream.getReader();
  for (;;) {
    const {value} = await reader.read();
    if (!value) return joined(chunks, length);
    length += value.length;
    if (length > MAX_BYTES) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(value);
  }
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
