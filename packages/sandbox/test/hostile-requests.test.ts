import {describe, expect, it} from 'vitest';
import {API_ROUTES} from '../src/api/api.js';
import {CONTROL_ROUTES} from '../src/control/routes.js';
import {type RunningSandbox, startSandbox} from '../src/testing.js';
import {ORIGIN} from './walk.js';
import {basic, CALLBACK, CLIENT_ID, CLIENT_SECRET, CODE, sandboxWithUsers, TOKEN} from './world.js';

/** Another seed gives other requests: `HOSTILE_SEED=7 npx vitest …`. */
const SEED = Number(process.env['HOSTILE_SEED'] ?? 1);
const REQUESTS = Number(process.env['HOSTILE_REQUESTS'] ?? 4000);

/** Every status that the documentation of the sandbox has. */
const DOCUMENTED = [200, 204, 302, 303, 400, 401, 403, 404, 405, 409, 410, 413, 429, 503];

/** Returns numbers from 0 to 1 that are the same on every run: xorshift32. */
function randomNumbers(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b9) || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

const TEXTS = [
  ...[
    '',
    ' ',
    '0',
    '1',
    '2',
    '3',
    '46',
    '47',
    '101',
    '-1',
    '1e999',
    '9'.repeat(400),
    'NaN',
    'true',
    'null',
    'me',
  ],
  ...[
    '\ud800',
    'a\udfff',
    '\0',
    '\r\nX: y',
    'é',
    '💶',
    '%',
    '%ED%A0%80',
    '<script>',
    '"',
    '../..',
    '//evil.example',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'x'.repeat(3000),
    '[['.repeat(50),
    'a.'.repeat(50),
  ],
  ...[
    'accounts[transactions[account[transactions]]]',
    'connector,sources,accounts',
    '275760-09-13',
    '+275760-09-13',
  ],
  ...[TOKEN, CODE, CLIENT_ID, CLIENT_SECRET, CALLBACK, 'javascript:alert(1)', 'https://[', 'my-app:', 'FR76'],
  ...[
    'wrongpass',
    'success',
    'done',
    'client_credentials',
    'payments:admin',
    'singleAccess',
    'instant',
    'EUR',
  ],
  ...[
    '2026-01-31',
    '2026-02-30',
    '0000-00-00',
    'demo',
    'demo.biapi.pro',
    'bank',
    'checking',
    'cancel',
    'add',
    'fix:46',
  ],
];

const NUMBERS = [0, -0, 1, -1, 3, 46, 101, 0.1, 1e21, 1e308, 8.64e15, 8.65e15, 2 ** 31, 2 ** 53, -1e300];

const NAMES = [
  ...['client_id', 'client_secret', 'redirect_uri', 'code', 'state', 'domain', 'connection_id', 'payment_id'],
  ...[
    'connector_ids',
    'connector_uuids',
    'connector_capabilities',
    'account_types',
    'account_ibans',
    'transfer_id',
  ],
  ...[
    'max_connections',
    'reset_credentials',
    'grant_type',
    'scope',
    'id_user',
    'revoke_previous',
    'limit',
    'offset',
  ],
  ...[
    'expand',
    'min_date',
    'max_date',
    'type',
    'types',
    'all',
    'income',
    'country_codes',
    'psu_requested',
    'active',
  ],
  ...[
    'amount',
    'label',
    'exec_date',
    'instructions',
    'client_redirect_uri',
    'client_state',
    'payer_identity',
    'cancel',
  ],
  ...[
    'currency',
    'execution_date_type',
    'execution_date',
    'beneficiary',
    'beneficiary_identity',
    'scheme_name',
  ],
  ...[
    'identification',
    'disabled',
    'name',
    'display',
    'bookmarked',
    'action',
    'connector',
    'account',
    'login',
  ],
  ...[
    'password',
    'end',
    'step',
    'id',
    'error',
    'description',
    'answer',
    'connectorIds',
    'paymentState',
    'errorCode',
  ],
  ...[
    'user',
    'token',
    'connections',
    'transfers',
    'connectorId',
    'sources',
    'accessExpire',
    'lastUpdate',
    'redirectUri',
  ],
  ...[
    'clientState',
    'furtherInstructions',
    'bankMessage',
    '__proto__',
    'constructor',
    'then',
    '',
    '\ud800',
    '*',
  ],
];

const METHODS = [
  'GET',
  'GET',
  'GET',
  'POST',
  'POST',
  'POST',
  'PUT',
  'DELETE',
  'OPTIONS',
  'HEAD',
  'PATCH',
  'get',
  'X',
];

const WEBVIEW_PATHS = ['/2.0/auth/webview/', '/2.0/webview/', '/'].flatMap((base) =>
  ['', 'en/', 'fr/', 'de/', 'xx/'].flatMap((language) =>
    [
      ...['connect', 'reconnect', 'manage', 'transfer', 'payment', 'connect/select', 'accounts', 'transfers'],
      ...[
        'transfers/:x',
        'transfers/accounts',
        'transfers/accounts/:x/recipients',
        'session/:x',
        'session/:x/:x',
      ],
      ...['session/:x/emulation', ':x'],
    ].map((page) => base + language + page),
  ),
);

const PATHS = [
  ...['/', '//', '/2.0', '/2.0/', '/sandbox/', '/sandbox/:x', '/2.0/auth/webview/assets/:x', '/:x/:x/:x'],
  ...API_ROUTES.flatMap(({path}) => [path, path, path]),
  ...CONTROL_ROUTES.flatMap(({path}) => [path, path]),
  ...WEBVIEW_PATHS,
];

const NO_SESSION = '/2.0/auth/webview/en/session/none';

/** Replaces halves of surrogate pairs, which an address cannot hold. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A request that can be sent and shown. */
interface Hostile {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/** Makes up requests that are half right: only those get past the first check. */
class Attacker {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomNumbers(seed);
  }

  next(sessions: readonly string[]): Hostile {
    const method = this.#one(METHODS);
    const isRight = this.#random() < 0.5;
    const session = this.#one(sessions);
    const pattern =
      this.#random() < 0.2 ? `${session}${this.#one(['', '/emulation', '/:x'])}` : this.#one(PATHS);
    const path = pattern.replace(/:\w+/g, () => encodeURIComponent(wellFormed(this.#text())).slice(0, 300));
    const query = this.#random() < 0.6 ? `?${this.#pairs(isRight)}` : '';
    const hasBody = !['GET', 'HEAD', 'get'].includes(method) && this.#random() < 0.8;
    return {
      method,
      path: path + query + this.#one(['', '', '', '/', '%', '#x']),
      headers: this.#headers(path),
      body: hasBody ? this.#body(path, isRight) : undefined,
    };
  }

  #headers(path: string): Hostile['headers'] {
    const authorization = this.#one([
      ...[
        `Bearer ${TOKEN}`,
        `Bearer ${TOKEN}`,
        `Bearer ${CODE}`,
        basic(CLIENT_ID, CLIENT_SECRET),
        'Basic %',
        'Bearer',
      ],
      '',
    ]);
    const type = this.#one([
      ...[
        'application/json',
        'application/json',
        'application/json;charset=x',
        'application/x-www-form-urlencoded',
      ],
      ...['multipart/form-data; boundary=b', 'multipart/form-data', 'text/plain', '', 'é'],
    ]);
    return {
      ...(authorization !== '' && {authorization}),
      ...(type !== '' && {'content-type': path.startsWith('/sandbox/') ? 'application/json' : type}),
      ...(this.#random() < 0.1 && {'sec-fetch-dest': this.#one(['iframe', 'image', 'document', ''])}),
      ...(this.#random() < 0.1 && {'accept-language': this.#one(['fr;q=x', '*', ',,;', 'zz', 'fr-FR'])}),
      ...(this.#random() < 0.1 && {'sec-purpose': 'prefetch', origin: 'null'}),
    };
  }

  #body(path: string, isRight: boolean): string {
    const kind = this.#random();
    if (kind < 0.55 || path.startsWith('/sandbox/')) return this.#json(isRight);
    if (kind < 0.8) return this.#pairs(isRight);
    if (kind < 0.9)
      return `--b\r\nContent-Disposition: form-data; name="${this.#one(NAMES)}"\r\n\r\nx\r\n--b--\r\n`;
    return this.#one([
      '',
      '{',
      '[]',
      '"x"',
      '1',
      'null',
      '{"a":',
      '['.repeat(100_000),
      '{"a":'.repeat(50_000),
      '\ud800',
    ]);
  }

  #json(isRight: boolean): string {
    const kind = this.#random();
    if (kind < 0.1) return JSON.stringify(this.#value(1));
    const depth = kind < 0.13 ? 100 : 3;
    const entries = Array.from(
      {length: this.#below(7)},
      () => [this.#one(NAMES), this.#value(depth)] as const,
    );
    const right = isRight
      ? {
          client_id: CLIENT_ID,
          client_secret: CLIENT_SECRET,
          user: 1,
          connectorId: 3,
          amount: 1,
          label: 'x',
          id: 46,
        }
      : {};
    return JSON.stringify(
      Object.fromEntries([...Object.entries(right).slice(0, this.#below(9)), ...entries]),
    );
  }

  #value(depth: number): unknown {
    const kind = this.#random();
    if (depth > 3) return [this.#value(depth - 1)];
    if (kind < 0.5 || depth === 0) return this.#text();
    if (kind < 0.7) return this.#one(NUMBERS);
    if (kind < 0.8) return this.#one([true, false, null]);
    const items = Array.from({length: this.#below(4)}, () => this.#value(depth - 1));
    return kind < 0.9 ? items : Object.fromEntries(items.map((item) => [this.#one(NAMES), item]));
  }

  #pairs(isRight: boolean): string {
    const pairs = Array.from(
      {length: this.#below(5)},
      () => `${this.#encoded(this.#one(NAMES))}=${this.#encoded(this.#text())}`,
    );
    const right = [
      `client_id=${CLIENT_ID}`,
      `redirect_uri=${encodeURIComponent(CALLBACK)}`,
      `code=${encodeURIComponent(CODE)}`,
    ];
    return [...(isRight ? right.slice(0, 1 + this.#below(3)) : []), ...pairs].join('&');
  }

  #encoded(text: string): string {
    return this.#random() < 0.1 ? text.replace(/[^!-~]/g, '%ED%A0%80') : encodeURIComponent(wellFormed(text));
  }

  #text(): string {
    return this.#one(TEXTS);
  }

  #below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  #one<T>(choices: readonly T[]): T {
    return choices[this.#below(choices.length)] as T;
  }
}

describe(`${REQUESTS} hostile requests by the seed ${SEED}`, () => {
  it('get only documented answers, each with the header against guessing its type', async () => {
    const attacker = new Attacker(SEED);
    let sandbox = sandboxWithUsers({seed: SEED, slowAnswer: 0});
    const sessions = Array.from({length: 5}, () => NO_SESSION);
    const seen = new Map<number, number>();
    for (let index = 0; index < REQUESTS; index++) {
      // what was changed by some requests is met by the next ones, but not for ever
      if (index % 200 === 0) sandbox = sandboxWithUsers({seed: SEED + index, slowAnswer: 0});
      const {method, path, headers, body} = attacker.next(sessions);
      const shown = JSON.stringify({SEED, index, method, path, headers, body: body?.slice(0, 2000)});
      const request = new Request(ORIGIN + path, {method, headers, ...(body !== undefined && {body})});
      const response = await sandbox.fetch(request).catch((error: unknown) => {
        throw new Error(`It throws for ${shown}`, {cause: error});
      });
      const {status} = response;
      seen.set(status, (seen.get(status) ?? 0) + 1);
      expect(DOCUMENTED, shown).toContain(status);
      expect(response.headers.get('x-content-type-options'), shown).toBe('nosniff');
      const text = await response.text();
      expect(text, shown).not.toMatch(/\n\s+at |Error:/);
      const session = /\/session\/[\w-]+/.exec(response.headers.get('location') ?? '')?.[0];
      if (session !== undefined) sessions[index % 5] = `/2.0/auth/webview/en${session}`;
    }
    // a test that meets only the first check would show nothing
    for (const status of [200, 204, 302, 303, 400, 401, 403, 404, 405, 410, 503]) {
      expect(seen.get(status) ?? 0, `status ${status}`).toBeGreaterThan(0);
    }
  });

  it('get documented answers over HTTP, too, and the log stays empty', async () => {
    const attacker = new Attacker(SEED + 1);
    const running: RunningSandbox = await startSandbox({host: '127.0.0.1', seed: SEED, slowAnswer: 0});
    for (let index = 0; index < REQUESTS / 10; index++) {
      const {method, path, headers, body} = attacker.next([NO_SESSION]);
      const shown = JSON.stringify({SEED, index, method, path, headers, body: body?.slice(0, 2000)});
      const response = await fetch(new URL(running.url).origin + path, {
        method,
        headers,
        redirect: 'manual',
        ...(body !== undefined && {body}),
      });
      await response.text();
      expect(DOCUMENTED, shown).toContain(response.status);
      expect(response.headers.get('x-content-type-options'), shown).toBe('nosniff');
    }
    await running.close();
  });
});

describe('a value that an address or a date cannot hold', () => {
  it.each([
    ['endNextFlow', {error: '\ud800'}],
    ['endNextFlow', {answer: {code: '\udc00'}}],
    ['endNextFlow', {answer: {'\ud800': 'x'}}],
    ['addPayment', {amount: 1, label: 'x', redirectUri: CALLBACK, clientState: '\ud800'}],
    ['setTime', 8.64e15],
    ['setTime', -8.64e15],
    ['advance', 8.64e15],
    ['advance', 1e308],
    ['addUser', {connections: [{connectorId: 3, lastUpdate: 8.64e15}]}],
    ['addUser', {connections: [{connectorId: 3, id: Number.MAX_SAFE_INTEGER}]}],
    ['addUser', []],
    ['addUser', 'x'],
    ['addUser', null],
    ['addUser', JSON.parse('{"__proto__": {"token": "x"}}')],
  ])('is refused with 400 by %s: %j', async (method, argument) => {
    const {status} = await sandboxWithUsers().fetch(
      new Request(`${ORIGIN}/sandbox/${method}`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify(argument),
      }),
    );
    expect(status).toBe(400);
  });

  it.each([
    ['half of a surrogate pair', '{"client_state": "\\ud800"}'],
    ['half of a surrogate pair in a name', '{"a": [{"\\ud800": 1}]}'],
    ['100,000 lists inside each other', `{"a": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['33 levels', `{"a": ${'['.repeat(32)}1${']'.repeat(32)}}`],
  ])('is refused with 400 by the API: %s', async (_name, body) => {
    const {status} = await sandboxWithUsers().fetch(
      new Request(`${ORIGIN}/2.0/auth/init`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body,
      }),
    );
    expect(status).toBe(400);
  });

  it.each([['a.'.repeat(5000)], ['accounts.transactions.account.transactions'], ['[['.repeat(5000)]])(
    'is refused with 400 as expand=%s',
    async (expand) => {
      const {status} = await sandboxWithUsers().fetch(
        new Request(`${ORIGIN}/2.0/users/me/connections?expand=${expand}`, {
          headers: {authorization: `Bearer ${TOKEN}`},
        }),
      );
      expect(status).toBe(400);
    },
  );
});
