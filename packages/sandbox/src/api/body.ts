import {isBroken} from '../checks.js';
import {ApiError} from './api-error.js';

/** How many levels of lists and objects a body can have. */
const MAX_DEPTH = 32;

/** The values in the body of a request, by name. */
export type Body = ReadonlyMap<string, unknown>;

/** Reads the body of a request, as JSON or as a form. */
export async function bodyOf(request: Request): Promise<Body> {
  const type = (request.headers.get('content-type') ?? '').toLowerCase();
  try {
    if (type.startsWith('application/x-www-form-urlencoded') || type.startsWith('multipart/form-data')) {
      return new Map((await request.formData()).entries());
    }
    const text = await request.text();
    if (text.trim() === '') return new Map();
    if (!type.startsWith('application/json')) {
      throw new ApiError(
        400,
        'invalidValue',
        `Send JSON or a form, not ${type === '' ? 'a body without a type' : type}.`,
      );
    }
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ApiError(400, 'invalidValue', 'The JSON must be an object.');
    }
    checkJson(value);
    return new Map(Object.entries(value));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(400, 'invalidValue', `The body cannot be read as ${type}.`);
  }
}

/**
 * Refuses JSON that is nested too deeply to be sent back, and texts that no address can hold.
 *
 * It does not call itself, because a body can be deeper than the stack.
 */
function checkJson(value: object): void {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new ApiError(400, 'invalidValue', `The JSON must have at most ${MAX_DEPTH} levels.`);
    }
    const texts = level.filter((item) => typeof item === 'string');
    const objects = level.filter((item) => typeof item === 'object' && item !== null);
    if ([...texts, ...objects.flatMap((item) => Object.keys(item))].some(isBroken)) {
      throw new ApiError(400, 'invalidValue', 'The JSON must be valid Unicode.');
    }
    level = objects.flatMap((item) => Object.values(item) as readonly unknown[]);
  }
}

/** Returns a text or a number of the body as a text; `undefined` if it is absent or empty. */
export function textOf(body: Body, name: string): string | undefined {
  const value = body.get(name);
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  throw new ApiError(400, 'invalidValue', `${name} must be a text.`);
}

/** Returns a flag of the body, which is `false` if it is absent. */
export function flagOf(body: Body, name: string): boolean {
  const value = body.get(name);
  const text = typeof value === 'boolean' ? String(value) : (textOf(body, name) ?? 'false').toLowerCase();
  if (['true', '1'].includes(text)) return true;
  if (['false', '0'].includes(text)) return false;
  throw new ApiError(400, 'invalidValue', `${name} must be true or false.`);
}
