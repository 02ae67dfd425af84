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
import type {Backend} from './backend.js';
import type {Webhooks} from './create-webhooks.js';

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
 * Turns a back end, or webhooks, into a listener for Node's own http and http2 servers, Express, Fastify and the like.
 *
 * Your functions get Node's `request` as their platform, so `getUser` can read `request.session`.
 *
 * If a body parser ran before, the bytes that it left in `request.rawBody` are used, or else its result in
 * `request.body`. If it left nothing there, the answer is `unreadable-body`.
 *
 * The service signs the bytes and the path of a webhook. So webhooks also answer `unreadable-body` if a parser left
 * only parsed JSON, and behind a mount of Express their `Request` has the whole path.
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
  handler: Backend<Platform> | Webhooks<Platform>,
  options: NodeListenerOptions = {},
): (request: Platform, response: ServerResponse | Http2ServerResponse) => void {
  const own = ownProperties(options);
  const isRaw = Object.hasOwn(handler, 'needsRawRequest');
  return (request, response) => {
    // another middleware has answered, for example because its time limit was over
    if (response.headersSent) return;
    const url = isRaw ? wholeUrl(request) : (request.url ?? '');
    if (!isWellFormed(request, url)) {
      response.writeHead(400, {'content-type': 'text/plain'}).end('Bad Request');
      return;
    }
    // a stream that was read does not end again, so waiting for its end would take forever
    const listener = request.readableDidRead
      ? createRequestListener(() => handler(parsedRequest(request, url, isRaw), request), own)
      : createRequestListener((arrived: Request) => handler(withUrl(arrived, request, url), request), own);
    // it takes both versions of HTTP and may give a promise, but its types say neither
    const listen = listener as (...both: readonly unknown[]) => Promise<void> | undefined;
    listen(request, response)?.catch(() => {
      // another middleware has answered in the meantime
      response.destroy();
    });
  };
}

/** Tells whether a request has a method, a host and a path that make a `Request`, so that the path is what it says. */
function isWellFormed(request: NodeRequest, url: string): boolean {
  const {method = ''} = request;
  const host = hostOf(request);
  const hasPath = url.startsWith('/') && URL.canParse(`http://${host}${url}`);
  // the first of two would be believed, and a proxy may believe the second
  const {host: hosts = []} = (request as Partial<IncomingMessage>).headersDistinct ?? {};
  return HOST.test(host) && hosts.length <= 1 && hasPath && !UNSUPPORTED_METHODS.includes(method);
}

function hostOf({headers}: NodeRequest): string {
  return headers.host ?? headers[':authority']?.toString() ?? 'localhost';
}

/** Returns the URL in the request line. Express removes the path of a mount from `url`, and keeps it in `originalUrl`. */
function wholeUrl(request: NodeRequest & {readonly originalUrl?: unknown}): string {
  const original = Object.hasOwn(request, 'originalUrl') ? request.originalUrl : undefined;
  return typeof original === 'string' ? original : (request.url ?? '');
}

/** Gives a request its URL in the request line, if a mount removed a part of it. */
function withUrl(arrived: Request, request: NodeRequest, url: string): Request {
  return url === request.url ? arrived : new Request(new URL(arrived.url).origin + url, arrived);
}

function parsedRequest(request: NodeRequest, url: string, isRaw: boolean): Request {
  const {method = 'GET'} = request;
  return new Request(`http://${hostOf(request)}${url}`, {
    method,
    headers: createHeaders(request),
    body: method === 'GET' || method === 'HEAD' ? null : bodyOf(request, isRaw),
    // required for a stream, but missing in the types
    ...{duplex: 'half'},
  });
}

/** Restores a body from what a parser left: its bytes, or what it made of them. */
function bodyOf(
  request: NodeRequest & {readonly body?: unknown; readonly rawBody?: unknown},
  isRaw: boolean,
): BodyInit {
  const raw = Object.hasOwn(request, 'rawBody') ? request.rawBody : undefined;
  const parsed = Object.hasOwn(request, 'body') ? request.body : undefined;
  for (const body of [raw, parsed]) {
    if (typeof body === 'string' || body instanceof Uint8Array) return body as BodyInit;
  }
  if (parsed !== undefined && !isRaw) return JSON.stringify(parsed);
  return new ReadableStream({
    start: (controller) => {
      controller.error(new BackendError('unreadable-body'));
    },
  });
}
