import {describe, expect, it} from 'vitest';
import {createSandbox, type Sandbox, type SandboxOptions} from '../src/index.js';
import {Walker} from './walk.js';
import {call, exchange, flowUrl, todaysUrl} from './world.js';

const SIGN_IN = {login: '12345678', password: '123456'};

/** Returns a sandbox, and a list of all its responses: status, headers and body. */
function recorded(options: SandboxOptions): {readonly sandbox: Sandbox; readonly answers: string[]} {
  const {fetch, ...methods} = createSandbox(options);
  const answers: string[] = [];
  return {
    answers,
    sandbox: {
      ...methods,
      fetch: async (request) => {
        const response = await fetch(request);
        const body = await response.clone().text();
        answers.push(JSON.stringify([response.status, [...response.headers], body]));
        return response;
      },
    },
  };
}

/** Makes the sandbox generate users, tokens, codes, sessions and ids. */
async function useEverything({sandbox, answers}: ReturnType<typeof recorded>): Promise<readonly string[]> {
  const {token} = sandbox.addUser({connections: [{connectorId: 3}], transfers: [{amount: 1, label: 'x'}]});
  answers.push(token);
  const walker = new Walker(sandbox);
  await walker.open(flowUrl('connect', {connector_ids: '59', state: 's'}));
  await walker.press('Accept and continue');
  await walker.press('Sign in', SIGN_IN);
  await walker.press('Confirm', {'one-time-code': '123456'});
  await walker.press('Continue');
  await walker.press('Confirm and finish');
  const code = walker.url.searchParams.get('code') ?? '';
  expect(walker.url.searchParams.get('connection_id')).toBe('47');
  answers.push(walker.url.href);
  const {json} = await exchange(sandbox, code);
  const mine = json['access_token'] as unknown as string;
  await call(sandbox, 'PUT', '/2.0/users/me/connections', {token: mine});
  sandbox.advance(8000);
  const everything = 'connector[fields,sources],sources,accounts[transactions,recipients]';
  await call(sandbox, 'GET', `/2.0/users/me/connections?expand=${everything}`, {token: mine});
  await call(sandbox, 'POST', '/2.0/auth/init');
  sandbox.advance(60_000);
  sandbox.endNextFlow('success');
  const ended = await new Walker(sandbox).open(todaysUrl('transfer', {}, ''));
  answers.push(ended.url.href, JSON.stringify(sandbox.received()));
  return answers;
}

describe('a sandbox with a seed', () => {
  for (const seed of ['a test', 7, -0.5]) {
    it(`answers with the same bytes on every run with ${JSON.stringify(seed)}`, async () => {
      const options = {seed, now: '2026-11-23T08:00:00Z'};
      const first = await useEverything(recorded(options));
      expect(first.length).toBeGreaterThan(15);
      expect(await useEverything(recorded(options))).toEqual(first);
    });
  }

  it('answers the same again after a reset', async () => {
    const options = {seed: 1, now: 0};
    const record = recorded(options);
    const first = [...(await useEverything(record))];
    record.sandbox.reset();
    record.answers.length = 0;
    expect(await useEverything(record)).toEqual(first);
  });

  it('answers something else with another seed', async () => {
    const [one, other] = [
      await useEverything(recorded({seed: 1, now: 0})),
      await useEverything(recorded({seed: 2, now: 0})),
    ] as const;
    expect(one).not.toEqual(other);
  });

  it('generates tokens like those of the service, with + and /, all different', () => {
    const sandbox = createSandbox({seed: 'codes'});
    const tokens = Array.from({length: 200}, () => sandbox.addUser().token);
    for (const token of tokens) expect(token).toMatch(/^(?=.*\+)(?=.*\/)[A-Za-z0-9+/]{32}$/);
    expect(new Set(tokens).size).toBe(200);
  });

  it('generates the same token in every version', () => {
    const sandbox = createSandbox({seed: 'the documentation'});
    expect(sandbox.addUser().token).toMatchInlineSnapshot(`"lKnYsomKDu0KWpkJ9NkmlE53b/VW+CSu"`);
  });
});

describe('a sandbox without a seed', () => {
  it('generates random tokens', () => {
    expect(createSandbox().addUser().token).not.toBe(createSandbox().addUser().token);
  });
});
