import {describe, expect, it} from 'vitest';
import {createSandbox, type Sandbox} from '../../packages/sandbox/src/index.js';
import {endFlow, fetchFrom} from '../../packages/sandbox/src/testing.js';
import {webviewUrl} from '../../src/flows/index.js';
import {type Backend, type BackendOptions, createBackend, type User} from '../../src/server/index.js';
import {post} from './post.js';
import {CLIENT, TodaysService} from './todays-service.js';

interface Answer {
  readonly code?: string | null;
  readonly owner?: string;
  readonly error?: string;
}

/** What a page holds when the webview has returned to it. */
interface Arrival {
  readonly code: string;
  readonly owner: string;
}

/** A site whose users are named by a header, in front of the emulated service. */
class Site {
  readonly sandbox: Sandbox = createSandbox();
  /** The permanent token of each user. */
  readonly tokens = new Map<string, string>();
  /** What `saveToken` got. */
  readonly saved: Parameters<BackendOptions['saveToken']>[] = [];
  readonly backend: Backend;

  constructor(options: Partial<BackendOptions> = {}) {
    this.backend = createBackend({
      domain: 'demo',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      getUser: ({headers}) => {
        const id = headers.get('x-user');
        return id === null ? null : {id, token: this.tokens.get(id)};
      },
      saveToken: (...args) => {
        this.saved.push(args);
        if (args[1] === null) this.tokens.delete(String(args[0].id));
        else this.tokens.set(String(args[0].id), args[1]);
      },
      fetch: fetchFrom(this.sandbox),
      ...options,
    });
  }

  /** Asks a route as a user. */
  async ask(user: string | null, route: string, body: object = {}): Promise<readonly [number, Answer]> {
    const response = await this.backend(post(route, body, user === null ? {} : {'x-user': user}));
    const text = await response.text();
    return [response.status, (text ? JSON.parse(text) : {}) as Answer];
  }

  /** Starts a flow as a user and connects a bank in the webview. */
  async connect(user: string): Promise<Arrival> {
    const [, {code, owner = ''}] = await this.ask(user, 'code');
    const url = webviewUrl('connect', {
      domain: 'demo',
      clientId: CLIENT.id,
      redirectUri: 'https://app.example/callback',
      code,
    });
    const callback = new URL(await endFlow(this.sandbox, url, {connectorIds: [59]}));
    return {code: callback.searchParams.get('code') ?? '', owner};
  }

  /** Tells how many connections a user has, in the eyes of the service. */
  async connectionsOf(user: string): Promise<number> {
    const headers = {authorization: `Bearer ${this.tokens.get(user) ?? ''}`};
    const url = 'https://demo.biapi.pro/2.0/users/me/connections';
    const response = await this.sandbox.fetch(new Request(url, {headers}));
    return ((await response.json()) as {connections: unknown[]}).connections.length;
  }

  /** How often the service was asked to exchange a code. */
  get exchanges(): number {
    return this.sandbox.received().filter(({path}) => path.endsWith('/auth/token/access')).length;
  }
}

describe('a shared computer', () => {
  it('gives the second user nothing of the first, who can still save the connection', async () => {
    const site = new Site();
    const arrival = await site.connect('ann');
    // Ann signs out, Ben signs in, and Ann's answer arrives
    expect(await site.ask('ben', 'token', arrival)).toMatchObject([409, {error: 'other-owner'}]);
    expect([site.saved, site.exchanges]).toEqual([[], 0]);
    // Ann signs in again, on the same page
    expect(await site.ask('ann', 'token', arrival)).toMatchObject([204, {}]);
    expect([...site.tokens.keys()]).toEqual(['ann']);
    expect(await site.connectionsOf('ann')).toBe(1);
  });

  it('keeps the token of the second user, who has one', async () => {
    const site = new Site();
    await site.ask('ben', 'token', await site.connect('ben'));
    const bens = site.tokens.get('ben');
    expect(await site.ask('ben', 'token', await site.connect('ann'))).toMatchObject([
      409,
      {error: 'other-owner'},
    ]);
    expect(site.tokens.get('ben')).toBe(bens);
    expect(await site.connectionsOf('ben')).toBe(1);
  });

  it('leaves the code to its user if nobody is signed in when the answer arrives', async () => {
    const site = new Site();
    const arrival = await site.connect('ann');
    expect(await site.ask(null, 'token', arrival)).toMatchObject([401, {error: 'signed-out'}]);
    expect(site.exchanges).toBe(0);
    expect(await site.ask('ann', 'token', arrival)).toMatchObject([204, {}]);
  });
});

describe('an owner', () => {
  const ownerOf = async (site: Site, user: string): Promise<string> => {
    const [, {owner = ''}] = await site.ask(user, 'code');
    return owner;
  };

  it('is the same for each start of a user, with a token or without', async () => {
    const site = new Site();
    const {owner, code} = await site.connect('ann');
    await site.ask('ann', 'token', {code, owner});
    expect(await ownerOf(site, 'ann')).toBe(owner);
    expect(await ownerOf(new Site(), 'ann')).toBe(owner);
  });

  it('differs between users and between clients, and does not show the id', async () => {
    const owners = await Promise.all([
      ownerOf(new Site(), 'ann@example.org'),
      ownerOf(new Site(), 'ben@example.org'),
      ownerOf(new Site({clientSecret: 'another'}), 'ann@example.org'),
    ]);
    expect(new Set(owners).size).toBe(3);
    for (const owner of owners) {
      expect(owner).toMatch(/^[\w-]{43}$/);
      expect(Buffer.from(owner, 'base64url').toString('latin1')).not.toContain('ann');
    }
  });

  it('is the same for an id as a number and as a text', async () => {
    const [one, other] = await Promise.all(
      [7, '7'].map((id) => ownerOf(new Site({getUser: () => ({id})}), '')),
    );
    expect(one).toBe(other);
  });

  it('is not asked of a page that has none', async () => {
    for (const none of [{}, {owner: null}, {owner: ''}]) {
      const site = new Site();
      const {code} = await site.connect('ann');
      expect(await site.ask('ann', 'token', {code, ...none})).toMatchObject([204, {}]);
    }
  });

  for (const owner of [7, true, ['x'], {x: 1}, 'x', 'ann']) {
    it(`is refused as ${JSON.stringify(owner)}`, async () => {
      const site = new Site();
      const {code} = await site.connect('ann');
      expect(await site.ask('ann', 'token', {code, owner})).toMatchObject([409, {error: 'other-owner'}]);
      expect(site.exchanges).toBe(0);
    });
  }
});

describe('a user who has a token', () => {
  it('keeps it if it works, and the code is not exchanged', async () => {
    const site = new Site();
    const first = await site.connect('ann');
    const second = await site.connect('ann');
    expect(await site.ask('ann', 'token', first)).toMatchObject([204, {}]);
    const kept = site.tokens.get('ann');
    expect(await site.ask('ann', 'token', second)).toMatchObject([409, {error: 'token-exists'}]);
    expect(site.tokens.get('ann')).toBe(kept);
    expect(site.exchanges).toBe(1);
    // the code still works for a user without a token
    expect(await site.ask('ben', 'token', {code: second.code})).toMatchObject([204, {}]);
  });

  it('gets the new one if replaceToken allows it for that user, without a call to ask about the old one', async () => {
    const asked: User[] = [];
    const site = new Site({
      replaceToken: (user) => {
        asked.push(user);
        return Promise.resolve(user.id === 'ann');
      },
    });
    for (const user of ['ann', 'ben']) {
      const [first, second] = [await site.connect(user), await site.connect(user)];
      expect(await site.ask(user, 'token', first)).toMatchObject([204, {}]);
      expect((await site.ask(user, 'token', second))[0]).toBe(user === 'ann' ? 204 : 409);
    }
    expect(asked.map(({id}) => id)).toEqual(['ann', 'ben']);
  });

  const refused: readonly [title: string, break_: (site: Site, token: string) => Promise<unknown>][] = [
    ['was revoked', (site, token) => site.sandbox.fetch(deletion('auth/token', token))],
    ['belongs to a deleted user', (site, token) => site.sandbox.fetch(deletion('users/me', token))],
    ['no header can hold', (site) => Promise.resolve(site.tokens.set('ann', 'from the\nwrong column'))],
    ['the service does not know', (site) => Promise.resolve(site.tokens.set('ann', 'another-domain'))],
  ];
  for (const [title, breakToken] of refused) {
    it(`that ${title} gets a new one: it counts as none`, async () => {
      const site = new Site();
      const arrivals = [await site.connect('ann'), await site.connect('ann')];
      await site.ask('ann', 'token', arrivals[0]);
      await breakToken(site, site.tokens.get('ann')!);
      const broken = site.tokens.get('ann');
      expect(await site.ask('ann', 'token', arrivals[1])).toMatchObject([204, {}]);
      expect(site.tokens.get('ann')).not.toBe(broken);
      expect(await site.connectionsOf('ann')).toBe(1);
    });
  }

  for (const [title, breakToken] of refused) {
    it(`that ${title} can connect a bank again, from the start to the end`, async () => {
      const site = new Site({onError: () => undefined});
      await site.ask('ann', 'token', await site.connect('ann'));
      await breakToken(site, site.tokens.get('ann')!);
      expect(await site.ask('ann', 'code')).toMatchObject([200, {code: null}]);
      const again = await site.connect('ann');
      expect(again.code).not.toBe('');
      expect(await site.ask('ann', 'token', again)).toMatchObject([204, {}]);
      expect(await site.ask('ann', 'code')).toMatchObject([200, {code: expect.any(String) as string}]);
    });
  }

  it('gets the service’s own error if the service cannot say whether it works, and the code is not exchanged', async () => {
    const service = new TodaysService();
    const token = service.addUser(1);
    const code = service.receivedCode(2);
    const answers: readonly [number, object, string][] = [
      [503, {}, 'service-unavailable'],
      [429, {}, 'service-busy'],
      [200, {}, 'service-unreadable'],
      [403, {code: 'forbidden', description: 'too little scope'}, 'token-forbidden'],
    ];
    for (const [status, body, error] of answers) {
      const site = new Site({
        getUser: () => ({id: 1, token}),
        fetch: (...args) => {
          const request = new Request(...args);
          if (request.url.endsWith('/users/me')) return Promise.resolve(Response.json(body, {status}));
          return service.fetch(request);
        },
      });
      expect(await site.ask('ann', 'token', {code})).toMatchObject([expect.any(Number), {error}]);
      expect(site.saved).toEqual([]);
    }
    expect(service.calls).toEqual([]);
  });
});

const deletion = (path: string, token: string): Request =>
  new Request(`https://demo.biapi.pro/2.0/${path}`, {
    method: 'DELETE',
    headers: {authorization: `Bearer ${token}`},
  });

describe('getUser', () => {
  for (const nobody of [null, undefined]) {
    it(`says with ${String(nobody)} that nobody is signed in, and no route goes on`, async () => {
      const site = new Site({
        getUser: () => nobody,
        createPayment: () => {
          throw new Error('not called');
        },
        ownsPayment: () => {
          throw new Error('not called');
        },
      });
      const start = {state: 'S', redirectUri: 'https://app.example/callback'};
      for (const [route, body] of [
        ['code', {}],
        ['token', {code: 'c'}],
        ['payment', start],
      ] as const) {
        expect(await site.ask('ann', route, body), route).toMatchObject([401, {error: 'signed-out'}]);
      }
      expect(await site.backend.connection(post(''), 46)).toBeUndefined();
      expect(await site.backend.payment(post(''), 101)).toBeUndefined();
      expect(site.sandbox.received()).toEqual([]);
    });
  }

  const wrong: readonly unknown[] = [
    'ann',
    7,
    true,
    false,
    '',
    {},
    {token: 't'},
    {id: undefined},
    {id: null},
    {id: ''},
    {id: Number.NaN},
    {id: {}},
    {id: 1, token: 7},
    {id: 1, token: {}},
    {id: 1, token: Promise.resolve('t')},
    [],
  ];
  for (const user of wrong) {
    it(`must not return ${JSON.stringify(user)}`, async () => {
      const site = new Site({getUser: () => user as User});
      for (const route of ['code', 'token']) {
        expect(await site.ask('ann', route, {code: 'c'})).toMatchObject([500, {error: 'invalid-user'}]);
      }
      await expect(site.backend.connection(post(''), 46)).rejects.toMatchObject({code: 'invalid-user'});
    });
  }

  it('may return an object of the host’s own, which the other functions get as it is', async () => {
    class Account {
      readonly #id = 7;
      get id(): number {
        return this.#id;
      }
    }
    const account = new Account();
    const site = new Site({getUser: () => account});
    const {code} = await site.connect('');
    expect(await site.ask(null, 'token', {code})).toMatchObject([204, {}]);
    expect(site.saved[0]?.[0]).toBe(account);
  });
});

describe('the platform', () => {
  it('reaches every function, in the routes and in the calls', async () => {
    const seen: unknown[] = [];
    const service = new TodaysService();
    const backend = createBackend<{readonly session: string}>({
      domain: 'demo',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      getUser: (_request, {session}) => {
        seen.push(['getUser', session]);
        return {id: session};
      },
      saveToken: (_user, _token, {platform}) => void seen.push(['saveToken', platform.session]),
      createPayment: (_user, {platform, request}) => {
        seen.push(['createPayment', platform.session, request.method]);
        return null;
      },
      ownsPayment: () => true,
      fetch: (...args) => service.fetch(new Request(...args)),
    });
    const platform = {session: 'ann'};
    await backend(post('token', {code: service.receivedCode(2)}), platform);
    await backend(post('payment', {state: 'S', redirectUri: 'https://app.example/callback'}), platform);
    await backend.connection(post(''), 46, platform);
    await backend.payment(post(''), 101, platform);
    expect(seen).toEqual([
      ['getUser', 'ann'],
      ['saveToken', 'ann'],
      ['getUser', 'ann'],
      ['createPayment', 'ann', 'POST'],
      ['getUser', 'ann'],
      ['getUser', 'ann'],
    ]);
  });
});

describe('saveToken', () => {
  /** What `saveToken` learns if the service answers an exchange, and a question for the user, as told. */
  async function userIdAfter(exchange: object, user: () => Response | Promise<Response>): Promise<unknown> {
    const site = new Site({
      timeLimit: 2000,
      fetch: (url) =>
        (url as string).endsWith('/users/me')
          ? Promise.resolve(user())
          : Promise.resolve(Response.json({access_token: 'new', ...exchange})),
    });
    expect(await site.ask('ann', 'token', {code: 'c'})).toMatchObject([204, {}]);
    const [[user_, token, details]] = site.saved as [(typeof site.saved)[number]];
    expect([user_.id, token]).toEqual(['ann', 'new']);
    return details.userId;
  }
  const failing = (): never => {
    throw new Error('not asked');
  };

  it('gets the service’s id of the user as a text, from the exchange if that has it', async () => {
    expect(await userIdAfter({id_user: 31}, failing)).toBe('31');
    expect(await userIdAfter({}, () => Response.json({id: 32}))).toBe('32');
    expect(await userIdAfter({id_user: 'me'}, () => Response.json({id: 33}))).toBe('33');
  });

  const unknown: readonly [title: string, answer: () => Response | Promise<Response>][] = [
    ['fails', () => new Response(null, {status: 500})],
    ['refuses', () => Response.json({code: 'unauthorized'}, {status: 401})],
    ['answers something else', () => Response.json({id: '../7'})],
    ['hangs', () => new Promise(() => undefined)],
  ];
  for (const [title, answer] of unknown) {
    it(`gets the token without the id if the service ${title}`, async () => {
      const start = performance.now();
      expect(await userIdAfter({}, answer)).toBeUndefined();
      expect(performance.now() - start).toBeLessThan(1900);
    });
  }
});
