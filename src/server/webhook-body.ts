import {BackendError} from './backend-error.js';
import {readBytes} from './body.js';
import {WebhookError} from './webhook-error.js';
import {withTimeout} from './with-timeout.js';

/** How long a body may take to arrive, in ms. A body that a parser already read never arrives. */
const BODY_TIME_LIMIT = 30_000;

/** What every gzip stream begins with. JSON never does. */
const GZIP_MAGIC = [0x1f, 0x8b];

/**
 * Reads the bytes of a request as they arrived.
 *
 * @throws {WebhookError} `unreadable-body`, `incomplete-body` or `too-large`.
 */
export async function readReceived(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (request.bodyUsed) throw new WebhookError('unreadable-body');
  const bytes = await withTimeout(BODY_TIME_LIMIT, 'incomplete-body', (signal) =>
    readBytes(request.body, maxBytes, signal),
  ).catch((error: unknown) => {
    const isRead = error instanceof BackendError && error.code === 'unreadable-body';
    throw new WebhookError(isRead ? 'unreadable-body' : 'incomplete-body');
  });
  return notTooLarge(bytes, maxBytes);
}

/**
 * Refuses bytes that are too many.
 *
 * @throws {WebhookError} `too-large`.
 */
export function notTooLarge(bytes: Uint8Array | undefined, maxBytes: number): Uint8Array {
  if (!bytes || bytes.byteLength > maxBytes) throw new WebhookError('too-large');
  return bytes;
}

/** Tells whether some bytes are compressed with gzip. */
export function isGzip(bytes: Uint8Array): boolean {
  return GZIP_MAGIC.every((byte, index) => bytes[index] === byte);
}

/** Tells whether a request says that its body is compressed with gzip. */
export function saysGzip(request: Request): boolean {
  return /^(?:x-)?gzip$/.test(encodingOf(request));
}

/**
 * Decompresses the body of a request. Stops at `maxBytes`, so that a small body cannot fill the memory.
 *
 * Looks at the bytes, not at the header: many body parsers decompress a body and leave the header.
 *
 * @throws {WebhookError} `unsupported-encoding`, `invalid-gzip` or `too-large`.
 */
export async function decompress(
  request: Request,
  received: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array> {
  if (!saysGzip(request) && !['', 'identity'].includes(encodingOf(request))) {
    throw new WebhookError('unsupported-encoding');
  }
  if (!isGzip(received)) return received;
  const stream = new Blob([received as BlobPart]).stream().pipeThrough(new DecompressionStream('gzip'));
  const bytes = await readBytes(stream, maxBytes, new AbortController().signal).catch(() => {
    throw new WebhookError('invalid-gzip');
  });
  return notTooLarge(bytes, maxBytes);
}

function encodingOf({headers}: Request): string {
  return (headers.get('content-encoding') ?? '').trim().toLowerCase();
}
