import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {UsageError} from './command-line.js';
import type {SandboxOptions} from './options.js';

/**
 * Reads options from a file: a JSON file, or a module with the options as its default export.
 *
 * @throws {UsageError} if the file cannot be read, or holds no object.
 */
export async function optionsFrom(file: string): Promise<SandboxOptions> {
  const path = resolve(file);
  const value = path.endsWith('.json') ? await parsedJson(path, file) : await defaultExport(path, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} must hold an object with the options of the sandbox.`);
  }
  return value;
}

async function parsedJson(path: string, file: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new UsageError(`${file} cannot be read: ${messageOf(error)}`);
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // only the place: the message of the engine quotes the file, which holds secrets
    const [, position] = /position (\d+)/.exec(messageOf(error)) ?? [];
    const before = position === undefined ? undefined : text.slice(0, Number(position));
    const place = before === undefined ? '' : `, in line ${before.split('\n').length}`;
    throw new UsageError(`${file} is not valid JSON${place}.`);
  }
}

async function defaultExport(path: string, file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(path).href)) as {readonly default?: unknown}).default;
  } catch (error) {
    // only its kind: its message may quote the file, which holds secrets
    const {name, code} =
      error instanceof Error ? (error as NodeJS.ErrnoException) : {name: 'no Error', code: undefined};
    throw new UsageError(`${file} cannot be loaded: ${code ?? name}. Run it with node to see why.`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
