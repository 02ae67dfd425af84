import {describe, expect, it} from 'vitest';
import {type Backend, type BackendError, type BackendOptions, createBackend} from '../../src/server/index.js';
import {post} from './post.js';
import {CLIENT, TodaysService} from './todays-service.js';

type Saved = Parameters<BackendOptions['saveToken']>;

/** A site with one user, Ann, which saves a token only if nobody else did since it was read. */
class Site {
  readonly service = new TodaysService();
  readonly saved: Saved[] = [];
  readonly reported: BackendError[] = [];
  token: string | null = null;
  readonly backend: Backend;

  constructor(options: Partial<BackendOptions> = {}) {
    this.backend = createBackend({
      domain: 'demo',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      createUserAt: 'start',
      getUser: () => ({id: 'ann', token: this.token}),
      saveToken: (...args) => {
        this.saved.push(args);
        const [user, token] = args;
        if (token === null || this.token === user.token) this.token = token;
      },
      onError: (error) => void this.reported.push(error),
      fetch: async (...args) => this.service.fetch(new Request(...args)),
      ...options,
    });
  }

  async start(): Promise<string | null> {
    const response = await this.backend(post('code'));
    expect(response.status).toBe(200);
    return ((await response.json()) as {code: string | null}).code;
  }

  /** The service's id of the user of a token or a code. */
  async userOf(token: string | null): Promise<unknown> {
    const headers = {authorization: `Bearer ${token ?? ''}`};
    const url = 'https://demo.biapi.pro/2.0/users/me';
    const response = await this.service.fetch(new Request(url, {headers}));
    return ((await response.json()) as {id?: number}).id;
  }

  /** How many users were made. */
  get made(): number {
    return this.service.calls.filter(({call}) => call === 'POST /2.0/auth/init').length;
  }
}

describe('createUserAt', () => {
  it('makes a permanent user before the flow, so that a lost callback loses no bank', async () => {
    const site = new Site();
    const code = await site.start();
    expect(site.saved).toMatchObject([[{id: 'ann'}, expect.any(String), {userId: '501'}]]);
    // the bank is connected with this code, and nothing comes back
    site.service.connections.set(46, (await site.userOf(code)) as number);
    expect(await site.backend.connections(new Request('https://app.example'))).toMatchObject([{id: '46'}]);
  });

  it('makes one user only, however often the flow starts', async () => {
    const site = new Site();
    await site.start();
    await site.start();
    expect([site.made, site.saved.length]).toEqual([1, 1]);
  });

  it('makes no user at the callback, which is the default', async () => {
    for (const createUserAt of [undefined, null, 'callback'] as const) {
      const site = new Site({createUserAt});
      expect([await site.start(), site.made]).toEqual([null, 0]);
    }
  });

  it('is refused with another value', () => {
    expect(() => new Site({createUserAt: 'never' as 'start'})).toThrow(/createUserAt/);
  });

  it('makes another user if the saved token works no more', async () => {
    const site = new Site();
    site.token = site.service.addUser(7);
    site.service.deleteUser(7);
    expect(await site.userOf(await site.start())).toBe(501);
    expect(site.reported).toMatchObject([{code: 'user-deleted'}]);
    expect(await site.userOf(site.token)).toBe(501);
  });

  it('leads two tabs that start at once to the same user, and deletes the other one', async () => {
    const site = new Site();
    const codes = await Promise.all([site.start(), site.start()]);
    expect(site.made).toBe(2);
    const users = await Promise.all([...codes, site.token].map((code) => site.userOf(code)));
    expect(new Set(users).size).toBe(1);
    expect(site.service.calls.filter(({call}) => call === 'DELETE /2.0/users/me')).toHaveLength(1);
  });

  it('works with a session that is read only once for each request', async () => {
    const site = new Site({getUser: () => ({id: 'ann', token: null})});
    expect(await site.userOf(await site.start())).toBe(501);
    expect(site.token).not.toBeNull();
  });

  it('gives no code if the token could not be saved: no bank can be lost', async () => {
    const site = new Site({
      saveToken: () => {
        throw new Error('the database is down');
      },
    });
    await expect(site.backend(post('code'))).rejects.toThrow('the database is down');
    expect(site.service.calls.map(({call}) => call)).toEqual(['POST /2.0/auth/init', 'DELETE /2.0/users/me']);
  });

  it('tells that the token could not be saved, also if the new user cannot be deleted', async () => {
    const site: Site = new Site({
      saveToken: () => {
        throw new Error('the database is down');
      },
      fetch: (...args) => {
        const request = new Request(...args);
        if (request.method === 'DELETE') return Promise.reject(new TypeError('the service is down'));
        return site.service.fetch(request);
      },
    });
    await expect(site.backend(post('code'))).rejects.toThrow('the database is down');
    expect(site.reported).toEqual([]);
  });

  it('saves no user who would be deleted after 30 minutes', async () => {
    const site = new Site({
      fetch: () => Promise.resolve(Response.json({auth_token: 't', type: 'temporary', id_user: 7})),
    });
    expect(await (await site.backend(post('code'))).json()).toMatchObject({error: 'misconfigured-client'});
    expect(site.saved).toEqual([]);
  });
});

const ASKING = new Request('https://app.example/close-account');

describe('deleteUser', () => {
  it('deletes the user with all connections, then forgets the token', async () => {
    const site = new Site();
    await site.start();
    site.service.connections.set(46, 501);
    await site.backend.deleteUser(ASKING, 'platform');
    expect([site.token, site.service.connections.size]).toEqual([null, 0]);
    expect(site.saved.at(-1)).toEqual([expect.anything(), null, {platform: 'platform'}]);
    // the next start makes a new user
    expect(await site.userOf(await site.start())).toBe(502);
  });

  it('counts a user who is gone as deleted', async () => {
    for (const breakToken of [
      (site: Site, token: string) => {
        site.service.revoke(token);
      },
      (site: Site) => {
        site.service.deleteUser(7);
      },
    ]) {
      const site = new Site();
      site.token = site.service.addUser(7);
      breakToken(site, site.token);
      await site.backend.deleteUser(ASKING);
      expect(site.token).toBeNull();
    }
  });

  it('can be called again after a failure', async () => {
    let isDown = true;
    const site = new Site({
      saveToken: (_user, token) => {
        if (isDown) throw new Error('the database is down');
        site.token = token;
      },
    });
    site.token = site.service.addUser(7);
    await expect(site.backend.deleteUser(ASKING)).rejects.toThrow('the database is down');
    isDown = false;
    await site.backend.deleteUser(ASKING);
    expect(site.token).toBeNull();
  });

  it('forgets nothing if the service does not answer', async () => {
    const site = new Site({fetch: () => Promise.reject(new TypeError('down'))});
    site.token = 'kept';
    await expect(site.backend.deleteUser(ASKING)).rejects.toMatchObject({code: 'service-unreachable'});
    expect([site.token, site.saved]).toEqual(['kept', []]);
  });

  it('has nothing to do for a user without a token, and refuses nobody', async () => {
    const site = new Site();
    await site.backend.deleteUser(ASKING);
    expect([site.saved, site.service.calls]).toEqual([[], []]);
    await expect(new Site({getUser: () => null}).backend.deleteUser(ASKING)).rejects.toMatchObject({
      code: 'signed-out',
    });
  });

  it('undoes a flow that was cancelled, if nothing is connected', async () => {
    const site = new Site();
    await site.start();
    const cancel = async (): Promise<void> => {
      if ((await site.backend.connections(ASKING)).length === 0) await site.backend.deleteUser(ASKING);
    };
    site.service.connections.set(46, 501);
    await cancel();
    expect(site.token).not.toBeNull();
    site.service.connections.clear();
    await cancel();
    expect(site.token).toBeNull();
  });
});

describe('renewToken', () => {
  it('issues another token for the user, and saves nothing', async () => {
    const site = new Site();
    const old = site.service.addUser(7);
    const token = await site.backend.renewToken('7');
    expect(token).not.toBe(old);
    expect(await Promise.all([token, old].map((one) => site.userOf(one)))).toEqual([7, 7]);
    expect(site.saved).toEqual([]);
  });

  it('revokes the earlier ones if it is told to', async () => {
    const site = new Site();
    const old = site.service.addUser(7);
    const token = await site.backend.renewToken(7, {revokePrevious: true});
    expect(await Promise.all([token, old].map((one) => site.userOf(one)))).toEqual([7, undefined]);
  });

  it('knows only users of the service', async () => {
    const site = new Site();
    await expect(site.backend.renewToken(99)).rejects.toMatchObject({code: 'user-deleted'});
    for (const id of ['', 'ann', '../7', 0, -1, 1.5, Number.NaN]) {
      await expect(site.backend.renewToken(id)).rejects.toMatchObject({code: 'invalid-parameter'});
    }
    await expect(new Site({clientSecret: 'wrong'}).backend.renewToken(7)).rejects.toMatchObject({
      code: 'misconfigured-client',
    });
  });
});
