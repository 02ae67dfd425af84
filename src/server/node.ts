/**
 * The two routes in the shape of Node's own server, which Express and Fastify take, too.
 *
 * @module budgea-webview/server/node
 */
import type {IncomingMessage, RequestListener} from 'node:http';
import {createHeaders, createRequestListener} from '@remix-run/node-fetch-server';
import type {Backend} from './create-backend.js';

/** What becomes of an error of the host's own functions. */
export interface NodeListenerOptions {
  /** Hears what `getToken` and `saveToken` throw, and may answer. Default: it is logged, and the answer is 500. */
  readonly onError?: (error: unknown) => Response | undefined | Promise<Response | undefined>;
}

/**
 * A back end in the shape that Node's own http server, Express, Fastify and the like take.
 *
 * A body that a parser took before, and left as `request.body`, is read there. One that was taken and not left anywhere
 * is answered with `unreadable-body`.
 */
export function nodeListener(backend: Backend, options: NodeListenerOptions = {}): RequestListener {
  const listen = createRequestListener((request: Request) => backend(request), options);
  return (request, response) => {
    if (!request.readableDidRead) {
      listen(request, response);
      return;
    }
    // the stream is at its end: to wait for it would be to wait for ever
    createRequestListener(() => backend(parsedRequest(request)), options)(request, response);
  };
}

function parsedRequest(request: IncomingMessage & {readonly body?: unknown}): Request {
  const {method = 'GET', url = '/', headers} = request;
  return new Request(`http://${headers.host ?? 'localhost'}${url}`, {
    method,
    headers: createHeaders(request),
    body: method === 'GET' || method === 'HEAD' ? null : bytesOf(request.body),
    // a stream wants it, and the types do not know it
    ...{duplex: 'half'},
  });
}

/** What a parser made of a body, as it was on the wire or as good as. */
function bytesOf(parsed: unknown): BodyInit {
  if (parsed === undefined) {
    return new ReadableStream({
      start: (controller) => {
        controller.error();
      },
    });
  }
  return typeof parsed === 'string' || parsed instanceof Uint8Array
    ? (parsed as BodyInit)
    : JSON.stringify(parsed);
}
