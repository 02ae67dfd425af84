import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createRequestListener} from '@remix-run/node-fetch-server';
import type {Sandbox} from './create-sandbox.js';

/** The default host. */
export const DEFAULT_HOST = 'localhost';
/** The default port. */
export const DEFAULT_PORT = 4001;

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
  {fetch}: Pick<Sandbox, 'fetch'>,
  {
    host = DEFAULT_HOST,
    port = DEFAULT_PORT,
    onError,
  }: {
    readonly host?: string | undefined;
    /** 0 takes any free port. */
    readonly port?: number | undefined;
    /** Called with the stack of every unexpected error. */
    readonly onError: (report: string) => void;
  },
): Promise<Listening> {
  const server = createServer(
    createRequestListener(fetch, {
      onError: (error) => {
        onError(
          `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        return new Response('The sandbox failed. The error is in its log.', {status: 500});
      },
    }),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(`The sandbox cannot start: ${reasonOf(error, host, port)}`, {cause: error}));
    });
    server.listen(port, host, resolve);
  });
  const {port: actual} = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
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
