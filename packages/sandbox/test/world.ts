import {createSandbox, type Sandbox, type SandboxOptions} from '../src/index.js';
import {ORIGIN, WEBVIEW} from './walk.js';

export const TOKEN = 'Permanent+token/of/alex0000000000';
export const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
export const STRANGER_TOKEN = 'Permanent+token/of/blake000000000';
export const STRANGER_CODE = 'Bl+ke/0000000000000000000000000Z';
export const CALLBACK = 'https://app.example/callback';
export const CLIENT_ID = '17473055';
export const CLIENT_SECRET = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';

/** A sandbox with two users, one with three connections and one with one; each has a transfer. */
export function sandboxWithUsers(options: SandboxOptions = {}): Sandbox & {readonly clock: {time: number}} {
  const clock = {time: Date.UTC(2026, 10, 23, 8)};
  const sandbox = createSandbox({
    now: () => clock.time,
    users: [
      {
        token: TOKEN,
        code: CODE,
        connections: [
          {connectorId: 59, state: 'SCARequired'},
          {connectorId: 3},
          {connectorId: 40, state: 'wrongpass'},
        ],
        transfers: [{amount: 120.5, label: 'Rent', execDate: '2026-12-01'}],
      },
      {
        token: STRANGER_TOKEN,
        code: STRANGER_CODE,
        connections: [{connectorId: 7}],
        transfers: [{amount: 10, label: 'Gift'}],
      },
    ],
    ...options,
  });
  return {...sandbox, clock};
}

/** The address of a flow. `undefined` is left out; a list becomes a repeated parameter. */
export function flowUrl(
  flow: string,
  parameters: Readonly<Record<string, string | readonly string[] | undefined>> = {},
  language = 'en/',
  base = WEBVIEW,
): string {
  const all: Readonly<Record<string, string | readonly string[] | undefined>> = {
    client_id: CLIENT_ID,
    redirect_uri: CALLBACK,
    ...parameters,
  };
  const query = Object.entries(all).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  return `${base}${language}${flow}?${query.join('&')}`;
}

/** The address of a flow at today's service. */
export function todaysUrl(
  flow: string,
  parameters: Parameters<typeof flowUrl>[1] = {},
  language = 'en/',
): string {
  return flowUrl(flow, {domain: 'demo.biapi.pro', ...parameters}, language, `${ORIGIN}/`);
}

/** Calls the API. */
export async function call(
  sandbox: Sandbox,
  method: string,
  path: string,
  {token, body, headers = {}}: {token?: string; body?: unknown; headers?: Record<string, string>} = {},
): Promise<{status: number; headers: Headers; json: Record<string, never>}> {
  const response = await sandbox.fetch(
    new Request(`${ORIGIN}${path}`, {
      method,
      headers: {
        ...(token !== undefined && {authorization: `Bearer ${token}`}),
        ...(body !== undefined && {'content-type': 'application/json'}),
        ...headers,
      },
      ...(body !== undefined && {body: JSON.stringify(body)}),
    }),
  );
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    json: (text === '' ? {} : JSON.parse(text)) as Record<string, never>,
  };
}

/** Returns the header of HTTP Basic. */
export function basic(id: string, secret: string): string {
  return `Basic ${btoa(`${id}:${secret}`)}`;
}

/** Returns a new temporary code of the first user. */
export async function freshCode(sandbox: Sandbox, type = ''): Promise<string> {
  const {json} = await call(sandbox, 'GET', `/2.0/auth/token/code${type}`, {token: TOKEN});
  return json['code'] as unknown as string;
}

/** Exchanges a code for an access token. */
export async function exchange(sandbox: Sandbox, code: string): Promise<Awaited<ReturnType<typeof call>>> {
  return call(sandbox, 'POST', '/2.0/auth/token/access', {
    body: {client_id: CLIENT_ID, client_secret: CLIENT_SECRET, code},
  });
}
