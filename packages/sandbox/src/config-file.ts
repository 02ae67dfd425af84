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
    throw new UsageError(`${file} is not valid JSON: ${messageOf(error)}`);
  }
}

async function defaultExport(path: string, file: string): Promise<unknown> {
  try {
    return ((await import(pathToFileURL(path).href)) as {readonly default?: unknown}).default;
  } catch (error) {
    throw new UsageError(`${file} cannot be loaded: ${messageOf(error)}`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
