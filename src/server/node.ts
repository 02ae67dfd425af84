/**
 * The routes as a listener for Node's own server, Express and Fastify.
 *
 * @module budgea-webview/server/node
 */
import {createHeaders, createRequestListener} from '@remix-run/node-fetch-server';
import type {IncomingMessage, ServerResponse} from 'node:http';
import type {Http2ServerRequest, Http2ServerResponse} from 'node:http2';
import {ownProperties} from '../service/options.js';
import {BackendError} from './backend-error.js';
import type {Backend} from './create-backend.js';

/** How to handle errors of your own functions. */
export interface NodeListenerOptions {
  /** Gets what your own functions throw, and may answer. Default: the error is logged and the answer is 500. */
  readonly onError?: (error: unknown) => Response | undefined | Promise<Response | undefined>;
}

/** A host with or without a port: a name or an address. */
const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/i;

/** The methods that no `Request` can have. */
const UNSUPPORTED_METHODS: readonly string[] = ['CONNECT', 'TRACE', 'TRACK'];

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
export function nodeListener<Platform extends NodeRequest = NodeRequest>(
  backend: Backend<Platform>,
  options: NodeListenerOptions = {},
): (request: Platform, response: ServerResponse | Http2ServerResponse) => void {
  const own = ownProperties(options);
  return (request, response) => {
    // another middleware has answered, for example because its time limit was over
    if (response.headersSent) return;
    if (!isWellFormed(request)) {
      response.writeHead(400, {'content-type': 'text/plain'}).end('Bad Request');
      return;
    }
    // a stream that was read does not end again, so waiting for its end would take forever
    const listener = request.readableDidRead
      ? createRequestListener(() => backend(parsedRequest(request), request), own)
      : createRequestListener((arrived: Request) => backend(arrived, request), own);
    // it takes both versions of HTTP and may give a promise, but its types say neither
    const listen = listener as (...both: readonly unknown[]) => Promise<void> | undefined;
    listen(request, response)?.catch(() => {
      // another middleware has answered in the meantime
      response.destroy();
    });
  };
}

/** Tells whether a request has a method, a host and a path that make a `Request`, so that the path is what it says. */
function isWellFormed(request: NodeRequest): boolean {
  const {method = '', url = ''} = request;
  const host = hostOf(request);
  const hasPath = url.startsWith('/') && URL.canParse(`http://${host}${url}`);
  // the first of two would be believed, and a proxy may believe the second
  const {host: hosts = []} = (request as Partial<IncomingMessage>).headersDistinct ?? {};
  return HOST.test(host) && hosts.length <= 1 && hasPath && !UNSUPPORTED_METHODS.includes(method);
}

function hostOf({headers}: NodeRequest): string {
  return headers.host ?? headers[':authority']?.toString() ?? 'localhost';
}

function parsedRequest(request: NodeRequest & {readonly body?: unknown}): Request {
  const {method = 'GET', url = '/'} = request;
  return new Request(`http://${hostOf(request)}${url}`, {
    method,
    headers: createHeaders(request),
    body:
      method === 'GET' || method === 'HEAD'
        ? null
        : bodyOf(Object.hasOwn(request, 'body') ? request.body : undefined),
    // required for a stream, but missing in the types
    ...{duplex: 'half'},
  });
}

/** Restores a body from what a parser made of it. */
function bodyOf(parsed: unknown): BodyInit {
  if (parsed === undefined) {
    return new ReadableStream({
      start: (controller) => {
        controller.error(new BackendError('unreadable-body'));
      },
    });
  }
  return typeof parsed === 'string' || parsed instanceof Uint8Array
    ? (parsed as BodyInit)
    : JSON.stringify(parsed);
}
