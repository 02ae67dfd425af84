import {describe, expect, it} from 'vitest';
import {type Backend, type BackendOptions, createBackend} from '../../src/server/index.js';
import {post} from './post.js';
import {CLIENT, TodaysService} from './todays-service.js';

/** A back end in front of today's service, with one user. */
function backEnd(options: Partial<BackendOptions> = {}): {
  readonly service: TodaysService;
  readonly backend: Backend;
  readonly tokens: (string | null)[];
} {
  const service = new TodaysService();
  const tokens: (string | null)[] = [service.addUser(1)];
  const backend = createBackend({
    domain: 'demo',
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    getUser: () => ({id: 'ann', token: tokens.at(-1)}),
    saveToken: (_user, token) => {
      tokens.push(token);
    },
    fetch: (...args) => service.fetch(new Request(...args)),
    ...options,
  });
  return {service, backend, tokens};
}

async function jsonOf(response: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await response).json()) as Record<string, unknown>;
}

describe('a code of today’s service', () => {
  const types = [
    [undefined, 'GET /2.0/auth/token/code'],
    ['requestAccess', 'GET /2.0/auth/token/code?type=requestAccess'],
    ['singleAccess', 'GET /2.0/auth/token/code?type=singleAccess'],
  ] as const;
  for (const [codeType, call] of types) {
    it(`is minted by ${call}`, async () => {
      const {service, backend} = backEnd({codeType});
      const {code} = await jsonOf(backend(post('code')));
      expect(service.issued.at(-1)).toBe(code);
      expect(service.calls).toEqual([{call, body: undefined}]);
    });
  }

  it('is not minted with a temporary code in place of the permanent token', async () => {
    const {service, backend, tokens} = backEnd();
    tokens.push(service.receivedCode(1));
    const response = await backend(post('code'));
    expect([response.status, await response.json()]).toMatchObject([409, {error: 'token-forbidden'}]);
  });

  it('is not minted with a revoked token, which counts as none, so that its user can connect again', async () => {
    const reported: unknown[] = [];
    const {service, backend, tokens} = backEnd({onError: ({code}) => void reported.push(code)});
    service.revoke(tokens[0]!);
    const response = await backend(post('code'));
    expect([response.status, await response.json()]).toEqual([
      200,
      {code: null, owner: expect.any(String) as string},
    ]);
    expect(reported).toEqual(['token-refused']);
  });

  it('is not minted for a deleted user, who counts as new, but a wrong host is an error', async () => {
    const reported: unknown[] = [];
    const {service, backend} = backEnd({onError: ({code}) => void reported.push(code)});
    service.deleteUser(1);
    const response = await backend(post('code'));
    expect([response.status, await response.json()]).toEqual([
      200,
      {code: null, owner: expect.any(String) as string},
    ]);
    expect(reported).toEqual(['user-deleted']);
    const nowhere = backEnd({
      fetch: () => Promise.resolve(new Response('<h1>Not found</h1>', {status: 404})),
    });
    expect(await jsonOf(nowhere.backend(post('code')))).toMatchObject({error: 'service-unreadable'});
  });
});

describe('an exchange at today’s service', () => {
  it('sends the client and the code in JSON, and saves the token', async () => {
    const {service, backend, tokens} = backEnd();
    tokens.length = 0;
    const code = service.receivedCode(2);
    expect((await backend(post('token', {code}))).status).toBe(204);
    expect(service.calls).toEqual([
      {
        call: 'POST /2.0/auth/token/access',
        body: {client_id: CLIENT.id, client_secret: CLIENT.secret, code},
      },
      {call: 'GET /2.0/users/me', body: undefined},
    ]);
    expect(tokens).toEqual([service.issued.at(-1)]);
    expect((await backend(post('code'))).status).toBe(200);
  });

  it('refuses a used, an expired and an unknown code alike, without the service’s words', async () => {
    const {service, backend} = backEnd({replaceToken: () => true});
    const used = service.receivedCode(2);
    await backend(post('token', {code: used}));
    const expired = service.receivedCode(3);
    service.now += 30 * 60_000;
    for (const code of [used, expired, 'unknown-code']) {
      const response = await backend(post('token', {code}));
      const text = await response.text();
      expect([response.status, JSON.parse(text)]).toMatchObject([400, {error: 'code-refused'}]);
      expect(text).not.toContain(code);
    }
  });

  it('keeps a code that a wrong secret could not exchange', async () => {
    const {service, backend, tokens} = backEnd();
    tokens.length = 0;
    const code = service.receivedCode(2);
    const wrong = createBackend({
      domain: 'demo',
      clientId: CLIENT.id,
      clientSecret: 'wrong',
      getUser: () => ({id: 'ann'}),
      saveToken: () => undefined,
      fetch: (...args) => service.fetch(new Request(...args)),
    });
    expect(await jsonOf(wrong(post('token', {code})))).toMatchObject({error: 'misconfigured-client'});
    expect((await backend(post('token', {code}))).status).toBe(204);
    expect(tokens).toHaveLength(1);
  });
});

describe('a connection of today’s service', () => {
  it('is read with the user’s own token, and is nothing if it is another user’s', async () => {
    const {service, backend} = backEnd();
    service.connections.set(46, 1).set(47, 2);
    expect(await backend.connection(post(''), 46)).toMatchObject({id: 46, state: null});
    expect(await backend.connection(post(''), 47)).toBeUndefined();
    expect(service.calls.map(({call}) => call)).toEqual([
      'GET /2.0/users/me/connections/46',
      'GET /2.0/users/me/connections/47',
    ]);
  });
});
