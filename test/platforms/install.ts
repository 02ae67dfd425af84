import {cpSync, existsSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {installedIn} from '../support/packed.js';

const modules = fileURLToPath(new URL('node_modules/', import.meta.url));

/** Installs the packed package for the platforms. It finds its other dependencies further up. */
export default function install(): void {
  if (!existsSync(modules)) throw new Error('Nothing is installed: run npm run test:platforms.');
  rmSync(`${modules}budgea-webview`, {recursive: true, force: true});
  cpSync(installedIn('budgea-webview'), `${modules}budgea-webview`, {recursive: true});
}
