/**
 * The routes as a listener for Node's own server, Express and Fastify.
 *
 * @module budgea-webview/server/node
 */
import {createHeaders, createRequestListener} from '@remix-run/node-fetch-server';
import type {IncomingMessage, RequestListener, ServerResponse} from 'node:http';
import type {Http2ServerRequest, Http2ServerResponse} from 'node:http2';
import {ownOptions} from '../service/options.js';
import type {Backend} from './create-backend.js';

/** How to handle errors of your own functions. */
export interface NodeListenerOptions {
  /** Gets what your own functions throw, and may answer. Default: the error is logged and the answer is 500. */
  readonly onError?: (error: unknown) => Response | undefined | Promise<Response | undefined>;
}

/** A request as Node's servers for HTTP/1 and HTTP/2 give it. */
type NodeRequest = IncomingMessage | Http2ServerRequest;

/**
 * Turns a back end into a listener for Node's own http and http2 servers, Express, Fastify and the like.
 *
 * Your functions get Node's `request` as their platform, so `getUser` can read `request.session`.
 *
 * If a body parser ran before and left its result in `request.body`, that is used. If it left nothing there, the answer
 * is `unreadable-body`.
 *
 * @example
 * ```ts
 * import {nodeListener} from 'budgea-webview/server/node';
 * import express from 'express';
 * import {backend} from './backend.js';
 *
 * const app = express();
 * app.use('/api/budgea', nodeListener(backend));
 * ```
 */
export function nodeListener<Platform extends NodeRequest = IncomingMessage>(
  backend: Backend<Platform>,
  options: NodeListenerOptions = {},
): (request: Platform, response: ServerResponse | Http2ServerResponse) => void {
  const own = ownOptions(options);
  return (request, response) => {
    // a stream that was read does not end again, so waiting for its end would take forever
    const listener = request.readableDidRead
      ? createRequestListener(() => backend(parsedRequest(request), request), own)
      : createRequestListener((arrived: Request) => backend(arrived, request), own);
    // it takes both, but its types name only the first
    const both = [request, response] as Parameters<RequestListener>;
    listener(...both);
  };
}

function parsedRequest(request: NodeRequest & {readonly body?: unknown}): Request {
  const {method = 'GET', url = '/', headers} = request;
  const host = headers.host ?? headers[':authority']?.toString() ?? 'localhost';
  return new Request(`http://${host}${url}`, {
    method,
    headers: createHeaders(request),
    body: method === 'GET' || method === 'HEAD' ? null : bodyOf(request.body),
    // required for a stream, but missing in the types
    ...{duplex: 'half'},
  });
}

/** Restores a body from what a parser made of it. */
function bodyOf(parsed: unknown): BodyInit {
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
