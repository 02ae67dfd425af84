import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const benchFolder = fileURLToPath(new URL('../', import.meta.url));

/**
 * Bundles a module and everything it imports into one text, as an app's build does.
 *
 * @param {string} path From the folder of the benchmarks.
 * @param {import('esbuild').BuildOptions} [options]
 */
export function bundleOf(path, options) {
  return textOf({entryPoints: [benchFolder + path], minify: true, ...options});
}

/**
 * Builds one text with esbuild.
 *
 * @param {import('esbuild').BuildOptions} options
 */
export async function textOf(options) {
  const {outputFiles} = await build({
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    legalComments: 'none',
    define: {'process.env.NODE_ENV': '"production"'},
    logLevel: 'silent',
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}
