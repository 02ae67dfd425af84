import {readFile} from 'node:fs/promises';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {UsageError} from './command-line.js';
import type {SandboxOptions} from './options.js';

/**
 * The options that a file holds: the object of a JSON file, or what a module exports as its default.
 *
 * @throws {UsageError} where there is no such file, or nothing in it that could be options.
 */
export async function optionsFrom(file: string): Promise<SandboxOptions> {
  const path = resolve(file);
  const value = path.endsWith('.json') ? await parsedJson(path, file) : await defaultExport(path, file);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UsageError(`${file} has to hold an object with the sandbox’s options.`);
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
    throw new UsageError(`${file} is no JSON: ${messageOf(error)}`);
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
