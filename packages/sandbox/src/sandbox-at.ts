import type {MethodName} from './control/methods.js';
import {CONTROL_PATH, METHOD_NAMES} from './control/routes.js';
import type {SandboxControl} from './control/control.js';
import {SandboxError, type SandboxErrorCode} from './sandbox-error.js';

/** A sandbox that runs elsewhere: the same methods, each of which gives a promise. */
export type RemoteSandbox = {
  readonly [Name in MethodName]: (
    ...argument: Parameters<SandboxControl[Name]>
  ) => Promise<ReturnType<SandboxControl[Name]>>;
};

/**
 * Scripts a sandbox that is reached over HTTP: the command's, or the Vite plugin's.
 *
 * Not for pages: the sandbox refuses what a browser sends from another origin.
 *
 * @param url its address, such as `http://localhost:4001`.
 * @throws {SandboxError} from each method, as the method itself does.
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
    const result: unknown = await response.json();
    if (response.ok) return result;
    const {code, message} = result as {readonly code: SandboxErrorCode; readonly message: string};
    throw new SandboxError(code, message);
  };
  return Object.fromEntries(
    METHOD_NAMES.map((name) => [name, (argument?: unknown) => call(name, argument)]),
  ) as unknown as RemoteSandbox;
}
