import {type IncomingMessage, request as httpRequest} from 'node:http';
import {request as httpsRequest} from 'node:https';
import {buffer} from 'node:stream/consumers';
import {brotliDecompressSync, gunzipSync, inflateSync} from 'node:zlib';
import {own} from '../own.js';
import type {Answer, NoAnswer, Outgoing, Send} from './send.js';

/** The compressions that every browser reads. */
const DECOMPRESS: Readonly<Record<string, (bytes: Buffer) => Buffer>> = own({
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
});

/**
 * Returns a sender that uses Node's own client.
 *
 * The platform's `fetch` says of itself that it is no navigation, and hides how an answer was compressed.
 */
export function nodeSender(timeLimit: number): Send {
  return async (outgoing) => {
    const signal = AbortSignal.timeout(timeLimit);
    try {
      return await toAnswer(await responseTo(outgoing, signal));
    } catch (error) {
      return {reason: signal.aborted ? 'timeout' : reasonOf(error as NodeJS.ErrnoException)};
    }
  };
}

function responseTo({url, method, headers, body}: Outgoing, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const options = own({method, headers: own({'accept-encoding': 'gzip, deflate, br', ...headers}), signal});
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on('error', reject).end(body);
  });
}

async function toAnswer(response: IncomingMessage): Promise<Answer> {
  const {statusCode: status = 0, headersDistinct} = response;
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const encoding = headers.get('content-encoding') ?? 'identity';
  try {
    const bytes = await buffer(response);
    const decompress = encoding === 'identity' || bytes.length === 0 ? undefined : DECOMPRESS[encoding];
    return {status, headers, text: (decompress?.(bytes) ?? bytes).toString(), isReadable: true};
  } catch {
    return {status, headers, text: '', isReadable: false};
  }
}

function reasonOf({code = ''}: NodeJS.ErrnoException): NoAnswer['reason'] {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown-host';
  return /CERT|ALTNAME|SELF_SIGNED|SIGNATURE|SSL|TLS/.test(code) ? 'certificate' : 'closed';
}
