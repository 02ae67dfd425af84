import {isForeign} from '../foreign.js';
import {matchRoute, type Route} from '../router.js';
import {SandboxError} from '../sandbox-error.js';
import {type Controlled, type MethodName, METHODS} from './methods.js';

/** The path in front of each method's name. */
export const CONTROL_PATH = '/sandbox/';

/** The names of all methods. */
export const METHOD_NAMES = Object.keys(METHODS) as readonly MethodName[];

/** Every route of the control. */
export const CONTROL_ROUTES: readonly Route<(typeof METHODS)[MethodName]>[] = METHOD_NAMES.map((name) => ({
  path: CONTROL_PATH + name,
  methods: {POST: METHODS[name]},
}));

/**
 * Answers `POST /sandbox/{method}`.
 *
 * Refuses requests from pages of another origin: developers browse the web while a sandbox runs.
 */
export async function answerControl(request: Request, url: URL, controlled: Controlled): Promise<Response> {
  if (isForeign(request, url)) {
    return failure(
      403,
      'foreign',
      'A page of another origin may not script the sandbox. Call it from a test.',
    );
  }
  const match = matchRoute(CONTROL_ROUTES, request.method, url.pathname);
  if (match.kind === 'not-found') {
    return failure(
      404,
      'not-found',
      `The sandbox has no ${url.pathname}. It has ${METHOD_NAMES.join(', ')}.`,
    );
  }
  if (match.kind === 'method-not-allowed') {
    const allow = match.allowed.join(', ');
    return failure(405, 'invalid-method', `${url.pathname} takes ${allow}.`, {allow});
  }
  try {
    const result: unknown = await match.handler(controlled, await argumentOf(request));
    return result === undefined
      ? new Response(null, {status: 204, headers: NEVER_STORED})
      : Response.json(result, {headers: NEVER_STORED});
  } catch (error) {
    if (!(error instanceof SandboxError)) throw error;
    return failure(error.code === 'not-found' ? 404 : 400, error.code, error.message);
  }
}

const NEVER_STORED = {'cache-control': 'no-store'};

async function argumentOf(request: Request): Promise<unknown> {
  const body = await request.text();
  if (body === '') return undefined;
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? '')) {
    throw new SandboxError('invalid-value', 'Send the argument as application/json.');
  }
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new SandboxError('invalid-value', 'The argument cannot be read as JSON.');
  }
}

function failure(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({code, message}, {status, headers: {...NEVER_STORED, ...headers}});
}
