import {expect} from 'chai';
import {ATTEMPT_LIFETIME} from '../../src/service/results.js';
import {
  finishFlow,
  type Flow,
  FlowError,
  type FlowErrorCode,
  parseCallback,
  startFlow,
  type StartOptions,
} from '../../src/flows/index.js';
import {MemoryStorage} from '../support/memory-storage.js';
import {atTime, CALLBACK, connect, DOCUMENTED_CODE, Visit} from '../support/visit.js';
import {rejection} from '../support/errors.js';

describe('startFlow', () => {
  it('leaves for the webview with a state of at least 126 random bits', async () => {
    const visit = new Visit();
    const states = new Set<string>();
    for (let round = 0; round < 100; round += 1) {
      await visit.start('connect', connect);
      expect(visit.state).to.match(/^[\w-]{21,}$/);
      states.add(visit.state);
    }
    expect(states.size).to.equal(100);
    expect(visit.left[0]).to.match(
      /^https:\/\/demo\.biapi\.pro\/2\.0\/auth\/webview\/connect\?client_id=17473055&/,
    );
  });

  it('sends the documented values unchanged', async () => {
    const visit = new Visit();
    await visit.start('reconnect', {...connect, code: DOCUMENTED_CODE, connectionId: 46});
    expect(visit.sent('client_id')).to.equal('17473055');
    expect(visit.sent('code')).to.equal(DOCUMENTED_CODE);
    expect(visit.sent('connection_id')).to.equal('46');
  });

  it('requests the code last, after every other check', async () => {
    const visit = new Visit();
    let asked = 0;
    const code = (): Promise<string> => Promise.resolve(`${DOCUMENTED_CODE}${(asked += 1)}`);
    const error = await rejection(visit.start('connect', {...connect, domain: 'a b', code}));
    expect(error.code).to.equal('invalid-parameter');
    expect(asked).to.equal(0);
    await visit.start('connect', {...connect, code});
    expect(visit.sent('code')).to.equal(`${DOCUMENTED_CODE}1`);
  });

  it('starts without a code if the code source has no user', async () => {
    const visit = new Visit();
    await visit.start('connect', {...connect, code: () => null});
    expect(visit.sent('code')).to.equal(null);
  });

  const failing: readonly [
    title: string,
    flow: Flow,
    options: Partial<StartOptions<Flow>>,
    code: FlowErrorCode,
  ][] = [
    [
      'no code for a flow that requires one',
      'reconnect',
      {connectionId: 46, code: () => null},
      'code-unavailable',
    ],
    [
      'a code source that fails',
      'connect',
      {code: () => Promise.reject(new Error('down'))},
      'code-unavailable',
    ],
    [
      'a code source that throws',
      'connect',
      {
        code: () => {
          throw new Error('down');
        },
      },
      'code-unavailable',
    ],
    [
      'a code source that returns undefined',
      'connect',
      {code: (() => undefined) as unknown as () => string},
      'code-unavailable',
    ],
    ['a code source that returns an empty string', 'connect', {code: () => ''}, 'code-unavailable'],
    ['a state set by the host', 'connect', {state: 'mine'}, 'unknown-parameter'],
    ['a returnTo on another origin', 'connect', {returnTo: 'https://evil.example/'}, 'invalid-parameter'],
    ['a protocol-relative returnTo', 'connect', {returnTo: '//evil.example'}, 'invalid-parameter'],
    [
      'a returnTo path that resolves to another host',
      'connect',
      {returnTo: '/.//evil.example'},
      'invalid-parameter',
    ],
    ['a javascript: returnTo', 'connect', {returnTo: 'javascript:alert(1)'}, 'invalid-parameter'],
    ['a context that is not JSON', 'connect', {context: (() => 1) as unknown as string}, 'invalid-parameter'],
    ['a context that is a bigint', 'connect', {context: BigInt(1) as unknown as string}, 'invalid-parameter'],
    ['an aborted signal', 'connect', {signal: AbortSignal.abort()}, 'aborted'],
  ];
  for (const [title, flow, options, code] of failing) {
    it(`refuses ${title}, stores nothing and stays on the page`, async () => {
      const visit = new Visit();
      const error = await rejection(visit.start(flow, {...connect, ...options}));
      expect(error.code).to.equal(code);
      expect(visit.store.length).to.equal(0);
      expect(visit.left).to.be.empty;
    });
  }

  it('refuses a `navigate` that is not a function', async () => {
    const store = new MemoryStorage();
    const options = {...connect, store, navigate: 'x'} as unknown as StartOptions<'connect'>;
    expect((await rejection(startFlow('connect', options))).option).to.equal('navigate');
    expect(store.length).to.equal(0);
  });

  it('stops waiting for the code when it is aborted', async () => {
    const visit = new Visit();
    const abort = new AbortController();
    const started = visit.start('connect', {
      ...connect,
      signal: abort.signal,
      code: () => new Promise(() => undefined),
    });
    abort.abort();
    expect((await rejection(started)).code).to.equal('aborted');
    expect(visit.store.length).to.equal(0);
  });

  it('rejects with the FlowError of the code source', async () => {
    const own = new FlowError('code-unavailable', 'mine');
    expect(
      await rejection(new Visit().start('connect', {...connect, code: () => Promise.reject(own)})),
    ).to.equal(own);
  });

  it('listens to its signal only while it waits for the code', async () => {
    const {signal} = new AbortController();
    const listening = new Set<unknown>();
    signal.addEventListener = (_type: string, listener: unknown) => void listening.add(listener);
    signal.removeEventListener = (_type: string, listener: unknown) => void listening.delete(listener);
    let heard = 0;
    const code = (): string => {
      heard = listening.size;
      return 'c';
    };
    await new Visit().start('connect', {...connect, signal, code});
    await Promise.resolve();
    expect([heard, listening.size]).to.deep.equal([1, 0]);
  });

  it('reports the error of the storage as the cause', async () => {
    const cause = new DOMException('full', 'QuotaExceededError');
    const store = new MemoryStorage();
    store.setItem = () => {
      throw cause;
    };
    expect(
      (await rejection(startFlow('connect', {...connect, store, navigate: () => undefined}))).cause,
    ).to.equal(cause);
  });

  it('reports the error of the code source as the cause', async () => {
    const cause = new Error('down');
    const error = await rejection(
      new Visit().start('connect', {...connect, code: () => Promise.reject(cause)}),
    );
    expect(error.cause).to.equal(cause);
  });

  it('rejects with no-storage, and stays on the page, if the storage is full', async () => {
    const visit = new Visit();
    visit.store.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const error = await rejection(visit.start('connect', connect));
    expect(error.code).to.equal('no-storage');
    expect(visit.left).to.be.empty;
    expect(visit.store.length).to.equal(0);
  });

  it('removes the attempt if navigation fails, and rejects with the reason', async () => {
    const store = new MemoryStorage();
    const reason = new TypeError('cannot');
    for (const navigate of [
      () => Promise.reject(reason),
      (): never => {
        throw reason;
      },
    ]) {
      let thrown: unknown;
      await startFlow('connect', {...connect, store, navigate}).catch((error: unknown) => {
        thrown = error;
      });
      expect(thrown).to.equal(reason);
      expect(store.dump()).not.to.include('attempt:');
    }
  });

  it('rejects with the reason if navigation fails and no attempt was stored', async () => {
    const reason = new TypeError('cannot');
    let thrown: unknown;
    await startFlow('manage', {
      domain: 'demo',
      clientId: 1,
      code: 'c',
      navigate: () => Promise.reject(reason),
    }).catch((error: unknown) => {
      thrown = error;
    });
    expect(thrown).to.equal(reason);
  });

  it('stores everything under its own prefix', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    visit.finish(`?state=${visit.state}&connection_id=1`);
    await visit.start('connect', connect);
    const keys = Array.from({length: visit.store.length}, (_, index) => visit.store.key(index));
    expect(keys).to.have.lengthOf(2);
    for (const key of keys) expect(key).to.match(/^budgea-webview:\w+/);
  });

  it('keeps other attempts if the storage is full', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    const {setItem} = visit.store;
    visit.store.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    for (let round = 0; round < 100; round += 1) {
      expect((await rejection(visit.start('connect', connect))).code).to.equal('no-storage');
    }
    visit.store.setItem = setItem;
    expect(visit.finish(`?state=${visit.state}&connection_id=1`).kind).to.equal('success');
  });

  it('stores nothing for a flow without a callback', async () => {
    const visit = new Visit();
    await visit.start('manage', {domain: 'demo', clientId: 1, code: 'c'});
    expect(visit.sent('state')).to.equal(null);
    expect(visit.store.length).to.equal(0);
    const error = await rejection(
      visit.start('manage', {domain: 'demo', clientId: 1, code: 'c', context: 1}),
    );
    expect(error.message).to.include('redirectUri');
  });

  it('stores the parameters of the flow, but nothing about the user', async () => {
    const visit = new Visit();
    const about = {connectorIds: [3, 59], accountTypes: ['checking']};
    const before = Date.now();
    await visit.start('connect', {
      ...connect,
      ...about,
      language: 'fr',
      baseUrl: 'https://proxy.example',
      context: 1,
    });
    const {time, ...attempt} = JSON.parse(
      visit.store.getItem(`budgea-webview:attempt:${visit.state}`) ?? '',
    ) as {
      time: number;
    };
    expect(attempt).to.deep.equal({
      state: visit.state,
      flow: 'connect',
      codeSent: false,
      parameters: about,
      canRetry: true,
      context: 1,
    });
    expect(time).to.be.within(before, Date.now());
    await visit.start('connect', {...connect, code: 'c', accountIbans: ['FR76']});
    expect(JSON.parse(visit.store.getItem(`budgea-webview:attempt:${visit.state}`) ?? '')).to.deep.include({
      codeSent: true,
      canRetry: false,
      parameters: {},
    });
  });

  it('stores neither a code nor an IBAN', async () => {
    const visit = new Visit();
    await visit.start('connect', {
      ...connect,
      code: DOCUMENTED_CODE,
      accountIbans: ['FR7630004012550000041157244'],
    });
    expect(visit.store.dump()).to.include(visit.state);
    expect(visit.store.dump()).not.to.include(DOCUMENTED_CODE).and.not.to.include('FR76');
  });

  it("sends a language to today's service, and no other to the documented one", async () => {
    const visit = new Visit();
    await visit.start('connect', {...connect, service: 'powens'});
    expect(visit.left[0]).to.match(/^https:\/\/webview\.powens\.com\/(en|fr|de|nl|pt|it|es)\/connect\?/);
    await visit.start('connect', {...connect, service: 'powens', language: 'nl'});
    expect(visit.left[1]).to.include('.com/nl/connect?');
    await visit.start('connect', connect);
    expect(visit.left[2]).to.include('/webview/connect?');
  });
});

describe('finishFlow', () => {
  const successes: readonly [
    title: string,
    flow: Flow,
    options: Partial<StartOptions<Flow>>,
    query: string,
    result: object,
  ][] = [
    ['a connection', 'connect', {code: 'c'}, '&connection_id=46', {connectionId: '46'}],
    [
      'a connection of a new user, with its code',
      'connect',
      {},
      `&connection_id=46&code=${encodeURIComponent(DOCUMENTED_CODE)}`,
      {connectionId: '46', code: DOCUMENTED_CODE},
    ],
    [
      'a code with a + that was not encoded',
      'connect',
      {},
      `&connection_id=46&code=${DOCUMENTED_CODE}`,
      {connectionId: '46', code: DOCUMENTED_CODE},
    ],
    ['no code if one was sent', 'connect', {code: 'c'}, '&connection_id=46&code=x', {connectionId: '46'}],
    [
      'a success of reconnect with only a state',
      'reconnect',
      {code: 'c', connectionId: 46},
      '',
      {connectionId: '46'},
    ],
    [
      'a success of reconnect with a connection id that is a string',
      'reconnect',
      {code: 'c', connectionId: 'a-46'},
      '',
      {connectionId: 'a-46'},
    ],
    ['a success of manage with only a state', 'manage', {code: 'c'}, '', {}],
    [
      'several connections',
      'connect',
      {code: 'c', maxConnections: 3},
      '&connection_id=46&connection_ids=46,47',
      {connectionId: '46', connectionIds: ['46', '47']},
    ],
    [
      'several connections without connection_id',
      'connect',
      {code: 'c'},
      '&connection_ids=46%2C47',
      {connectionId: '46', connectionIds: ['46', '47']},
    ],
    [
      'a connection under its name from before 2019',
      'connect',
      {code: 'c'},
      '&id_connection=46',
      {connectionId: '46'},
    ],
    [
      'a connection that manage removed',
      'manage',
      {code: 'c', connectionId: 46},
      '&connection_id=46&connection_deleted=true',
      {connectionId: '46', connectionDeleted: true},
    ],
    ['a transfer', 'transfer', {code: 'c'}, '&transfer_id=22', {transferId: '22'}],
  ];
  for (const [title, flow, options, query, result] of successes) {
    it(`returns ${title}`, async () => {
      const visit = new Visit();
      await visit.start(flow, {...connect, ...options});
      const finished = visit.finish(`?state=${visit.state}${query}`);
      expect(finished).to.deep.equal({kind: 'success', flow, ...result});
      expect(finished).to.be.frozen;
    });
  }

  it('returns the context and returnTo', async () => {
    const visit = new Visit();
    await visit.start('connect', {...connect, context: {basket: [1, 'é']}, returnTo: '/accounts?tab=2#bank'});
    const result = visit.finish(`?state=${visit.state}&error=access_denied`);
    expect(result).to.deep.equal({
      kind: 'cancelled',
      flow: 'connect',
      error: 'access_denied',
      context: {basket: [1, 'é']},
      returnTo: '/accounts?tab=2#bank',
    });
  });

  const errors: readonly [query: string, result: object][] = [
    ['&error=access_denied', {kind: 'cancelled', error: 'access_denied'}],
    ['&error=tos_declined', {kind: 'cancelled', error: 'tos_declined'}],
    [
      '&error=server_error&error_description=It%20%3Cb%3Ebroke%3C%2Fb%3E',
      {kind: 'failed', error: 'server_error', known: true, description: 'It <b>broke</b>'},
    ],
    ['&error=server_error&error_description=%E9chec', {kind: 'failed', error: 'server_error', known: true}],
    ['&error=unheard_of', {kind: 'failed', error: 'unheard_of', known: false}],
    ['&error=toString&connection_id=46', {kind: 'failed', error: 'toString', known: false}],
    ['&error=session_expired', {kind: 'failed', error: 'session_expired', known: true}],
    ['&error=cancelled', {kind: 'failed', error: 'cancelled', known: false}],
    ['&error_code=wrongpass', {kind: 'failed', error: 'wrongpass', known: false}],
    ['&connection_id=46&id_payment=31&payment_state=rejected', {kind: 'success', connectionId: '46'}],
    ['', {kind: 'incomplete'}],
    ['&connection_id=', {kind: 'incomplete'}],
  ];
  for (const [query, result] of errors) {
    it(`interprets ${query || 'a connect without a connection'}`, async () => {
      const visit = new Visit();
      await visit.start('connect', connect);
      expect(visit.finish(`?state=${visit.state}${query}`)).to.deep.equal({flow: 'connect', ...result});
    });
  }

  it('returns no connection if the user cancels a reconnect', async () => {
    const visit = new Visit();
    await visit.start('reconnect', {...connect, code: 'c', connectionId: 46});
    expect(visit.finish(`?state=${visit.state}&error=access_denied`)).to.deep.equal({
      kind: 'cancelled',
      flow: 'reconnect',
      error: 'access_denied',
    });
  });

  it('returns none if the address is not a callback', () => {
    const visit = new Visit();
    for (const query of [
      '',
      '?',
      '?promocode=x',
      '?code=SPRING',
      '?code=a&code=b',
      '#state=x',
      '?estate=1',
      '?%zz=1',
    ]) {
      expect(visit.finish(query)).to.deep.equal({kind: 'none'}, query);
    }
  });

  it('returns unverified, with the answer, if no attempt matches', () => {
    const visit = new Visit();
    expect(visit.finish('?error=server_error')).to.deep.equal({
      kind: 'unverified',
      reason: 'missing-state',
      answer: {kind: 'failed', error: 'server_error', known: true},
    });
    expect(visit.finish('?state=forged&connection_id=46')).to.deep.equal({
      kind: 'unverified',
      reason: 'unknown-state',
      answer: {kind: 'success', state: 'forged', connectionId: '46'},
    });
  });

  it('returns expired after more than an hour', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    await atTime(Date.now() + ATTEMPT_LIFETIME + 1000, () => {
      expect(visit.finish(`?state=${visit.state}&connection_id=46`)).to.include({
        kind: 'unverified',
        reason: 'expired',
      });
      expect(visit.store.dump()).not.to.include(visit.state);
    });
  });

  it('removes expired attempts, and keeps entries that are not its own', async () => {
    const visit = new Visit();
    visit.store.setItem('mine', 'stays');
    await visit.start('connect', connect);
    await atTime(Date.now() + ATTEMPT_LIFETIME + 1000, () => {
      visit.finish('?state=other');
      expect(visit.store.dump()).not.to.include('attempt:');
      expect(visit.store.getItem('mine')).to.equal('stays');
    });
  });

  for (const method of ['key', 'setItem', 'length'] as const) {
    it(`returns a success even if ${method} of the storage fails`, async () => {
      const visit = new Visit();
      await visit.start('connect', connect);
      Object.defineProperty(visit.store, method, {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
      expect(visit.finish(`?state=${visit.state}&connection_id=46`).kind).to.equal('success');
    });
  }

  it('recognizes a repeated callback even if the keys of the storage cannot be read', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    visit.store.key = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    await visit.start('connect', connect);
    expect(visit.finish(`?state=${visit.state}&connection_id=46`).kind).to.equal('success');
    expect(visit.finish(`?state=${visit.state}&connection_id=46&`).kind).to.equal('replayed');
  });

  it('returns no-storage if the attempt cannot be consumed', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    visit.store.removeItem = visit.store.setItem = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    expect(visit.finish(`?state=${visit.state}&connection_id=46`)).to.include({reason: 'no-storage'});
  });

  for (const text of [
    '',
    'x',
    '5',
    'null',
    '[]',
    '{}',
    '{"flow":"connect"}',
    '{"flow":"toString","time":1}',
    '{"flow":"connect","time":1}',
    '{"state":"s","flow":"connect","about":{}}',
    '[null]',
    '[{"state":"s"}]',
    '{"time":1}',
  ]) {
    it(`ignores a stored attempt of ${text || 'an empty string'}`, () => {
      const visit = new Visit();
      visit.store.setItem('budgea-webview:attempt:s', text);
      expect(visit.finish('?state=s&connection_id=46')).to.include({reason: 'unknown-state'});
    });
  }

  it('requires a url outside a browser, and treats null as not given', () => {
    if (typeof location === 'undefined') expect(() => finishFlow(null)).to.throw('url must be given');
    else expect(finishFlow(null)).to.have.property('kind');
  });

  it('returns no-storage if the storage throws', () => {
    const store = new MemoryStorage();
    store.getItem = () => {
      throw new DOMException('blocked', 'SecurityError');
    };
    expect(finishFlow({url: `${CALLBACK}?state=s&connection_id=46`, store})).to.include({
      reason: 'no-storage',
    });
  });

  const malformed = [
    '&state=a',
    '&connection_id=1&connection_id=1',
    '&error=',
    '&error=%zz',
    '&connection_id=%3Cscript%3E',
    '&connection_id=1&%63onnection_id=2',
    '&connection_id=1&code=%00',
    '&connection_ids=1,,2',
    '&connection_id=1&connection_deleted=perhaps',
    '&id_payment=%2F',
    '&amp;connection_id=46',
    '&AMP;error=access_denied',
    '&amp%3Berror=access_denied',
    '&amp;amp;error=access_denied',
    '&#38;error=access_denied',
    '&#038;error=access_denied',
    '&#x26;error=access_denied',
  ];
  for (const query of malformed) {
    it(`returns malformed for ${query}, and keeps the attempt`, async () => {
      const visit = new Visit();
      await visit.start('connect', connect);
      expect(visit.finish(`?state=${visit.state}${query}`).kind).to.equal('malformed');
      expect(visit.finish(`?state=${visit.state}&connection_id=7`).kind).to.equal('success');
    });
  }

  it('returns the same object when it is called again', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    const query = `?state=${visit.state}&connection_id=46`;
    expect(visit.finish(query)).to.equal(visit.finish(query));
  });

  it('returns replayed if another page handled the callback', async () => {
    const visit = new Visit();
    await visit.start('connect', {...connect, returnTo: '/accounts'});
    visit.finish(`?state=${visit.state}&connection_id=46`);
    expect(visit.finish(`?state=${visit.state}&connection_id=46&`)).to.deep.equal({
      kind: 'replayed',
      flow: 'connect',
      returnTo: '/accounts',
    });
  });

  it('returns replayed for an hour, whatever the address contains', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    const started = Date.now();
    visit.finish(`?state=${visit.state}&connection_id=1`);
    await atTime(started + ATTEMPT_LIFETIME - 1000, () => {
      expect(visit.finish(`?state=${visit.state}&error=access_denied`).kind).to.equal('replayed');
      expect(visit.finish(`?state=${visit.state}`).kind).to.equal('replayed');
    });
    await atTime(started + ATTEMPT_LIFETIME + 1000, () => {
      expect(visit.finish(`?state=${visit.state}&connection_id=1&`)).to.include({reason: 'expired'});
      expect(visit.store.length).to.equal(0);
    });
  });

  for (const query of ['&error=access_denied', '&error=server_error', '&error=new', '']) {
    it(`accepts a success after ${query || 'an incomplete answer'}`, async () => {
      const visit = new Visit();
      await visit.start('connect', {...connect, context: 'kept'});
      const unhappy = visit.finish(`?state=${visit.state}${query}`);
      expect(visit.finish(`?state=${visit.state}${query}&x`)).to.deep.equal(unhappy);
      expect(visit.finish(`?state=${visit.state}&connection_id=7`)).to.include({
        kind: 'success',
        context: 'kept',
      });
    });
  }

  it('ignores a returnTo that was changed in the storage to another origin', async () => {
    const visit = new Visit();
    await visit.start('connect', {...connect, returnTo: '/accounts'});
    const key = `budgea-webview:attempt:${visit.state}`;
    visit.store.setItem(key, (visit.store.getItem(key) ?? '').replace('/accounts', '//evil.example'));
    expect(visit.finish(`?state=${visit.state}&connection_id=46`)).not.to.have.property('returnTo');
  });
});

describe('parseCallback', () => {
  it('reads the address, and verifies nothing', () => {
    expect(
      parseCallback('https://app.example/cb?connection_id=46&state=s&code=a%2Bb', {flow: 'connect'}),
    ).to.deep.equal({
      kind: 'success',
      flow: 'connect',
      state: 's',
      connectionId: '46',
      code: 'a+b',
    });
  });

  for (const query of [
    'state=s',
    'error=server_error',
    'connection_id=46',
    'connection_ids=46',
    'transfer_id=22',
    'id_payment=31',
    'id_connection=46',
  ]) {
    it(`recognizes an address with only ${query} as a callback`, () => {
      expect(parseCallback(`/cb?${query}`).kind).to.be.oneOf(['success', 'failed']);
    });
  }

  it('reads the parameters of today’s service, and treats an empty value as missing', () => {
    expect(parseCallback('/cb?connection_ids=46,47,48')).to.deep.equal({
      kind: 'success',
      connectionId: '46',
      connectionIds: ['46', '47', '48'],
    });
    expect(parseCallback('/cb?connection_id=46&connection_deleted=false')).to.include({
      connectionDeleted: false,
    });
    const empty = '/cb?state=s&connection_ids=&connection_deleted=&transfer_id=&code=&error_code=';
    expect(parseCallback(empty)).to.deep.equal({kind: 'success', state: 's'});
    expect(parseCallback('/cb?state=s&code&connection_id')).to.deep.equal({kind: 'success', state: 's'});
  });

  it('decodes exactly once', () => {
    const answer = parseCallback('/cb?connection_id=46&code=a%252Bb');
    expect(answer).to.include({code: 'a%2Bb'});
  });

  it('returns incomplete only if the flow requires more than a state', () => {
    expect(parseCallback('/cb?state=s', {flow: 'transfer'}).kind).to.equal('incomplete');
    expect(parseCallback('/cb?state=s', {flow: 'manage'}).kind).to.equal('success');
    expect(parseCallback('/cb?state=s', {flow: 'toString' as Flow}).kind).to.equal('success');
    expect(parseCallback('/cb?state=s', null).kind).to.equal('success');
  });
});
