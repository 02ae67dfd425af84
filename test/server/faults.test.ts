import {inspect} from 'node:util';
import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {
  type Backend,
  BackendError,
  type BackendErrorCode,
  type BackendOptions,
  createBackend,
} from '../../src/server/index.js';
import {answering, FAULTS, JSON_TYPE, withHeaders} from './faults.js';
import {post} from './post.js';
import {CLIENT, keptPayment, TodaysService} from './todays-service.js';
import {listen, type Upstream, upstream} from './upstream.js';

const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
const CONNECTION = 46;
const START = {state: 'S-4f', redirectUri: 'https://app.example/callback', context: {order: 7}};
const PAYMENT = {
  instructions: [
    {
      label: 'Order 7',
      amount: 49.9,
      currency: 'EUR',
      execution_date_type: 'instant',
      beneficiary: {scheme_name: 'iban', identification: 'FR7612345000010000000000185', label: 'ACME'},
      beneficiary_identity: {kind: 'corporate', org_name: 'ACME'},
    },
  ],
  payer_identity: {kind: 'corporate', org_name: 'Ateliers Martin'},
};

/** What a back end is asked. */
const TASKS = {
  mint: async (backend) => outcomeOf(await backend(post('code', {}, {'x-user': TOKEN}))),
  exchange: async (backend) => outcomeOf(await backend(post('token', {code: CODE}))),
  connection: (backend) =>
    outcomeOfReading(() => backend.connection(post('', {}, {'x-user': TOKEN}), CONNECTION)),
  pay: async (backend) => outcomeOf(await backend(post('payment', START))),
  payment: (backend) => outcomeOfReading(() => backend.payment(post(''), 101)),
  begin: async (backend) => outcomeOf(await backend(post('code'))),
  list: async (backend) => outcomeOf(await backend(send('GET', 'connections'))),
  disconnect: async (backend) => outcomeOf(await backend(send('DELETE', `connections/${CONNECTION}`))),
  refresh: async (backend) =>
    outcomeOf(await backend(post('refresh', {connectionId: CONNECTION}, {'x-user': TOKEN}))),
  renew: (backend) => outcomeOfReading(async () => ({token: await backend.renewToken(1)})),
  deleteUser: (backend) =>
    outcomeOfReading(async () => {
      await backend.deleteUser(send('POST', 'close-account'));
      return {};
    }),
} satisfies Record<string, (backend: Backend) => Promise<Outcome>>;

interface Hop {
  readonly task: keyof typeof TASKS;
  /** How many calls come before this one. */
  readonly before: number;
  readonly isRepeated: boolean;
  /** How much is saved before this call. None by default. */
  readonly savedBefore?: number;
  /** How much is saved by the whole task. None by default. */
  readonly saves?: number;
  /** Whether an object of any kind is a good answer. */
  readonly takesAny?: true;
}

/** Sends a request without a body as the user who has a token. */
function send(method: string, path: string): Request {
  const headers = {'sec-fetch-site': 'same-origin', 'x-user': TOKEN};
  return new Request(`https://app.example/api/${path}`, {method, headers});
}

/** Every call that a back end makes to the service, by what it brings. */
const HOPS = {
  'a code': {task: 'mint', before: 0, isRepeated: true},
  'a permanent token': {task: 'exchange', before: 0, isRepeated: false, saves: 1},
  'a connection': {task: 'connection', before: 0, isRepeated: true},
  'the token to create a payment': {task: 'pay', before: 0, isRepeated: true, saves: 1},
  'a new payment': {task: 'pay', before: 1, isRepeated: false, saves: 1},
  'the code of a payment': {task: 'pay', before: 2, isRepeated: true, saves: 1},
  'the token to read a payment': {task: 'payment', before: 0, isRepeated: true},
  'a payment': {task: 'payment', before: 1, isRepeated: true},
  'a new user': {task: 'begin', before: 0, isRepeated: false, saves: 1},
  'the code of a new user': {task: 'begin', before: 1, isRepeated: true, savedBefore: 1, saves: 1},
  'all connections': {task: 'list', before: 0, isRepeated: true},
  'an end of a connection': {task: 'disconnect', before: 0, isRepeated: true, takesAny: true},
  'a connection to refresh': {task: 'refresh', before: 0, isRepeated: true},
  'fresh data': {task: 'refresh', before: 1, isRepeated: true, takesAny: true},
  'another token': {task: 'renew', before: 0, isRepeated: true},
  'the end of a user': {task: 'deleteUser', before: 0, isRepeated: true, saves: 1, takesAny: true},
} satisfies Record<string, Hop>;
const NAMES = Object.keys(HOPS) as (keyof typeof HOPS)[];
const hopOf = (name: keyof typeof HOPS): Hop => HOPS[name];

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
  const {error, code = ''} = (text ? JSON.parse(text) : {}) as {
    error?: BackendErrorCode;
    code?: string | null;
  };
  // a user without a token gets no code
  const done = code === null ? 'none' : 'done';
  return {
    code: error ?? done,
    status: response.status,
    retryAfter: after === null ? undefined : Number(after),
    shown: response.ok ? headers : headers + text,
  };
}

async function outcomeOfReading(read: () => Promise<object | undefined>): Promise<Outcome> {
  try {
    return {code: (await read()) ? 'done' : 'none', status: 200, shown: ''};
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    const {code, status, retryAfter} = error;
    const shown = inspect(error, {depth: null, showHidden: true}) + JSON.stringify(error);
    return {code, status, retryAfter, shown};
  }
}

/** The errors after which a call is repeated, if it can be. */
const TEMPORARY_ERRORS: readonly BackendErrorCode[] = [
  'service-unreachable',
  'service-unavailable',
  'service-failed',
];

/** An error as today's service writes it. Nobody may see its description. */
const today = (code: string): string =>
  JSON.stringify({code, description: 'only for logs', message: null, request_id: 4003});
/** An error as the service of 2019 wrote it. Its message was optional. */
const in2019 = (code: string, message?: string): string => JSON.stringify({code, message});

/** The calls that REFUSALS is about. The tests of users and connections tell what a refusal means for the others. */
const REFUSED_NAMES = NAMES.slice(0, 8);

/** What each refusal means for each of these calls, in their order. */
const REFUSALS: readonly [
  title: string,
  status: number,
  body: string,
  outcomes: readonly Outcome['code'][],
][] = [
  [
    'a token',
    401,
    today('invalidToken'),
    [
      'none',
      'code-refused',
      'token-refused',
      'misconfigured-client',
      'service-failed',
      'service-failed',
      'misconfigured-client',
      'service-failed',
    ],
  ],
  [
    'with 401 and no body',
    401,
    '',
    [
      'none',
      'misconfigured-client',
      'token-refused',
      'misconfigured-client',
      'service-failed',
      'service-failed',
      'misconfigured-client',
      'service-failed',
    ],
  ],
  [
    'a token of too little scope',
    403,
    today('unauthorized'),
    ['token-forbidden', 'code-refused', 'token-forbidden', ...fiveTimes('payments-forbidden')],
  ],
  [
    'a token as in 2019',
    403,
    in2019('invalidToken'),
    ['none', 'code-refused', 'token-refused', ...fiveTimes('payments-forbidden')],
  ],
  [
    'a token as in 2019, with a message',
    403,
    in2019('unauthorized', 'only for logs'),
    ['none', 'code-refused', 'token-refused', ...fiveTimes('payments-forbidden')],
  ],
  [
    'an id as in 2019',
    403,
    in2019('forbidden'),
    ['none', 'code-refused', 'none', ...fiveTimes('payments-forbidden')],
  ],
  ['with 403 and no body', 403, '', ['none', 'code-refused', 'none', ...fiveTimes('payments-forbidden')]],
  ...[today('notFound'), in2019('notFound')].map((body): (typeof REFUSALS)[number] => [
    `what does not exist: ${body}`,
    404,
    body,
    [
      'none',
      'code-refused',
      'none',
      'service-incompatible',
      'service-incompatible',
      'service-incompatible',
      'service-incompatible',
      'none',
    ],
  ]),
  ...[today('invalidValue'), in2019('invalidValue'), today('missingParameter'), today('invalidGrant')].map(
    (body): (typeof REFUSALS)[number] => [
      `a value: ${body}`,
      400,
      body,
      [
        'service-incompatible',
        'code-refused',
        'service-incompatible',
        'service-incompatible',
        'payment-refused',
        'service-incompatible',
        'service-incompatible',
        'service-incompatible',
      ],
    ],
  ),
  ...(
    [
      [401, today('invalidClient')],
      [400, in2019('invalid_client')],
    ] as const
  ).map(([status, body]): (typeof REFUSALS)[number] => [
    `a client: ${body}`,
    status,
    body,
    [
      status === 401 ? 'none' : 'service-incompatible',
      'misconfigured-client',
      status === 401 ? 'token-refused' : 'service-incompatible',
      'misconfigured-client',
      status === 401 ? 'service-failed' : 'payment-refused',
      status === 401 ? 'service-failed' : 'service-incompatible',
      'misconfigured-client',
      status === 401 ? 'service-failed' : 'service-incompatible',
    ],
  ]),
  [
    'a client as in 2019',
    403,
    in2019('invalidClient'),
    [
      'none',
      'misconfigured-client',
      'none',
      'misconfigured-client',
      'payments-forbidden',
      'payments-forbidden',
      'misconfigured-client',
      'payments-forbidden',
    ],
  ],
  [
    'a scope',
    400,
    today('invalidScope'),
    [
      'service-incompatible',
      'code-refused',
      'service-incompatible',
      'payments-forbidden',
      'payment-refused',
      'service-incompatible',
      'payments-forbidden',
      'service-incompatible',
    ],
  ],
];

function fiveTimes(code: BackendErrorCode): readonly BackendErrorCode[] {
  return Array.from({length: 5}, () => code);
}

/** A back end in front of a service that can fail. */
interface Scene extends AsyncDisposable {
  readonly double: TodaysService;
  readonly service: Upstream;
  /** Every token and every id of a payment that was saved. */
  readonly saved: unknown[];
  readonly ask: (name: keyof typeof HOPS, options?: Partial<BackendOptions>) => Promise<Outcome>;
  /** Exchanges a code for a user who has a token. */
  readonly replace: (options?: Partial<BackendOptions>) => Promise<Outcome>;
}

async function scene(): Promise<Scene> {
  const double = new TodaysService();
  double.addUser(1, TOKEN);
  double.receivedCode(2, CODE);
  double.connections.set(CONNECTION, 1);
  double.payments.set(101, keptPayment(101));
  const service = await upstream(double);
  const saved: unknown[] = [];
  const backEnd = (options: Partial<BackendOptions> = {}): Backend =>
    createBackend({
      baseUrl: service.url,
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      getUser: (request) => ({id: 'ann', token: request.headers.get('x-user')}),
      saveToken: (_user, token) => {
        saved.push(token);
      },
      createPayment: () => PAYMENT,
      savePayment: (_user, {id}) => {
        saved.push(id);
      },
      ...options,
    });
  return {
    double,
    service,
    saved,
    ask: (name, options) => {
      const {task} = hopOf(name);
      return TASKS[task](backEnd({...(task === 'begin' && {createUserAt: 'start'}), ...options}));
    },
    replace: async (options) =>
      outcomeOf(await backEnd(options)(post('token', {code: CODE}, {'x-user': TOKEN}))),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

describe('a back end in front of a service that', () => {
  let service: Upstream;
  let saved: Scene['saved'];
  let ask: Scene['ask'];
  let spies: readonly {readonly mock: {readonly calls: unknown[][]}}[];

  beforeEach(async () => {
    ({service, saved, ask} = await scene());
    spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) =>
      vi.spyOn(console, name).mockReturnValue(undefined),
    );
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await service[Symbol.asyncDispose]();
  });

  for (const [title, fault, status, code] of FAULTS) {
    const isTemporary = TEMPORARY_ERRORS.includes(code) && !title.includes('Retry-After');
    /** Runs all at once, since some wait for the time limit. */
    const forEachHop = async (
      run: (scene: Scene, name: keyof typeof HOPS) => Promise<void>,
    ): Promise<void> => {
      const all = NAMES.map(async (name) => {
        await using own = await scene();
        await run(own, name);
      });
      await Promise.all(all);
    };

    it(`${title} leads to ${status} ${code}, shows no secret, loses nothing`, async () => {
      await forEachHop(async (own, name) => {
        const {before, isRepeated: canRepeat, savedBefore = 0, saves = 0, takesAny} = hopOf(name);
        if (takesAny && title === 'answers with another object') return;
        own.service.fail(fault, 2, before);
        const outcome = await own.ask(name, {timeLimit: code === 'service-timeout' ? 400 : null});
        expect(outcome, name).toMatchObject({status, code});
        expect(own.saved, name).toHaveLength(savedBefore);
        const seen = outcome.shown + inspect(spies.map(({mock}) => mock.calls));
        for (const secret of [CLIENT.secret, ...own.double.issued]) expect(seen).not.toContain(secret);
        expect(own.service.received, name).toHaveLength(before + (canRepeat && isTemporary ? 2 : 1));

        own.service.fail(fault, 0);
        expect(await own.ask(name), name).toMatchObject({code: 'done'});
        expect(own.saved, name).toHaveLength(savedBefore + saves);
      });
    });

    // that object has an id, as a user has
    if (title !== 'answers with another object') {
      it(`${title} when asked about the user's token leads to ${status} ${code}, and the code still works`, async () => {
        await using own = await scene();
        own.service.fail(fault, 2);
        const timeLimit = code === 'service-timeout' ? 400 : null;
        expect(await own.replace({timeLimit})).toMatchObject({status, code});
        expect(own.service.received.filter((call) => !call.includes('/users/me'))).toEqual([]);
        expect(own.saved).toEqual([]);
        own.service.fail(fault, 0);
        expect(await own.replace({replaceToken: () => true})).toMatchObject({code: 'done'});
      });
    }

    if (!isTemporary) continue;
    it(`${title} only once is asked again, unless that could do harm`, async () => {
      await forEachHop(async (own, name) => {
        own.service.fail(fault, 1, HOPS[name].before);
        expect(await own.ask(name), name).toMatchObject({code: HOPS[name].isRepeated ? 'done' : code});
      });
    });
  }

  it('does not run gives 502 service-unreachable', async () => {
    const gone = await listen(() => undefined);
    await gone[Symbol.asyncDispose]();
    for (const name of NAMES) {
      expect(await ask(name, {baseUrl: gone.url})).toMatchObject({status: 502, code: 'service-unreachable'});
    }
  });

  it('has an unknown host gives 502 service-unreachable', async () => {
    for (const name of NAMES) {
      expect(await ask(name, {baseUrl: 'https://nobody.invalid'})).toMatchObject({
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
    expect(await ask('a code', {timeLimit: 600})).toMatchObject({status: 504, code: 'service-timeout'});
    const took = performance.now() - start;
    expect(took).toBeGreaterThan(550);
    expect(took).toBeLessThan(900);
    expect(service.received).toHaveLength(2);
  });

  it('answers slowly is given one time limit for all calls of a payment', async () => {
    const double = new TodaysService();
    const fetch = async (...args: Parameters<typeof globalThis.fetch>): Promise<Response> => {
      await new Promise((resolve) => setTimeout(resolve, 200));
      return double.fetch(new Request(...args));
    };
    const start = performance.now();
    expect(await ask('the code of a payment', {timeLimit: 500, fetch})).toMatchObject({
      status: 504,
      code: 'service-timeout',
    });
    expect(performance.now() - start).toBeLessThan(650);
    expect(saved).toEqual([]);
  });

  it('is called through a fetch that ignores its signal gives up on time, without a second call', async () => {
    let calls = 0;
    const fetch = async (): Promise<Response> => {
      calls += 1;
      await new Promise((resolve) => setTimeout(resolve, 60));
      throw new TypeError('down');
    };
    expect(await ask('a code', {timeLimit: 100, fetch})).toMatchObject({
      status: 504,
      code: 'service-timeout',
    });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(calls).toBe(1);
  });

  it('is called through a fetch that ignores its signal creates no payment after the time is over', async () => {
    const double = new TodaysService();
    const fetch = async (...args: Parameters<typeof globalThis.fetch>): Promise<Response> => {
      await new Promise((resolve) => setTimeout(resolve, 150));
      return double.fetch(new Request(args[0], {...args[1], signal: null}));
    };
    expect(await ask('a new payment', {timeLimit: 100, fetch})).toMatchObject({code: 'service-timeout'});
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(double.calls.map(({call}) => call)).toEqual(['POST /2.0/auth/token']);
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
        service.fail(withHeaders(429, {'retry-after': header}), 1, HOPS[name].before);
        expect(await ask(name)).toMatchObject({status: 503, code: 'service-busy', retryAfter: seconds});
      }
    });
  }

  it('answers 503 with a date in Retry-After gives the seconds until then, without a second call', async () => {
    const date = new Date(Date.now() + 90_000).toUTCString();
    service.fail(withHeaders(503, {'retry-after': date}), 2);
    const {code, retryAfter} = await ask('a code');
    expect(code).toBe('service-unavailable');
    expect(retryAfter).toBeGreaterThan(85);
    expect(retryAfter).toBeLessThan(91);
    expect(service.received).toHaveLength(1);
  });

  for (const [title, status, body, outcomes] of REFUSALS) {
    it(`refuses ${title} gives each call its error, and nothing of the description`, async () => {
      expect(outcomes).toHaveLength(REFUSED_NAMES.length);
      for (const [index, name] of REFUSED_NAMES.entries()) {
        service.fail(answering(status, JSON_TYPE, body), 2, HOPS[name].before);
        const outcome = await ask(name);
        expect(outcome, name).toMatchObject({code: outcomes[index]});
        expect(outcome.shown).not.toContain('only for logs');
      }
      expect(saved).toEqual([]);
    });
  }

  it('refuses a wrong secret does not use up the code', async () => {
    const wrong = {clientSecret: 'wrong'};
    expect(await ask('a permanent token', wrong)).toMatchObject({status: 500, code: 'misconfigured-client'});
    expect(await ask('a permanent token')).toMatchObject({code: 'done'});
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
        const logged = inspect(
          spies.map(({mock}) => mock.calls),
          {depth: null, maxArrayLength: null},
        );
        for (const {clientSecret, token, code} of attacks) {
          for (const hidden of [clientSecret, token, code]) expect(logged).not.toContain(hidden);
        }
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
    getUser: () => ({id: 1, token}),
    saveToken: () => undefined,
    createPayment: () => PAYMENT,
    fetch: () => {
      if (manner === 'throw') throw cause;
      if (manner === 'reject') return Promise.reject(cause);
      const error = {code: all, description: all, message: all, request_id: all};
      const text = manner === 'json' ? JSON.stringify(error) : all;
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
    TASKS.connection(backend),
    TASKS.pay(backend),
    TASKS.payment(backend),
    TASKS.list(backend),
    TASKS.disconnect(backend),
    TASKS.refresh(backend),
    TASKS.renew(backend),
    TASKS.deleteUser(backend),
  ]);
  return outcomes.map(({shown}) => shown).join();
}
