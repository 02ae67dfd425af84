/** A JSON object with unknown content. It has no prototype, so it holds only what was sent. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a body to its end. Returns `undefined` if it is longer than `maxBytes`.
 *
 * Cancels the body when it is too long, and when the signal aborts.
 *
 * @throws if the body breaks off.
 */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  if (!body) return new Uint8Array();
  const reader = body.getReader();
  const cancel = (): void => {
    // not awaited, since a sender that does not stop would delay the answer
    void reader.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', cancel);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const {value: chunk} = await reader.read();
    if (!chunk) return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
    length += chunk.byteLength;
    if (length > maxBytes) {
      cancel();
      return undefined;
    }
    chunks.push(chunk);
  }
}

/** Parses a JSON object in UTF-8. Returns `undefined` if the bytes are anything else. */
export function parseJsonObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (Object.setPrototypeOf(value, null) as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
