import type {Logger, Plugin, PreviewServer, ViteDevServer} from 'vite';
import {createSandbox} from './create-sandbox.js';
import type {SandboxOptions} from './options.js';
import {type Listening, serve} from './serve.js';

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
  const {port, host, ...world} = options;
  const emulated = createSandbox(world);
  let running: Promise<Listening | undefined> | undefined;

  async function start(logger: Logger): Promise<Listening | undefined> {
    const say = (line: string): void => {
      logger.error(line);
    };
    try {
      const listening = await serve(emulated, {host, port, onError: say});
      logger.info(`  ➜  Sandbox: ${listening.url}`);
      return listening;
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
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
    // not before Vite listens: on a restart the server before it still holds the port until then
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
