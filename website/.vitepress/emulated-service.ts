import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import type {UserConfig} from 'vitepress';

/** The file of the worker. It is at the top of the site, so that its scope is the whole site. */
const FILE = 'emulated-service.js';

/** Serves the worker with the development server of the site. */
export function emulatedService(): NonNullable<NonNullable<UserConfig['vite']>['plugins']>[number] {
  return {
    name: 'emulated-service',
    configureServer({middlewares, config}) {
      middlewares.use(`${config.base}${FILE}`, (_request, response, next) => {
        bundle().then((code) => {
          response.setHeader('content-type', 'text/javascript; charset=utf-8');
          response.end(code);
        }, next);
      });
    },
  };
}

/** Adds the worker to the built site. */
export async function writeEmulatedService(folder: string): Promise<void> {
  writeFileSync(join(folder, FILE), await bundle());
}

async function bundle(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL('../live/worker.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    minify: true,
    target: 'es2022',
    write: false,
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}
