import {finishFlow, startFlow, webviewUrl} from '../../src/flows/index.js';

/** An address that somebody gives for an option. */
export interface Given {
  readonly option: 'baseUrl' | 'privateBaseUrl' | 'domain' | 'redirectUri' | 'returnTo';
  readonly text: string;
}

/** What comes of it: nothing if it is refused, else the address that is used, and how this engine reads it. */
export interface Accepted {
  readonly used: string;
  readonly origin: string;
}

const PAGE = 'https://app.example/';
const required = {domain: 'demo', clientId: 1, redirectUri: `${PAGE}callback`};

/** Returns the address that an option leads to. Throws a `FlowError` if it is refused. */
async function use({option, text}: Given): Promise<string> {
  if (option === 'baseUrl') return webviewUrl('connect', {...required, baseUrl: text});
  if (option === 'privateBaseUrl')
    return webviewUrl('connect', {...required, baseUrl: text, allowInsecureBaseUrl: true});
  if (option === 'domain') return webviewUrl('connect', {...required, domain: text});
  if (option === 'redirectUri')
    return new URL(webviewUrl('connect', {...required, redirectUri: text})).searchParams.get('redirect_uri')!;
  const items = new Map<string, string>();
  const store = {
    length: 0,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    key: () => null,
  };
  let left = '';
  await startFlow('connect', {...required, returnTo: text, store, navigate: (url) => void (left = url)});
  const state = new URL(left).searchParams.get('state')!;
  const result = finishFlow({url: `${PAGE}callback?state=${state}&connection_id=1`, store});
  return result.kind === 'success' ? (result.returnTo ?? '') : `not a success: ${result.kind}`;
}

/** Returns how this engine reads an address. */
export function originOf(used: string): string {
  try {
    const {protocol, host, username, password} = new URL(used, used.startsWith('/') ? PAGE : undefined);
    return `${protocol}//${username || password ? '@' : ''}${host}`;
  } catch {
    return 'none';
  }
}

/** Gives addresses to the flows, and returns what comes of each. */
export async function accept(all: readonly Given[]): Promise<(Accepted | string)[]> {
  const accepted: (Accepted | string)[] = [];
  for (const given of all) {
    try {
      const used = await use(given);
      accepted.push({used, origin: originOf(used)});
    } catch (error) {
      const {name, code} = error as {name?: string; code?: string};
      accepted.push(name === 'FlowError' ? String(code) : `thrown: ${String(error)}`);
    }
  }
  return accepted;
}
