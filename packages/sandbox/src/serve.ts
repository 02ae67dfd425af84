import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Duplex} from 'node:stream';
import {createRequestListener, sendResponse} from '@remix-run/node-fetch-server';
import {hostJudge} from './allowed-hosts.js';
import type {Sandbox} from './create-sandbox.js';
import {announcesTooMuch, tooLarge} from './request-body.js';
import {textResponse} from './responses.js';

/** The default host. */
export const DEFAULT_HOST = 'localhost';
/** The default port. */
export const DEFAULT_PORT = 4001;

/** How long a client can take to send a request, in milliseconds. */
const REQUEST_TIMEOUT = 30_000;

/** How often a served sandbox looks for what is due, in milliseconds. */
const TICK = 250;

/** The methods that no `Request` can have. */
const IMPOSSIBLE_METHODS: readonly (string | undefined)[] = ['CONNECT', 'TRACE', 'TRACK'];

/** Where a sandbox listens, and for whom. */
export interface ListenOptions {
  /** 0 takes any free port. */
  readonly port?: number | undefined;
  /** The address to listen on. `localhost` by default. */
  readonly host?: string | undefined;
  /**
   * Further names by which requests can reach the sandbox, such as that of a container. `.example.test` also allows
   * all names below it. `localhost`, `host` and every IP address are always allowed; any other name is refused with
   * 403, so that no page of a stranger can reach the sandbox by its own name.
   */
  readonly allowedHosts?: readonly string[] | undefined;
}

/** A sandbox that listens. */
export interface Listening {
  /** The address, with a slash at the end. */
  readonly url: string;
  /** Stops listening, and closes every open connection. */
  readonly close: () => Promise<void>;
}

/**
 * Starts an HTTP server for a sandbox, in Node.
 *
 * @throws {Error} if it cannot listen. The message says what to change.
 */
export async function serve(
  {fetch, settled}: Pick<Sandbox, 'fetch'> & Partial<Pick<Sandbox, 'settled'>>,
  {
    host = DEFAULT_HOST,
    port = DEFAULT_PORT,
    allowedHosts = [],
    requestTimeout = REQUEST_TIMEOUT,
    onError,
  }: ListenOptions & {
    /** How long a client can take to send a request, in milliseconds. */
    readonly requestTimeout?: number;
    /** Called with the place of every unexpected error. The report holds nothing of the request. */
    readonly onError: (report: string) => void;
  },
): Promise<Listening> {
  const judge = hostJudge([host, ...allowedHosts]);
  const answer = createRequestListener(fetch, {
    onError: (error) => {
      onError(`The sandbox failed: ${placeOf(error)}`);
      return textResponse('The sandbox failed. The error is in its log.', 500);
    },
  });
  const responses = new WeakMap<Duplex, ServerResponse>();
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    responses.set(request.socket, response);
    // Node would read the rest of a body that nobody wants
    response.once('finish', () => {
      if (!request.complete) request.socket.destroySoon();
    });
    const refusal = refusalOf(request, judge);
    if (refusal) {
      void sendResponse(response, refusal);
      return;
    }
    if (request.headers.expect !== undefined) response.writeContinue();
    answer(request, response);
  };
  const server = createServer({
    requestTimeout,
    headersTimeout: requestTimeout,
    connectionsCheckingInterval: Math.min(requestTimeout, 1000),
    // the check of the host refuses such requests in the same way as all others
    requireHostHeader: false,
  });
  server.on('request', handle);
  server.on('checkContinue', handle);
  server.on('checkExpectation', (_request, response: ServerResponse) => {
    void sendResponse(response, textResponse('The sandbox does not know this expectation.', 417));
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const response = responses.get(socket);
    const isAnswering = response?.headersSent === true && !response.writableEnded;
    if (isAnswering || !socket.writable) socket.destroy();
    else socket.end(rawAnswer(error.code), () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(`The sandbox cannot start: ${reasonOf(error, host, port)}`, {cause: error}));
    });
    server.listen(port, host, resolve);
  });
  // a synchronization also ends, and its webhooks are sent, if nobody asks
  const ticks = setInterval(() => void settled?.(), TICK).unref();
  const {port: actual} = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`,
    close: () =>
      new Promise((resolve) => {
        clearInterval(ticks);
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Returns the answer to a request that must not reach the sandbox. */
function refusalOf(request: IncomingMessage, judge: ReturnType<typeof hostJudge>): Response | undefined {
  const {method, url = '', headers, headersDistinct} = request;
  const hosts = headersDistinct['host'] ?? [];
  const verdict = judge(hosts.length === 1 ? hosts[0] : undefined);
  if (verdict.kind === 'malformed') return textResponse('Send one valid Host header.', 400);
  if (verdict.kind === 'foreign') {
    return textResponse(
      `The sandbox does not answer to the name “${verdict.name}”, because a page of a stranger could use it.
If the name is yours, start the sandbox with --allow-host ${verdict.name}, or add it to the option allowedHosts.`,
      403,
    );
  }
  if (!url.startsWith('/')) return textResponse('The request line must have a path.', 400);
  if (IMPOSSIBLE_METHODS.includes(method)) {
    return textResponse('The sandbox does not have this method.', 405, {
      allow: 'GET, POST, PUT, DELETE, OPTIONS',
    });
  }
  return announcesTooMuch(headers['content-length']) ? tooLarge() : undefined;
}

/** Returns the answer to a request that Node cannot read, as bytes of HTTP. */
function rawAnswer(code: string | undefined): string {
  const status =
    code === 'HPE_HEADER_OVERFLOW'
      ? '431 Request Header Fields Too Large'
      : code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? '408 Request Timeout'
        : '400 Bad Request';
  return `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\nX-Content-Type-Options: nosniff\r\n\r\n`;
}

/** Returns the kind of an error and where it was thrown. Its message is left out: it can quote a code or a token. */
function placeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no Error was thrown';
  const {name, message, stack = ''} = error;
  const frames = stack.slice(stack.indexOf(message) + message.length).trimStart();
  return `${name}\n    ${frames}`;
}

function reasonOf({code, message}: NodeJS.ErrnoException, host: string, port: number): string {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} of ${host} is already in use. Choose another port, or stop the other server.`;
    case 'EACCES':
      return `port ${port} of ${host} needs special rights. Choose a port above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}. Choose localhost, or 0.0.0.0 for every address.`;
    default:
      return message;
  }
}
