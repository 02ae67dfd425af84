import type {AddressInfo} from 'node:net';
import type {Sandbox} from './create-sandbox.js';

/** Where a sandbox listens by default. */
export const DEFAULT_HOST = 'localhost';
/** The port a sandbox listens on by default. */
export const DEFAULT_PORT = 4001;

/** A sandbox that can be reached over HTTP. */
export interface Listening {
  /** Its origin, and a slash. */
  readonly url: string;
  /** Ends it at once, whoever is still connected. */
  readonly close: () => Promise<void>;
}

/**
 * Lets a sandbox listen. Node alone can do so; what it takes is loaded at the call, so that the rest of the
 * sandbox runs anywhere.
 *
 * @throws {Error} where it cannot listen, with a message that says what to do.
 */
export async function serve(
  {fetch}: Pick<Sandbox, 'fetch'>,
  {
    host = DEFAULT_HOST,
    port = DEFAULT_PORT,
    onError,
  }: {
    readonly host?: string | undefined;
    /** 0 takes any that is free. */
    readonly port?: number | undefined;
    /** Told of what no answer should have caused. */
    readonly onError: (report: string) => void;
  },
): Promise<Listening> {
  const [{createServer}, {createRequestListener}] = await Promise.all([
    import('node:http'),
    import('@remix-run/node-fetch-server'),
  ]);
  const server = createServer(
    createRequestListener(fetch, {
      onError: (error) => {
        onError(
          `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        return new Response('The sandbox failed. Its terminal says why.', {status: 500});
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
      return `port ${port} of ${host} is taken. Stop what listens there, or choose another port.`;
    case 'EACCES':
      return `port ${port} of ${host} is not for everybody. Choose one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `this machine has no address ${host}. Choose localhost, or 0.0.0.0 for all there are.`;
    default:
      return message;
  }
}
