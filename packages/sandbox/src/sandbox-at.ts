import type {MethodName} from './control/methods.js';
import {CONTROL_PATH, METHOD_NAMES} from './control/routes.js';
import type {SandboxControl} from './control/control.js';
import {SandboxError, type SandboxErrorCode} from './sandbox-error.js';

/** A sandbox in another process: it has the same methods, and each of them returns a promise. */
export type RemoteSandbox = {
  readonly [Name in MethodName]: (
    ...argument: Parameters<SandboxControl[Name]>
  ) => Promise<Awaited<ReturnType<SandboxControl[Name]>>>;
};

/**
 * Returns the methods of a sandbox that runs as the command, or as the Vite plugin.
 *
 * It is for tests, not for pages: the sandbox refuses requests from pages of another origin. Each method throws the
 * same {@link SandboxError} as in the sandbox itself.
 *
 * @param url the address of the sandbox, such as `http://localhost:4001`.
 *
 * @example
 * ```ts
 * import {sandboxAt} from 'budgea-sandbox';
 *
 * const sandbox = sandboxAt('http://localhost:4001');
 * await sandbox.reset();
 * await sandbox.endNextFlow({error: 'access_denied'});
 * ```
 */
export function sandboxAt(
  url: string | URL,
  {fetch = globalThis.fetch}: {readonly fetch?: typeof globalThis.fetch} = {},
): RemoteSandbox {
  const call = async (name: MethodName, argument: unknown): Promise<unknown> => {
    const response = await fetch(new URL(CONTROL_PATH + name, url), {
      method: 'POST',
      ...(argument !== undefined && {
        headers: {'content-type': 'application/json'},
        body: JSON.stringify(argument),
      }),
    });
    if (response.status === 204) return undefined;
    // such as of the check of the host, before any method
    if (!/^application\/json\b/.test(response.headers.get('content-type') ?? '')) {
      throw new SandboxError('refused', (await response.text()).trim());
    }
    const result: unknown = await response.json();
    if (response.ok) return result;
    const {code, message} = result as {readonly code: SandboxErrorCode; readonly message: string};
    throw new SandboxError(code, message);
  };
  return Object.fromEntries(
    METHOD_NAMES.map((name) => [name, (argument?: unknown) => call(name, argument)]),
  ) as unknown as RemoteSandbox;
}
