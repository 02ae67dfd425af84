import {ApiError} from './api-error.js';

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
    return new Map(Object.entries(value));
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(400, 'invalidValue', `The body cannot be read as ${type}.`);
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
