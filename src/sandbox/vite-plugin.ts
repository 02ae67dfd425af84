import type {Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Logger, Plugin, PreviewServer, ViteDevServer} from 'vite';
import {createSandbox} from './create-sandbox.js';
import type {SandboxOptions} from './options.js';

/** What the sandbox starts with, and where it listens. */
export interface SandboxPluginOptions extends SandboxOptions {
  /** 4001 by default. 0 takes any that is free. */
  readonly port?: number;
  /** `localhost` by default. */
  readonly host?: string;
}

/**
 * A Vite plugin that serves an emulated service beside the site, on an origin of its own.
 *
 * It comes and goes with Vite's development or preview server and takes no part in a build.
 */
export function sandbox(options: SandboxPluginOptions = {}): Plugin {
  const {port = 4001, host = 'localhost', ...world} = options;
  const {fetch} = createSandbox(world);
  let running: Server | undefined;

  async function start(logger: Logger): Promise<void> {
    const [{createServer}, {createRequestListener}] = await Promise.all([
      import('node:http'),
      import('@remix-run/node-fetch-server'),
    ]);
    const server = createServer(
      createRequestListener(fetch, {
        onError: (error) => {
          logger.error(
            `The sandbox failed: ${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}`,
          );
          return new Response('The sandbox failed. Its terminal says why.', {status: 500});
        },
      }),
    );
    server.on('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? `port ${port} of ${host} is taken. Stop what listens there, or choose another with sandbox({port: …}).`
          : error.message;
      logger.error(`The sandbox cannot start: ${reason}`);
    });
    server.listen(port, host, () => {
      const {port: actual} = server.address() as AddressInfo;
      logger.info(`  ➜  Sandbox: http://${host.includes(':') ? `[${host}]` : host}:${actual}/`);
    });
    running = server;
  }

  function stop(): void {
    running?.close();
    running?.closeAllConnections();
    running = undefined;
  }

  async function attach({httpServer, config}: ViteDevServer | PreviewServer): Promise<void> {
    if (!httpServer) {
      await start(config.logger);
      return;
    }
    // not before Vite listens: on a restart the server before it still holds the port until then
    httpServer.once('listening', () => void start(config.logger));
    httpServer.once('close', stop);
  }

  return {
    name: 'budgea-sandbox',
    configureServer: attach,
    configurePreviewServer: attach,
    buildEnd: stop,
  };
}
