/** A JSON object, of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads a body of at most so many bytes; `undefined` where it is longer. What is left of it is dropped, as is all of
 * it at the signal.
 *
 * @throws where it cannot be read to its end.
 */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null,
  mostBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const reader = body?.getReader();
  const drop = (): void => {
    // not awaited: a peer that goes on sending must not hold the answer up
    void reader?.cancel().catch(() => undefined);
  };
  signal.addEventListener('abort', drop, {once: true});
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (!chunk?.value) break;
    length += chunk.value.byteLength;
    if (length > mostBytes) {
      drop();
      return undefined;
    }
    chunks.push(chunk.value);
  }
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** The object that some bytes are as JSON in UTF-8; `undefined` where they are anything else. */
export function jsonObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
