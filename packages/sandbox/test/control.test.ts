import {describe, expect, it} from 'vitest';
import {createSandbox, type FlowEnding, SandboxError, sandboxAt} from '../src/index.js';
import {METHOD_NAMES} from '../src/control/routes.js';
import {ORIGIN, Walker} from './walk.js';
import {
  CALLBACK,
  CLIENT_SECRET,
  CODE,
  call,
  exchange,
  flowUrl,
  freshCode,
  sandboxWithUsers,
  TOKEN,
  todaysUrl,
} from './world.js';

type World = ReturnType<typeof sandboxWithUsers>;

/** Opens the address of a flow, and returns where it ends. */
async function ended(sandbox: World, url: string): Promise<URL> {
  return (await new Walker(sandbox).open(url)).url;
}

/** Calls a method over HTTP. */
async function post(
  sandbox: World,
  path: string,
  body?: string,
  headers: Record<string, string> = {'content-type': 'application/json'},
): Promise<Response> {
  const init = {method: 'POST', headers, ...(body !== undefined && {body})};
  return sandbox.fetch(new Request(`${ORIGIN}/sandbox/${path}`, init));
}

describe('a test', () => {
  it('adds a user with connections and transfers', async () => {
    const sandbox = sandboxWithUsers();
    const user = sandbox.addUser({
      connections: [{connectorId: 3}, {id: 90, connectorId: 40, state: 'wrongpass'}],
      transfers: [{amount: 10, label: 'Gift'}],
    });
    expect(user).toEqual({
      id: 3,
      token: expect.stringMatching(/^(?=.*\+)(?=.*\/)[A-Za-z0-9+/]{32}$/) as string,
      connections: [
        {id: 50, connectorId: 3, state: null},
        {id: 90, connectorId: 40, state: 'wrongpass'},
      ],
      transfers: [{id: 24, amount: 10, label: 'Gift', state: 'created'}],
    });
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: user.token})).json['id']).toBe(3);
  });

  it('adds a user without any data', () => {
    const {connections, transfers} = createSandbox().addUser();
    expect([connections, transfers]).toEqual([[], []]);
  });

  it('adds nothing if one part of a user is not valid', async () => {
    const sandbox = sandboxWithUsers();
    const before = sandbox.users();
    expect(() =>
      sandbox.addUser({token: 'half', connections: [{connectorId: 3}, {connectorId: 4711}]}),
    ).toThrow('no connector 4711');
    expect(sandbox.users()).toEqual(before);
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: 'half'})).status).toBe(401);
  });

  for (const user of [1, TOKEN, CODE]) {
    it(`adds a connection and a transfer to the user ${user}`, () => {
      const sandbox = sandboxWithUsers();
      expect(sandbox.addConnection({user, connectorId: 7})).toEqual({id: 50, connectorId: 7, state: null});
      expect(sandbox.addTransfer({user, amount: 1, label: 'x'}).id).toBe(24);
      const [alex] = sandbox.users();
      expect(alex?.connections.map(({id}) => id)).toEqual([46, 47, 48, 50]);
      expect(alex?.transfers).toHaveLength(2);
    });
  }

  it('sets the error of a connection, and clears it', async () => {
    const sandbox = sandboxWithUsers();
    const error = async (): Promise<unknown> =>
      (await call(sandbox, 'GET', '/2.0/users/me/connections/47', {token: TOKEN})).json['error'];
    sandbox.setConnectionState({id: 47, state: 'SCARequired'});
    expect(await error()).toBe('SCARequired');
    sandbox.setConnectionState({id: 47, state: null});
    expect(await error()).toBeNull();
  });

  it('moves the clock forward, so that codes and sessions expire', async () => {
    const sandbox = sandboxWithUsers();
    const walker = await new Walker(sandbox).open(flowUrl('connect'));
    expect(sandbox.advance(1_799_999)).toBe(sandbox.clock.time + 1_799_999);
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).status).toBe(200);
    sandbox.advance(1);
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token: CODE})).status).toBe(401);
    sandbox.advance(1_800_000);
    expect((await walker.open(walker.url)).status).toBe(410);
  });

  it('stops the clock, moves it, and makes it follow its source again', () => {
    const sandbox = sandboxWithUsers();
    expect(sandbox.setTime('2027-01-31T08:00:00Z')).toBe(Date.UTC(2027, 0, 31, 8));
    sandbox.clock.time += 5000;
    expect(sandbox.advance(1)).toBe(Date.UTC(2027, 0, 31, 8) + 1);
    expect(sandbox.setTime(1000)).toBe(1000);
    expect(sandbox.setTime(null)).toBe(sandbox.clock.time);
  });

  it('resets the sandbox', async () => {
    const sandbox = sandboxWithUsers();
    const before = sandbox.users();
    const walker = await new Walker(sandbox).open(flowUrl('connect'));
    sandbox.addUser();
    sandbox.setConnectionState({id: 47, state: 'wrongpass'});
    sandbox.endNextFlow('success');
    sandbox.advance(3_000_000);
    sandbox.reset();
    expect(sandbox.users()).toEqual(before);
    expect(sandbox.received()).toEqual([]);
    expect(sandbox.advance(0)).toBe(sandbox.clock.time);
    expect((await walker.open(walker.url)).status).toBe(410);
    await walker.open(flowUrl('connect'));
    expect(walker.step).toBe('bank');
  });
});

describe('the next flow', () => {
  for (const [flow, parameters, query] of [
    ['connect', {}, /^\?connection_id=50&code=[\w%]+&state=s$/],
    ['connect', {code: CODE}, /^\?connection_id=50&state=s$/],
    ['reconnect', {code: CODE, connection_id: '46'}, /^\?state=s$/],
    ['manage', {code: CODE}, /^\?state=s$/],
    ['manage', {code: CODE, connection_id: '46'}, /^\?connection_id=46&state=s$/],
    ['transfer', {}, /^\?transfer_id=24&code=[\w%]+&state=s$/],
    ['transfer', {code: CODE}, /^\?transfer_id=24&state=s$/],
    ['transfer', {code: CODE, transfer_id: '22'}, /^\?transfer_id=22&state=s$/],
  ] as const) {
    it(`succeeds at once if it is ${flow} with ${Object.keys(parameters).join(' and ') || 'no code'}`, async () => {
      for (const urlOf of [flowUrl, todaysUrl]) {
        const sandbox = sandboxWithUsers();
        sandbox.endNextFlow('success');
        const url = await ended(sandbox, urlOf(flow, {...parameters, state: 's'}));
        expect(url.href.startsWith(CALLBACK)).toBe(true);
        expect(url.search).toMatch(query);
      }
    });
  }

  it('changes what a success changes', async () => {
    const sandbox = sandboxWithUsers();
    for (let flow = 0; flow < 4; flow++) sandbox.endNextFlow('success');
    await ended(sandbox, flowUrl('connect', {code: CODE}));
    await ended(sandbox, flowUrl('reconnect', {code: CODE, connection_id: '46'}));
    await ended(sandbox, flowUrl('transfer', {code: CODE, transfer_id: '22'}));
    const back = await ended(sandbox, flowUrl('connect', {account_types: 'savings'}));
    const [alex, , anonymous] = sandbox.users();
    expect(alex?.connections.map(({id, state}) => [id, state])).toEqual([
      [46, null],
      [47, null],
      [48, 'wrongpass'],
      [50, null],
    ]);
    expect(alex?.transfers[0]?.state).toBe('pending');
    expect(anonymous?.connections.map(({id}) => id)).toEqual([51]);
    const {json} = await exchange(sandbox, back.searchParams.get('code') ?? '');
    const token = json['access_token'] as unknown as string;
    const accounts = (await call(sandbox, 'GET', '/2.0/users/me/accounts', {token})).json['accounts'];
    expect((accounts as unknown as {type: string}[]).map(({type}) => type)).toEqual(['savings']);
  });

  it('succeeds with the banks that the test chose', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.endNextFlow({connectorIds: [59, 3]});
    const url = await ended(sandbox, flowUrl('connect', {code: CODE, max_connections: '2'}));
    expect(url.search).toBe('?connection_id=50&connection_ids=50%2C51');
    expect(
      sandbox
        .users()[0]
        ?.connections.slice(3)
        .map(({connectorId}) => connectorId),
    ).toEqual([59, 3]);
  });

  for (const [ending, query] of [
    [{error: 'access_denied'}, '?error=access_denied&state=s'],
    [{error: 'made_up', description: 'a & b'}, '?error=made_up&error_description=a%20%26%20b&state=s'],
    [{answer: {}}, '?state=s'],
    [{answer: {'a b': '1', state: 'forged'}}, '?a%20b=1&state=forged'],
  ] as const) {
    it(`ends with ${JSON.stringify(ending)}`, async () => {
      const sandbox = sandboxWithUsers();
      sandbox.endNextFlow(ending);
      expect((await ended(sandbox, flowUrl('connect', {state: 's'}))).search).toBe(query);
    });
  }

  it('takes its ending from a queue, and shows its pages once the queue is empty', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.endNextFlow({error: 'first'});
    sandbox.endNextFlow({error: 'second'});
    for (const error of ['first', 'second'])
      expect((await ended(sandbox, flowUrl('connect'))).searchParams.get('error')).toBe(error);
    expect((await ended(sandbox, flowUrl('connect'))).pathname).toMatch(/\/bank$/);
  });

  it('keeps its ending if a request is refused', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.endNextFlow({error: 'kept'});
    const walker = await new Walker(sandbox).open(flowUrl('connect', {client_id: '1'}));
    expect(walker.refusal).toBe('unknown-client:client_id');
    expect((await ended(sandbox, flowUrl('connect'))).searchParams.get('error')).toBe('kept');
  });

  for (const [what, flow, parameters, ending] of [
    ['the refusal of a bank in a flow other than payment', 'connect', {}, {errorCode: 'bug'}],
    ['a state of a payment in another flow', 'manage', {code: CODE}, {paymentState: 'done'}],
    ['a bank that is not offered', 'connect', {connector_ids: '3,7'}, {connectorIds: [59]}],
    ['more banks than max_connections', 'connect', {}, {connectorIds: [3, 7]}],
    ['an empty list of banks', 'connect', {}, {connectorIds: []}],
    ['a bank in a flow without a choice of banks', 'manage', {code: CODE}, {connectorIds: [3]}],
  ] as const) {
    it(`is refused with the ending of ${what}`, async () => {
      const sandbox = sandboxWithUsers();
      const before = sandbox.users();
      sandbox.endNextFlow(ending);
      const walker = await new Walker(sandbox).open(flowUrl(flow, parameters));
      expect([walker.status, walker.refusal]).toEqual([400, 'unfit-ending:endNextFlow']);
      expect(sandbox.users()).toEqual(before);
    });
  }
});

describe('the list of received requests', () => {
  it('is in order, without assets and without calls of the methods', async () => {
    const sandbox = sandboxWithUsers();
    await call(sandbox, 'GET', '/2.0/banks?limit=1&offset=2');
    sandbox.advance(1000);
    await call(sandbox, 'GET', '/2.0/nothing');
    await sandbox.fetch(new Request(`${ORIGIN}/2.0/auth/webview/assets/style.css`));
    await call(sandbox, 'POST', '/sandbox/users');
    const {time} = sandbox.clock;
    expect(sandbox.received()).toEqual([
      {time, method: 'GET', path: '/2.0/banks', query: {limit: '1', offset: '2'}, status: 200},
      {time: time + 1000, method: 'GET', path: '/2.0/nothing', query: {}, status: 404},
    ]);
  });

  it('contains fingerprints of secrets, which are the same for the same secret', async () => {
    const sandbox = sandboxWithUsers();
    const code = await freshCode(sandbox);
    const walker = new Walker(sandbox);
    const uuid = '7d0c1f5e-2b4a-5c68-9e13-000000000003';
    await walker.open(flowUrl('connect', {code, state: 's', [`${uuid}.login`]: '87654321'}));
    await walker.open(flowUrl('connect', {code}));
    await call(sandbox, 'GET', '/2.0/users/me', {token: TOKEN});
    const received = JSON.stringify(sandbox.received());
    const session = walker.url.pathname.split('/').at(-2) ?? '';
    for (const secret of [code, TOKEN, CLIENT_SECRET, '87654321', session])
      expect(received).not.toContain(secret);
    const starts = sandbox.received().filter(({path}) => path.endsWith('/connect'));
    expect(starts).toHaveLength(2);
    expect(starts[0]?.query['code']).toMatch(/^masked-[\da-f]{8}$/);
    expect(starts[0]?.query['code']).toBe(starts[1]?.query['code']);
    expect(starts[0]?.query['state']).toBe('s');
    const [first, last] = [sandbox.received()[0], sandbox.received().at(-1)];
    expect(last?.authorization).toMatch(/^Bearer masked-/);
    expect(last?.authorization).toBe(first?.authorization);
  });

  it('keeps every value of a repeated name', async () => {
    const sandbox = sandboxWithUsers();
    await call(sandbox, 'GET', '/2.0/banks?limit=1&limit=2');
    expect(sandbox.received()[0]?.query).toEqual({limit: '1\n2'});
  });

  it('ends with the last request, and has at most 1,000', async () => {
    const sandbox = sandboxWithUsers();
    for (let index = 0; index <= 1000; index++) await call(sandbox, 'GET', `/2.0/banks?limit=${index}`);
    expect(sandbox.received()).toHaveLength(1000);
    expect(sandbox.received()[0]?.query).toEqual({limit: '1'});
  });
});

describe('the methods over HTTP', () => {
  it('are the same as those of the sandbox', () => {
    const {fetch, ...methods} = createSandbox();
    expect(typeof fetch).toBe('function');
    expect(Object.keys(methods).sort()).toEqual([...METHOD_NAMES].sort());
  });

  it('have the same results', async () => {
    const sandbox = sandboxWithUsers();
    const remote = sandboxAt(ORIGIN, {fetch: (url, init) => sandbox.fetch(new Request(url, init))});
    const {id, token} = await remote.addUser({connections: [{connectorId: 3}]});
    expect(sandbox.users().at(-1)?.id).toBe(id);
    expect((await remote.addConnection({user: token, connectorId: 7})).id).toBe(51);
    expect((await remote.addTransfer({user: id, amount: 1, label: 'x'})).id).toBe(24);
    const payment = {amount: 1, label: 'x', redirectUri: CALLBACK};
    expect((await remote.addPayment(payment)).id).toBe(31);
    expect((await remote.setPaymentState({id: 31, state: 'done'})).state).toBe('done');
    expect(await remote.payments()).toEqual(sandbox.payments());
    expect((await remote.setConnectionState({id: 51, state: 'bug'})).state).toBe('bug');
    expect(await remote.users()).toEqual(sandbox.users());
    expect(await remote.setTime('2027-01-31T08:00:00Z')).toBe(Date.UTC(2027, 0, 31, 8));
    expect(await remote.advance(5)).toBe(Date.UTC(2027, 0, 31, 8) + 5);
    await remote.endNextFlow({error: 'e'});
    expect((await ended(sandbox, flowUrl('connect'))).searchParams.get('error')).toBe('e');
    expect(await remote.received()).toEqual(sandbox.received());
    await remote.reset();
    expect(sandbox.received()).toEqual([]);
    await expect(remote.setConnectionState({id: 1, state: null})).rejects.toEqual(
      new SandboxError('not-found', 'The sandbox has no connection 1.'),
    );
  });

  it('have no argument if there is no body', async () => {
    const sandbox = sandboxWithUsers();
    expect((await post(sandbox, 'users', undefined, {})).status).toBe(200);
    expect((await post(sandbox, 'reset', undefined, {})).status).toBe(204);
  });

  for (const [what, path, body, headers, status, code] of [
    ['an unknown method', 'explode', '1', {'content-type': 'application/json'}, 404, 'not-found'],
    ['an unknown connection', 'setConnectionState', '{"id":1,"state":null}', undefined, 404, 'not-found'],
    ['an unknown user', 'addTransfer', '{"user":9,"amount":1,"label":"x"}', undefined, 404, 'not-found'],
    ['an unknown token', 'addTransfer', '{"user":"n","amount":1,"label":"x"}', undefined, 404, 'not-found'],
    [
      'an id that is already in use',
      'addTransfer',
      '{"user":1,"id":22,"amount":1,"label":"x"}',
      undefined,
      400,
      'duplicate',
    ],
    ['a body that is not JSON', 'advance', '{', undefined, 400, 'invalid-value'],
    ['another content type', 'advance', '1', {'content-type': 'text/plain'}, 400, 'invalid-value'],
  ] as const) {
    it(`refuse ${what}`, async () => {
      const response = await post(sandboxWithUsers(), path, body, headers);
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({code, message: expect.any(String) as string});
    });
  }

  it('accept only POST', async () => {
    const {status, headers} = await call(sandboxWithUsers(), 'GET', '/sandbox/users');
    expect([status, headers.get('allow')]).toEqual([405, 'POST']);
  });

  for (const [what, headers, status] of [
    ['a client other than a browser', {}, 200],
    ['a page of the same origin', {'sec-fetch-site': 'same-origin', origin: ORIGIN}, 200],
    ['the address bar', {'sec-fetch-site': 'none'}, 200],
    ['another site', {'sec-fetch-site': 'cross-site', origin: 'https://evil.example'}, 403],
    ['another port', {'sec-fetch-site': 'same-site', origin: 'http://localhost:4000'}, 403],
    ['a browser that sends only the origin', {origin: 'http://localhost:4000'}, 403],
    ['a page of an opaque origin', {origin: 'null'}, 403],
  ] as const) {
    it(`${status === 200 ? 'accept' : 'refuse'} ${what}`, async () => {
      const sandbox = sandboxWithUsers();
      const response = await post(sandbox, 'users', undefined, headers);
      expect(response.status).toBe(status);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    });
  }

  it('refuse a preflight', async () => {
    const preflight = await call(sandboxWithUsers(), 'OPTIONS', '/sandbox/reset', {
      headers: {origin: 'https://evil.example', 'access-control-request-method': 'POST'},
    });
    expect(preflight.status).toBe(403);
    expect(preflight.headers.get('access-control-allow-methods')).toBeNull();
  });
});

describe('an argument that is not valid', () => {
  const wrong = (run: (sandbox: World) => unknown): unknown => {
    try {
      run(sandboxWithUsers());
    } catch (error) {
      if (error instanceof SandboxError) return error.message;
      throw error;
    }
    return undefined;
  };
  // what plain JavaScript may pass
  const any = (value: unknown): never => value as never;

  for (const [what, run, message] of [
    [
      'missing',
      (s: World) => s.setConnectionState(any(undefined)),
      'argument must be an object; it is missing.',
    ],
    [
      'a list instead of an object',
      (s: World) => s.addUser(any([])),
      'argument must be an object; it is a list.',
    ],
    [
      'an object with an unknown name',
      (s: World) => s.addUser(any({conections: []})),
      'argument has no “conections”. It has token, code, connections, transfers.',
    ],
    [
      'a text as an id',
      (s: World) => s.setConnectionState(any({id: '46', state: null})),
      'argument.id must be a whole number, 0 or above; it is some text.',
    ],
    [
      'an empty error',
      (s: World) => s.setConnectionState({id: 46, state: ''}),
      'argument.state must be a text; it is empty.',
    ],
    [
      'a change without a state',
      (s: World) => s.setConnectionState(any({id: 46})),
      'argument.state must be a text; it is missing.',
    ],
    [
      'an amount of 0',
      (s: World) => s.addTransfer({user: 1, amount: 0, label: 'x'}),
      'argument.amount must be a number above 0; it is 0.',
    ],
    [
      'a day that does not exist',
      (s: World) => s.addTransfer({user: 1, amount: 1, label: 'x', execDate: '2026-02-30'}),
      'argument.execDate must be a day such as 2026-01-31; it is some text.',
    ],
    [
      'a user that is neither an id nor a token',
      (s: World) => s.addTransfer(any({user: null, amount: 1, label: 'x'})),
      'argument.user must be a user’s id or token; it is null.',
    ],
    [
      'a time that the years to come do not have',
      (s: World) => s.advance(1e300),
      'argument must be few enough ms to stay before the year 10000; it is 1e+300.',
    ],
    [
      'half of a surrogate pair',
      (s: World) => {
        s.endNextFlow({error: '\ud800'});
      },
      'argument.error must be valid Unicode; it is some text.',
    ],
    [
      'half of a surrogate pair in the name of an answer',
      (s: World) => {
        s.endNextFlow({answer: {'\udfff': 'x'}});
      },
      'a name in argument.answer must be valid Unicode; it is some text.',
    ],
    [
      'an id after which no other is exact',
      (s: World) => s.addUser({connections: [{connectorId: 3, id: Number.MAX_SAFE_INTEGER}]}),
      'argument.connections[0].id must be an id of at most 2147483647; it is 9007199254740991.',
    ],
    [
      'an object that may hold secrets',
      (s: World) => s.addUser(any({connections: {secret: 's3cret'}})),
      'argument.connections must be a list; it is an object.',
    ],
    ['a negative duration', (s: World) => s.advance(-1), 'argument must be 0 ms or more; it is -1.'],
    [
      'a text that is not a time',
      (s: World) => s.setTime('yesterday'),
      'argument must be a time until 9999: milliseconds, or ISO 8601 such as 2026-01-31T08:00:00Z; it is some text.',
    ],
    [
      'a time beyond the range of Date',
      (s: World) => s.setTime(8.65e15),
      'argument must be a time until 9999: milliseconds, or ISO 8601 such as 2026-01-31T08:00:00Z; it is some number.',
    ],
    [
      'an unknown ending',
      (s: World) => {
        s.endNextFlow(any('failure'));
      },
      'argument must be “success”; it is some text.',
    ],
    [
      'an empty ending',
      (s: World) => {
        s.endNextFlow(any({}));
      },
      'argument.error must be a text; it is missing.',
    ],
    [
      'two endings in one',
      (s: World) => {
        s.endNextFlow(any({error: 'e', connectorIds: [3]}));
      },
      'argument has no “error”. It has connectorIds.',
    ],
    [
      'an answer with a number',
      (s: World) => {
        s.endNextFlow(any({answer: {connection_id: 46}}));
      },
      'argument.answer.connection_id must be a text; it is some number.',
    ],
    [
      'an argument of a method without arguments',
      (s: World) => (s.users as (argument: number) => unknown)(1),
      'argument must be left out; it is some number.',
    ],
  ] as const) {
    it(`is ${what}`, () => {
      expect(wrong(run)).toBe(message);
    });
  }

  it('does not compile', () => {
    const endings: readonly FlowEnding[] = ['success', {error: 'any'}, {connectorIds: [3]}, {answer: {}}];
    // @ts-expect-error no such ending
    const none: FlowEnding = 'failure';
    expect(endings).not.toContain(none);
  });
});
