/**
 * The routes as a listener for Node's own server, Express and Fastify.
 *
 * @module budgea-webview/server/node
 */
import {createHeaders, createRequestListener} from '@remix-run/node-fetch-server';
import type {IncomingMessage, RequestListener} from 'node:http';
import {ownOptions} from '../service/options.js';
import type {Backend} from './create-backend.js';

/** How to handle errors of your own functions. */
export interface NodeListenerOptions {
  /** Gets what your own functions throw, and may answer. Default: the error is logged and the answer is 500. */
  readonly onError?: (error: unknown) => Response | undefined | Promise<Response | undefined>;
}

/**
 * Turns a back end into a listener for Node's own http server, Express, Fastify and the like.
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
export function nodeListener(backend: Backend, options: NodeListenerOptions = {}): RequestListener {
  const own = ownOptions(options);
  const listener = createRequestListener((request: Request) => backend(request), own);
  return (request, response) => {
    if (!request.readableDidRead) {
      listener(request, response);
      return;
    }
    // a stream that was read does not end again, so waiting for its end would take forever
    createRequestListener(() => backend(parsedRequest(request)), own)(request, response);
  };
}

function parsedRequest(request: IncomingMessage & {readonly body?: unknown}): Request {
  const {method = 'GET', url = '/', headers} = request;
  return new Request(`http://${headers.host ?? 'localhost'}${url}`, {
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
