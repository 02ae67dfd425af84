import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {
  type Backend,
  BackendError,
  type BackendOptions,
  createBackend,
  createWebhooks,
  type WebhookError,
  type WebhookOptions,
} from '../../src/server/index.js';
import {requestFrom} from './browser-requests.js';
import {post} from './post.js';
import {FlowSite} from './server-flow-site.js';
import {delivery, SECRET} from './sign.js';
import {CLIENT, TodaysService} from './todays-service.js';

const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

/** A host whose storage can fail, in front of today's service. */
class Host {
  readonly service = new TodaysService();
  /** The token of the user who is signed in. */
  token: string | null = null;
  /** How many calls of each function still work before the next one throws. */
  readonly failing = new Map<string, number>();

  constructor() {
    this.service.receivedCode(2, CODE);
  }

  readonly backend = (options: Partial<BackendOptions> = {}): Backend =>
    createBackend({
      domain: 'demo',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      getUser: () => {
        this.fail('getUser');
        return {id: 'ann', token: this.token};
      },
      saveToken: (_user, token) => {
        this.fail('saveToken');
        this.token = token;
        this.fail('after saveToken');
      },
      fetch: (...request) => this.service.fetch(new Request(...request)),
      ...options,
    });

  /** Throws once, after the calls that still work. */
  fail(name: string): void {
    const left = this.failing.get(name);
    if (left === undefined) return;
    if (left > 0) this.failing.set(name, left - 1);
    else {
      this.failing.delete(name);
      throw new RangeError(`${name} failed`);
    }
  }

  /** The calls that the service got, without their query. */
  get asked(): readonly string[] {
    return this.service.calls.map(({call}) => call.replace(/\?.*/, '').replace('/2.0', ''));
  }
}

const get = (method: string, path: string): Request =>
  new Request(`https://app.example/api/${path}`, {method, headers: {'sec-fetch-site': 'same-origin'}});

describe('a storage that fails', () => {
  it.each([
    ['POST …/code', () => post('code')],
    ['POST …/token', () => post('token', {code: CODE})],
    ['GET …/connections', () => get('GET', 'connections')],
    ['DELETE …/connections/{id}', () => get('DELETE', 'connections/46')],
    ['POST …/refresh', () => post('refresh', {connectionId: 46})],
  ] as const)(
    'in getUser lets %s ask the service nothing, and the next request works',
    async (_title, make) => {
      const host = new Host();
      host.token = host.service.addUser(1, TOKEN);
      host.service.connections.set(46, 1);
      const backend = host.backend({replaceToken: () => true});
      host.failing.set('getUser', 0);
      await expect(backend(make())).rejects.toThrow('getUser failed');
      expect(host.asked).toEqual([]);
      expect((await backend(make())).ok).toBe(true);
    },
  );

  it.each(['saveToken', 'after saveToken'])(
    'in %s gives no code to a new user, and the next start works',
    async (name) => {
      const host = new Host();
      const backend = host.backend({createUserAt: 'start'});
      host.failing.set(name, 0);
      await expect(backend(post('code'))).rejects.toThrow(`${name} failed`);
      // nobody has any connection yet, and a token that was saved all the same works no more
      expect(host.asked).toEqual(['POST /auth/init', 'DELETE /users/me']);
      const response = await backend(post('code'));
      expect(await response.json()).toMatchObject({code: expect.any(String) as string});
      expect(host.asked.filter((call) => call === 'POST /auth/init')).toHaveLength(2);
    },
  );

  it('in the second getUser loses no new user', async () => {
    const host = new Host();
    const backend = host.backend({createUserAt: 'start'});
    host.failing.set('getUser', 1);
    await expect(backend(post('code'))).rejects.toThrow('getUser failed');
    expect((await backend(post('code'))).status).toBe(200);
    expect(host.asked.filter((call) => call === 'POST /auth/init')).toHaveLength(1);
  });

  it('in replaceToken leaves the code as it was', async () => {
    const host = new Host();
    host.token = host.service.addUser(1, TOKEN);
    const backend = host.backend({
      replaceToken: () => {
        host.fail('replaceToken');
        return true;
      },
    });
    host.failing.set('replaceToken', 0);
    await expect(backend(post('token', {code: CODE}))).rejects.toThrow('replaceToken failed');
    expect((await backend(post('token', {code: CODE}))).status).toBe(204);
    expect(host.token).not.toBe(TOKEN);
  });

  it('in saveToken loses a received code, which the next request says', async () => {
    const host = new Host();
    const backend = host.backend();
    host.failing.set('saveToken', 0);
    await expect(backend(post('token', {code: CODE}))).rejects.toThrow('saveToken failed');
    const response = await backend(post('token', {code: CODE}));
    expect([response.status, await response.json()]).toMatchObject([400, {error: 'code-refused'}]);
    expect(host.token).toBeNull();
  });

  it('in saveToken lets deleteUser be called again, and nothing is left', async () => {
    const host = new Host();
    host.token = host.service.addUser(1, TOKEN);
    host.service.connections.set(46, 1);
    const backend = host.backend();
    host.failing.set('saveToken', 0);
    await expect(backend.deleteUser(post(''))).rejects.toThrow('saveToken failed');
    expect(host.token).toBe(TOKEN);
    await backend.deleteUser(post(''));
    expect([host.token, host.service.connections.size]).toEqual([null, 0]);
  });

  it('after renewToken lets the host renew again, also if the earlier tokens are revoked', async () => {
    const host = new Host();
    host.token = host.service.addUser(1, TOKEN);
    host.service.connections.set(46, 1);
    const backend = host.backend({onError: () => undefined});
    host.service.revoke(TOKEN);
    const second = host.service.addUser(1);
    /** What a host does after `token-refused`. */
    const renew = async (): Promise<void> => {
      const token = await backend.renewToken('1', {revokePrevious: true});
      host.fail('saveToken');
      host.token = token;
    };
    const error: unknown = await backend.connection(post(''), 46).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({name: 'BackendError', code: 'token-refused'});
    host.failing.set('saveToken', 0);
    await expect(renew()).rejects.toThrow('saveToken failed');
    await renew();
    expect(host.token).not.toBe(second);
    expect(await backend.connection(post(''), 46)).toMatchObject({id: 46});
  });
});

describe('a service whose answer is lost after it did what was asked', () => {
  /** A back end whose calls to a path are done, but whose answers are lost, so many times. */
  const losing = (host: Host, method: string, times: number): Backend => {
    let left = times;
    return host.backend({
      fetch: async (...given) => {
        const request = new Request(...given);
        const response = await host.service.fetch(request);
        if (request.method !== method || left === 0) return response;
        left -= 1;
        throw new TypeError('fetch failed');
      },
    });
  };
  const start = (): Host => {
    const host = new Host();
    host.token = host.service.addUser(1, TOKEN);
    host.service.connections.set(46, 1);
    return host;
  };

  it('has deleted the connection, and says so', async () => {
    const host = start();
    const response = await losing(host, 'DELETE', 1)(get('DELETE', 'connections/46'));
    expect([response.status, host.service.connections.size]).toEqual([204, 0]);
  });

  it('has deleted the user, and the token is forgotten', async () => {
    const host = start();
    await losing(host, 'DELETE', 1).deleteUser(post(''));
    expect([host.token, host.service.connections.size]).toEqual([null, 0]);
  });

  it('fetches the data once, and says that it is being fetched', async () => {
    const host = start();
    const response = await losing(host, 'PUT', 1)(post('refresh', {connectionId: 46}));
    expect([response.status, host.service.synchronizing.size]).toEqual([202, 1]);
  });
});

describe('a service that answers with other types', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const values = [
    'null',
    '5',
    '-1',
    '"x"',
    'true',
    '{}',
    '[]',
    '[[]]',
    deep,
    '{"toString":1,"valueOf":1}',
    '1e999',
  ];
  const answers = [
    ...values.map((value) => `{"id":${value}}`),
    ...values.map((value) => `{"connections":${value}}`),
    ...values.map(
      (value) => `{"connections":[${value},{"id":${value},"sources":${value},"accounts":${value}}]}`,
    ),
    ...values.map(
      (value) =>
        `{"connections":[{"id":1,"connector":{"name":${value}},"state":${value},"created":${value},"sources":[{"access_expire":${value}}],"accounts":[{"error":${value},"name":${value}}]}]}`,
    ),
    ...values.map((value) => `{"auth_token":${value},"access_token":${value},"code":${value}}`),
    ...values.map(
      (value) => `{"auth_token":"t","access_token":"t","code":"c","id_user":${value},"type":${value}}`,
    ),
    `{"connections":[${'0,'.repeat(300_000)}0]}`,
  ];
  const calls: Readonly<Record<string, (backend: Backend) => Promise<unknown>>> = {
    'POST …/code': (backend) => backend(post('code')),
    'POST …/token': (backend) => backend(post('token', {code: CODE})),
    'GET …/connections': (backend) => backend(get('GET', 'connections')),
    'DELETE …/connections/{id}': (backend) => backend(get('DELETE', 'connections/46')),
    'POST …/refresh': (backend) => backend(post('refresh', {connectionId: 46})),
    connection: (backend) => backend.connection(post(''), 46),
    renewToken: (backend) => backend.renewToken(1),
    deleteUser: (backend) => backend.deleteUser(post('')),
  };

  it.each(Object.entries(calls))('gives %s an answer or an error of its own', async (_title, call) => {
    for (const createUserAt of ['start', 'callback'] as const)
      for (const token of [TOKEN, null])
        for (const answer of answers) {
          const backend = createBackend({
            domain: 'demo',
            clientId: CLIENT.id,
            clientSecret: CLIENT.secret,
            createUserAt,
            getUser: () => ({id: 'ann', token}),
            saveToken: () => undefined,
            onError: () => undefined,
            fetch: () => Promise.resolve(new Response(answer)),
          });
          const thrown: unknown = await call(backend).then(
            () => undefined,
            (error: unknown) => error,
          );
          if (thrown !== undefined) expect(thrown, answer.slice(0, 200)).toBeInstanceOf(BackendError);
        }
  });
});

describe('the flow on the server, on a host whose storage fails', () => {
  const sites: FlowSite[] = [];
  const open = async (options: Partial<BackendOptions> = {}): Promise<FlowSite> => {
    const site = await FlowSite.start(options);
    sites.push(site);
    return site;
  };
  afterEach(async () => {
    for (const site of sites.splice(0)) await site[Symbol.asyncDispose]();
  });
  const throwing = (): never => {
    throw new RangeError('storage');
  };

  it.each([
    ['getUser', {getUser: throwing}],
    ['saveToken', {saveToken: throwing, createUserAt: 'start'}],
  ] as const)('starts nothing if %s fails, and starts the next time', async (_title, options) => {
    const site = await open({createUserAt: 'start'});
    const ada = site.browser('ada');
    const start = requestFrom(ada, 'https://app.example/api/budgea/start/connect');
    await expect(site.backend(options)(start)).rejects.toThrow('storage');
    expect(await site.leave(ada)).toContain('state=');
    expect(site.tokens.get('ada')).toBeTruthy();
  });

  it.each([
    ['getUser', {getUser: throwing}],
    ['replaceToken', {replaceToken: throwing}],
  ] as const)('finishes the next time if %s fails at the return', async (_title, options) => {
    const site = await open({replaceToken: () => true});
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    site.tokens.set('ada', TOKEN);
    await expect(site.backend(options)(requestFrom(ada, back))).rejects.toThrow('storage');
    expect((await ada.go(back, {from: 'cross-site'})).url).toContain('budgea=success');
    expect(site.tokens.get('ada')).not.toBe(TOKEN);
  });

  it('tells the success the next time if onResult fails after the token is saved', async () => {
    const site = await open();
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    await expect(site.backend({onResult: throwing})(requestFrom(ada, back))).rejects.toThrow('storage');
    const token = site.tokens.get('ada');
    expect(token).toBeTruthy();
    expect((await ada.go(back, {from: 'cross-site'})).url).toContain('budgea=success');
    expect(site.tokens.get('ada')).toBe(token);
    expect(site.told).toMatchObject([{result: {kind: 'success'}, repeated: true}]);
  });

  it('loses no bank of a user who was made at the start, whatever fails at the return', async () => {
    const site = await open({createUserAt: 'start'});
    const ada = site.browser('ada');
    const back = await site.end(await site.leave(ada));
    for (const options of [{getUser: throwing}, {onResult: throwing}])
      await expect(site.backend({createUserAt: 'start', ...options})(requestFrom(ada, back))).rejects.toThrow(
        'storage',
      );
    expect((await ada.go(back, {from: 'cross-site'})).url).toContain('budgea=success');
    const all = await site.backend().connections(requestFrom(ada, back));
    expect(all).toHaveLength(1);
  });
});

describe('webhooks on a host whose storage fails', () => {
  const ADDRESS = 'https://app.example/webhooks/CONNECTION_SYNCED';
  const LEASE = 60_000;
  const request = (): Request => new Request(ADDRESS, delivery(ADDRESS, '{"id_webhook_data":900}'));
  /** The claims of all instances, as the documentation keeps them: when each one ends. */
  let claims: Map<string, number>;
  let handled: number;
  let errors: WebhookError[];

  beforeEach(() => {
    claims = new Map();
    handled = 0;
    errors = [];
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const claim = (id: string): ReturnType<NonNullable<WebhookOptions['claim']>> => {
    const end = claims.get(id) ?? 0;
    if (end === Infinity) return false;
    if (end > Date.now()) return 'busy';
    claims.set(id, Date.now() + LEASE);
    return {release: () => claims.delete(id), done: () => claims.set(id, Infinity)};
  };
  const instance = (options: Partial<WebhookOptions> = {}): (() => Promise<number>) => {
    const webhooks = createWebhooks({
      verify: {hmac: SECRET},
      claim,
      timeLimit: 50,
      on: {
        CONNECTION_SYNCED: () => {
          handled += 1;
        },
      },
      onError: (error) => {
        errors.push(error);
      },
      ...options,
    });
    return async () => (await webhooks(request())).status;
  };
  const codes = (): readonly string[] => errors.map(({code}) => code);

  it('handle a delivery once, after the lease, if the process died between the claim and the handler', async () => {
    vi.useFakeTimers({toFake: ['Date']});
    // what is left of a process that died: its claim
    void claim('900');
    const send = instance();
    expect([await send(), handled]).toEqual([503, 0]);
    vi.setSystemTime(Date.now() + LEASE + 1);
    expect([await send(), await send(), handled]).toEqual([204, 204, 1]);
    expect(codes()).toEqual(['being-handled']);
  });

  it('handle a delivery once if claim throws the first time', async () => {
    let fails = true;
    const send = instance({
      claim: (id) => {
        if (fails) throw new RangeError('storage');
        return claim(id);
      },
    });
    expect([await send(), handled]).toEqual([500, 0]);
    fails = false;
    expect([await send(), await send(), handled]).toEqual([204, 204, 1]);
    expect(codes()).toEqual(['claim-failed']);
  });

  it('answer in time if claim never ends, and handle the delivery the next time', async () => {
    const stuck = instance({claim: () => new Promise(() => undefined)});
    expect([await stuck(), handled]).toEqual([500, 0]);
    expect(codes()).toEqual(['handler-timeout']);
    expect([await instance()(), handled]).toEqual([204, 1]);
  });

  it('release a claim that comes too late, so that the delivery is not lost', async () => {
    let answer: (() => void) | undefined;
    const slow = instance({
      claim: (id) =>
        new Promise((resolve) => {
          answer = () => {
            resolve(claim(id));
          };
        }),
    });
    expect(await slow()).toBe(500);
    answer?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect([handled, claims.size]).toEqual([0, 0]);
    expect([await instance()(), handled]).toEqual([204, 1]);
  });

  it('answer in time if a handler never ends, and handle the delivery again after the lease', async () => {
    vi.useFakeTimers({toFake: ['Date']});
    let isAborted = false;
    const stuck = instance({
      on: {
        CONNECTION_SYNCED: (_payload, {signal}) => {
          signal.addEventListener('abort', () => {
            isAborted = true;
          });
          return new Promise(() => undefined);
        },
      },
    });
    expect([await stuck(), isAborted]).toEqual([500, true]);
    const send = instance();
    expect([await send(), handled]).toEqual([503, 0]);
    vi.setSystemTime(Date.now() + LEASE + 1);
    expect([await send(), handled]).toEqual([204, 1]);
    expect(codes()).toEqual(['handler-timeout', 'being-handled']);
  });

  it('handle a delivery the next time if the handler fails, and release does too', async () => {
    vi.useFakeTimers({toFake: ['Date']});
    const failing = (): never => {
      throw new RangeError('storage');
    };
    const broken = instance({
      claim: (id) => {
        void claim(id);
        return {release: failing};
      },
      on: {CONNECTION_SYNCED: failing},
    });
    expect(await broken()).toBe(500);
    expect(codes()).toEqual(['claim-failed', 'handler-failed']);
    vi.setSystemTime(Date.now() + LEASE + 1);
    expect([await instance()(), handled]).toEqual([204, 1]);
  });

  it('accept the delivery if only done fails, because it is handled', async () => {
    const send = instance({
      claim: () => ({release: () => undefined, done: () => Promise.reject(new RangeError('storage'))}),
    });
    expect([await send(), handled, codes()]).toEqual([204, 1, ['claim-failed']]);
  });

  it('are sent again if the token of a user cannot be looked up', async () => {
    let fails = true;
    const webhooks = createWebhooks({
      verify: {
        token: () => {
          if (fails) throw new RangeError('storage');
          return TOKEN;
        },
      },
      on: {CONNECTION_SYNCED: () => void (handled += 1)},
      onError: (error) => {
        errors.push(error);
      },
    });
    const headers = {authorization: `Bearer ${TOKEN}`};
    const send = async (): Promise<number> =>
      (await webhooks(new Request(ADDRESS, {method: 'POST', body: '{"id_user":7}', headers}))).status;
    expect([await send(), handled]).toEqual([500, 0]);
    fails = false;
    expect([await send(), handled, codes()]).toEqual([204, 1, ['function-failed']]);
    expect(errors.map(({message}) => message).join()).not.toContain(TOKEN);
  });
});
