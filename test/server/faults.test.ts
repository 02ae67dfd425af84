import {inspect} from 'node:util';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {
  type Backend,
  BackendError,
  type BackendErrorCode,
  type BackendOptions,
  createBackend,
} from '../../src/server/index.js';
import {post} from './post.js';
import {type Fault, listen, type Upstream, upstream} from './upstream.js';

const SECRET = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
const CONNECTION = 46;

/** The three calls that a back end makes to the service, each with how it ended. */
const CALLS = {
  mint: async (backend) => outcomeOf(await backend(post('code', {}, {'x-user': TOKEN}))),
  exchange: async (backend) => outcomeOf(await backend(post('token', {code: CODE}))),
  connection: async (backend) => {
    try {
      const connection = await backend.connection(post('', {}, {'x-user': TOKEN}), CONNECTION);
      return {code: connection ? 'done' : 'none', status: 200, shown: ''};
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      const {code, status, retryAfter} = error;
      const shown = inspect(error, {depth: null, showHidden: true}) + JSON.stringify(error);
      return {code, status, retryAfter, shown};
    }
  },
} satisfies Record<string, (backend: Backend) => Promise<Outcome>>;
const NAMES = Object.keys(CALLS) as (keyof typeof CALLS)[];

interface Outcome {
  readonly code: BackendErrorCode | 'done' | 'none';
  readonly status: number;
  readonly retryAfter?: number | undefined;
  /** Everything that is visible from outside. */
  readonly shown: string;
}

async function outcomeOf(response: Response): Promise<Outcome> {
  const text = await response.text();
  const headers = JSON.stringify([...response.headers]);
  const after = response.headers.get('retry-after');
  const code = response.ok ? 'done' : (JSON.parse(text) as {error: BackendErrorCode}).error;
  return {
    code,
    status: response.status,
    retryAfter: after === null ? undefined : Number(after),
    shown: response.ok ? headers : headers + text,
  };
}

const withHeaders =
  (status: number, headers: Readonly<Record<string, string>>, body: string | Buffer = ''): Fault =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
const answering = (status: number, type: string, body: string | Buffer): Fault =>
  withHeaders(status, {'content-type': type}, body);
const JSON_TYPE = 'application/json';
const HTML = '<!doctype html><title>Sign in to the network</title>';

const FAULTS: readonly [title: string, fault: Fault, status: number, code: BackendErrorCode][] = [
  ['hangs up before its answer', ({socket}) => socket.destroy(), 502, 'service-unreachable'],
  ['resets the connection', ({socket}) => socket.resetAndDestroy(), 502, 'service-unreachable'],
  [
    'hangs up in the middle of its answer',
    ({socket}, response) => {
      response.writeHead(200, {'content-type': JSON_TYPE, 'content-length': '100'}).write('{"code": "');
      setTimeout(() => socket.destroy(), 20);
    },
    502,
    'service-unreachable',
  ],
  [
    'does not speak HTTP',
    ({socket}) => {
      socket.end('220 mail.example ESMTP\r\n');
    },
    502,
    'service-unreachable',
  ],
  ['never answers', () => undefined, 504, 'service-timeout'],
  [
    'never finishes its answer',
    (_request, response) => {
      response.writeHead(200, {'content-type': JSON_TYPE}).write('{"code": "');
    },
    504,
    'service-timeout',
  ],
  ['answers 429', answering(429, JSON_TYPE, '{"code": "tooManyRequests"}'), 503, 'service-busy'],
  ['answers 429 with Retry-After', withHeaders(429, {'retry-after': '30'}), 503, 'service-busy'],
  ['answers 500', answering(500, JSON_TYPE, '{"code": "internalServerError"}'), 502, 'service-failed'],
  ['answers 503', answering(503, 'text/html', HTML), 502, 'service-failed'],
  [
    'answers with incomplete JSON',
    answering(200, JSON_TYPE, '{"code": "/JiDppWgbm'),
    502,
    'service-unreadable',
  ],
  ['answers with HTML', answering(200, 'text/html', HTML), 502, 'service-unreadable'],
  ['answers 403 in HTML', answering(403, 'text/html', HTML), 502, 'service-unreadable'],
  ['answers 404 in HTML', answering(404, 'text/html', HTML), 502, 'service-unreadable'],
  ['answers with an empty body', answering(200, JSON_TYPE, ''), 502, 'service-unreadable'],
  [
    'answers with another object',
    answering(200, JSON_TYPE, '{"id": 7, "code": 7}'),
    502,
    'service-unreadable',
  ],
  ['answers with an array', answering(200, JSON_TYPE, '["code"]'), 502, 'service-unreadable'],
  [
    'answers with bytes that are not UTF-8',
    answering(200, JSON_TYPE, Buffer.from([...Buffer.from('{"code": "'), 0xff, 0x22, 0x7d])),
    502,
    'service-unreadable',
  ],
  [
    'answers with too much',
    answering(200, JSON_TYPE, `{"code": "${'x'.repeat(300_000)}"}`),
    502,
    'service-unreadable',
  ],
  [
    'redirects to another address',
    withHeaders(307, {location: 'http://127.0.0.1:9/2.0/auth'}),
    502,
    'service-unreadable',
  ],
  ['answers 405', answering(405, JSON_TYPE, '{}'), 502, 'service-unreadable'],
];

/** The errors after which a call is repeated, if it can be. */
const TEMPORARY_ERRORS: readonly BackendErrorCode[] = ['service-unreachable', 'service-failed'];

describe('a back end in front of a service that', () => {
  let service: Upstream;
  let saved: string[];
  let spies: readonly {readonly mock: {readonly calls: unknown[][]}}[];

  const backEnd = (options: Partial<BackendOptions> = {}): Backend =>
    createBackend({
      baseUrl: service.url,
      clientId: 17473055,
      clientSecret: SECRET,
      getToken: (request) => request.headers.get('x-user'),
      saveToken: (_request, token) => {
        saved.push(token);
      },
      ...options,
    });

  beforeEach(async () => {
    const user = {token: TOKEN, code: CODE, connections: [{id: CONNECTION, connectorId: 59}]};
    service = await upstream(createSandbox({users: [user]}));
    saved = [];
    spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockReturnValue(undefined),
    );
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await service[Symbol.asyncDispose]();
  });

  for (const [title, fault, status, code] of FAULTS) {
    describe(title, () => {
      for (const name of NAMES) {
        it(`gives ${name} ${status} ${code}, shows no secret, loses no code`, async () => {
          service.fail(fault, 2);
          const outcome = await CALLS[name](backEnd({timeLimit: code === 'service-timeout' ? 300 : null}));
          expect(outcome).toMatchObject({status, code});
          expect(saved).toEqual([]);
          const seen = outcome.shown + inspect(spies.map(({mock}) => mock.calls));
          for (const secret of [SECRET, TOKEN, CODE]) expect(seen).not.toContain(secret);

          const isRepeated =
            name !== 'exchange' && TEMPORARY_ERRORS.includes(code) && outcome.retryAfter === undefined;
          expect(service.received).toHaveLength(isRepeated ? 2 : 1);

          service.fail(fault, 0);
          expect(await CALLS[name](backEnd())).toMatchObject({code: 'done'});
          expect(saved).toHaveLength(name === 'exchange' ? 1 : 0);
        });
      }

      if (TEMPORARY_ERRORS.includes(code)) {
        it('only once lets mint and connection succeed', async () => {
          for (const name of ['mint', 'connection'] as const) {
            service.fail(fault, 1);
            expect(await CALLS[name](backEnd())).toMatchObject({code: 'done'});
          }
        });
      }
    });
  }

  it('does not run gives 502 service-unreachable', async () => {
    const gone = await listen(() => undefined);
    await gone[Symbol.asyncDispose]();
    for (const name of NAMES) {
      expect(await CALLS[name](backEnd({baseUrl: gone.url}))).toMatchObject({
        status: 502,
        code: 'service-unreachable',
      });
    }
  });

  it('has an unknown host gives 502 service-unreachable', async () => {
    for (const name of NAMES) {
      expect(await CALLS[name](backEnd({baseUrl: 'https://nobody.invalid'}))).toMatchObject({
        status: 502,
        code: 'service-unreachable',
      });
    }
  });

  it('fails, then answers too late, gives up after one time limit for both calls', async () => {
    service.fail((_request, response) => {
      if (service.received.length === 1) response.writeHead(500).end();
    }, 2);
    const start = performance.now();
    expect(await CALLS.mint(backEnd({timeLimit: 600}))).toMatchObject({status: 504, code: 'service-timeout'});
    const took = performance.now() - start;
    expect(took).toBeGreaterThan(550);
    expect(took).toBeLessThan(900);
    expect(service.received).toHaveLength(2);
  });

  it('is called through a fetch that ignores its signal gives up on time, without a second call', async () => {
    let calls = 0;
    const fetch = async (): Promise<Response> => {
      calls += 1;
      await new Promise((resolve) => setTimeout(resolve, 60));
      throw new TypeError('down');
    };
    const outcome = await CALLS.mint(backEnd({timeLimit: 100, fetch}));
    expect(outcome).toMatchObject({status: 504, code: 'service-timeout'});
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(calls).toBe(1);
  });

  const waits: readonly [header: string, seconds: number | undefined][] = [
    ['1', 1],
    ['3600', 3600],
    ['3601', undefined],
    ['0', undefined],
    ['-5', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['', undefined],
    [new Date(Date.now() - 60_000).toUTCString(), undefined],
    [new Date(Date.now() + 86_400_000).toUTCString(), undefined],
  ];
  for (const [header, seconds] of waits) {
    it(`answers 429 with Retry-After '${header}' gives a retryAfter of ${seconds ?? 'undefined'}`, async () => {
      for (const name of NAMES) {
        service.fail(withHeaders(429, {'retry-after': header}), 1);
        expect(await CALLS[name](backEnd())).toMatchObject({status: 503, retryAfter: seconds});
      }
    });
  }

  it('answers 503 with a date in Retry-After gives the seconds until then, without a second call', async () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    service.fail(withHeaders(503, {'retry-after': date}), 2);
    const {code, retryAfter} = await CALLS.mint(backEnd());
    expect(code).toBe('service-failed');
    expect(retryAfter).toBeGreaterThan(85);
    expect(retryAfter).toBeLessThan(91);
    expect(service.received).toHaveLength(1);
  });

  const refusals: readonly [
    title: string,
    status: number,
    body: string,
    codes: Record<keyof typeof CALLS, Outcome['code']>,
  ][] = [
    [
      'a token',
      403,
      '{"code": "invalidToken"}',
      {mint: 'token-refused', exchange: 'code-refused', connection: 'token-refused'},
    ],
    [
      'with status 401',
      401,
      '',
      {mint: 'token-refused', exchange: 'misconfigured-client', connection: 'token-refused'},
    ],
    ['without a reason', 403, '', {mint: 'token-refused', exchange: 'code-refused', connection: 'none'}],
    [
      'another user’s connection',
      403,
      '{"code": "forbidden"}',
      {mint: 'token-refused', exchange: 'code-refused', connection: 'none'},
    ],
    [
      'what does not exist',
      404,
      '{"code": "notFound"}',
      {mint: 'service-unreadable', exchange: 'service-unreadable', connection: 'none'},
    ],
    [
      'a code',
      400,
      '{"code": "invalidGrant"}',
      {mint: 'service-unreadable', exchange: 'code-refused', connection: 'service-unreadable'},
    ],
    [
      'a client',
      403,
      '{"code": "invalidClient"}',
      {mint: 'token-refused', exchange: 'misconfigured-client', connection: 'none'},
    ],
    [
      'a client as OAuth does',
      400,
      '{"code": "invalid_client"}',
      {mint: 'service-unreadable', exchange: 'misconfigured-client', connection: 'service-unreadable'},
    ],
  ];
  for (const [title, status, body, codes] of refusals) {
    it(`refuses ${title} gives each call its error`, async () => {
      for (const name of NAMES) {
        service.fail(answering(status, JSON_TYPE, body), 2);
        expect(await CALLS[name](backEnd()), name).toMatchObject({code: codes[name]});
      }
    });
  }

  it('refuses a wrong secret does not use up the code', async () => {
    const wrong = backEnd({clientSecret: 'wrong'});
    expect(await CALLS.exchange(wrong)).toMatchObject({status: 500, code: 'misconfigured-client'});
    expect(await CALLS.exchange(backEnd())).toMatchObject({code: 'done'});
  });

  it('quotes every secret reveals none of them', async () => {
    const secret = fc.base64String({minLength: 8, maxLength: 40});
    const attack = fc.record({
      clientSecret: secret,
      token: secret,
      code: secret,
      status: fc.constantFrom(200, 302, 400, 401, 403, 404, 418, 429, 500, 503),
      manner: fc.constantFrom('json', 'text', 'break', 'reject', 'throw'),
    });
    const property = fc.asyncProperty(
      // all at once, since each waits before its retry
      fc.array(attack, {minLength: 100, maxLength: 100}),
      async (attacks) => {
        const shown = await Promise.all(attacks.map((one) => shownOf(one)));
        for (const [index, {clientSecret, token, code}] of attacks.entries()) {
          for (const hidden of [clientSecret, token, code]) expect(shown[index]).not.toContain(hidden);
        }
        expect(inspect(spies.map(({mock}) => mock.calls.length))).toBe('[ 0, 0, 0, 0, 0 ]');
      },
    );
    await fc.assert(property, {numRuns: 3});
  });
});

interface Attack {
  readonly clientSecret: string;
  readonly token: string;
  readonly code: string;
  readonly status: number;
  readonly manner: 'json' | 'text' | 'break' | 'reject' | 'throw';
}

/** Returns everything visible when the service, or the way to it, quotes each secret. */
async function shownOf({clientSecret, token, code, status, manner}: Attack): Promise<string> {
  const all = `${clientSecret} ${token} ${code}`;
  const cause = new TypeError(all, {cause: all});
  const backend = createBackend({
    domain: 'demo',
    clientId: 1,
    clientSecret,
    getToken: () => token,
    saveToken: () => undefined,
    fetch: () => {
      if (manner === 'throw') throw cause;
      if (manner === 'reject') return Promise.reject(cause);
      const text = manner === 'json' ? JSON.stringify({code: 7, message: all}) : all;
      const body = new ReadableStream({
        start: (controller) => {
          controller.enqueue(new TextEncoder().encode(text));
          if (manner === 'break') controller.error(cause);
          else controller.close();
        },
      });
      const headers = {'retry-after': all, location: `https://elsewhere.example/?${all}`, 'x-quote': all};
      return Promise.resolve(new Response(body, {status, headers}));
    },
  });
  const outcomes = await Promise.all([
    backend(post('code')).then(outcomeOf),
    backend(post('token', {code})).then(outcomeOf),
    CALLS.connection(backend),
  ]);
  return outcomes.map(({shown}) => shown).join();
}
