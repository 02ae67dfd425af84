/**
 * The emulated service as a plugin of Vite.
 *
 * @module budgea-sandbox/vite
 */
import type {Logger, Plugin, PreviewServer, ViteDevServer} from 'vite';
import {createSandbox} from './create-sandbox.js';
import {hostNames} from './allowed-hosts.js';
import type {SandboxOptions} from './options.js';
import {type Listening, type ListenOptions, serve} from './serve.js';

/** The options of the sandbox, and where it listens. */
export interface SandboxPluginOptions extends SandboxOptions, ListenOptions {
  /** 4001 by default. 0 takes any free port. */
  readonly port?: number | undefined;
}

/**
 * Creates a Vite plugin that runs a sandbox beside the site, on an origin of its own.
 *
 * The sandbox starts and stops with the development server or the preview. It takes no part in a build.
 *
 * @throws {SandboxError} if an option is not valid.
 *
 * @example
 * ```ts
 * import {sandbox} from 'budgea-sandbox/vite';
 * import {defineConfig} from 'vite';
 *
 * export default defineConfig({
 *   plugins: [sandbox({port: 4001})], // then base-url="http://localhost:4001"
 * });
 * ```
 */
export function sandbox(options: SandboxPluginOptions = {}): Plugin {
  const {port, host, allowedHosts: names = [], ...sandboxOptions} = options;
  const allowedHosts = hostNames(names, 'options.allowedHosts');
  const emulated = createSandbox(sandboxOptions);
  let running: Promise<Listening | undefined> | undefined;

  async function start(logger: Logger): Promise<Listening | undefined> {
    const onError = (report: string): void => {
      logger.error(report);
    };
    try {
      const listening = await serve(emulated, {host, port, allowedHosts, onError});
      logger.info(`  ➜  Sandbox: ${listening.url}`);
      return listening;
    } catch (error) {
      onError(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  async function stop(): Promise<void> {
    const stopping = running;
    running = undefined;
    await (await stopping)?.close();
  }

  async function attach({httpServer, config}: ViteDevServer | PreviewServer): Promise<void> {
    if (!httpServer) {
      running = start(config.logger);
      await running;
      return;
    }
    // not earlier: on a restart the previous server keeps the port until Vite listens
    httpServer.once('listening', () => {
      running = start(config.logger);
    });
    httpServer.once('close', () => void stop());
  }

  return {
    name: 'budgea-sandbox',
    configureServer: attach,
    configurePreviewServer: attach,
    buildEnd: stop,
  };
}
