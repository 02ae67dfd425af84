import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** A project that has the packed package installed; other packages are found in the folders above. */
export const CONSUMER = fileURLToPath(new URL('../.packed/', import.meta.url));

/** The folder of the unpacked package. */
export const INSTALLED = join(CONSUMER, 'node_modules/budgea-webview');

/** The paths of the packed files, one a line. */
export const LIST = join(CONSUMER, 'files.txt');

/** Reads a file of the packed package as text. */
export function packedText(path: string): string {
  return readFileSync(join(INSTALLED, path), 'utf8');
}

/** Reads a file of the packed package as JSON. */
export function packedJson(path: string): unknown {
  return JSON.parse(packedText(path));
}
