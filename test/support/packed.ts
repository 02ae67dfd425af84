import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Our packages, with their folders in the repository. */
export const PACKAGES = {'budgea-webview': '.', 'budgea-sandbox': 'packages/sandbox'} as const;

export type PackageName = keyof typeof PACKAGES;

/** A project that has both packed packages installed. It finds its other dependencies further up. */
export const CONSUMER = fileURLToPath(new URL('../.packed/', import.meta.url));

/** Returns the folder that a packed package is unpacked in. */
export function installedIn(name: PackageName): string {
  return join(CONSUMER, 'node_modules', name);
}

/** Returns the file that lists the packed files of a package, one path a line. */
export function listOf(name: PackageName): string {
  return join(CONSUMER, `${name}.txt`);
}

/** Returns a file of a packed package, as text. */
export function packedText(path: string, name: PackageName = 'budgea-webview'): string {
  return readFileSync(join(installedIn(name), path), 'utf8');
}

/** Returns a file of a packed package, as JSON. */
export function packedJson(path: string, name: PackageName = 'budgea-webview'): unknown {
  return JSON.parse(packedText(path, name));
}
