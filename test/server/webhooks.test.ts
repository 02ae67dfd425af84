import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {gzipSync} from 'node:zlib';
import {afterEach, beforeEach, describe, expect, it, type MockInstance, vi} from 'vitest';
import {
  createWebhooks,
  parseWebhook,
  verifyWebhook,
  WEBHOOK_EVENTS,
  type WebhookContext,
  WebhookError,
  type WebhookOptions,
} from '../../src/server/index.js';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {polluted} from '../support/polluted.js';
import {delivery, type DeliveryOptions, SECRET} from './sign.js';

const ADDRESS = 'https://app.example/webhooks/CONNECTION_SYNCED';
const SYNCED = {
  user: {id: 7, signin: '2026-11-01 10:00:00'},
  connection: {id: 46, id_user: 7, state: null, accounts: [{id: 3, name: 'Compte chèque', transactions: []}]},
  id_webhook_data: 900,
};
const BODY = JSON.stringify(SYNCED);
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
/** Words of the body that no error and no log may hold. */
const PRIVATE = [SECRET, TOKEN, 'Compte', 'another-secret'];

const request = (
  body: string | Uint8Array = BODY,
  options: DeliveryOptions = {},
  address = ADDRESS,
): Request => new Request(address, delivery(address, body, options));
const bearer = (token: string, body: unknown = SYNCED, address = ADDRESS): Request =>
  new Request(address, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {authorization: `Bearer ${token}`},
  });

/** Records what handlers and `onError` get. */
function recorder(options: Partial<WebhookOptions> = {}) {
  const handled: unknown[] = [];
  const errors: WebhookError[] = [];
  const webhooks = createWebhooks({
    verify: {hmac: SECRET},
    on: {
      CONNECTION_SYNCED: (payload) => {
        handled.push(payload);
      },
    },
    onError: (error) => {
      errors.push(error);
    },
    ...options,
  });
  const send = async (one: Request): Promise<number> => (await webhooks(one)).status;
  return {webhooks, send, handled, errors, codes: () => errors.map(({code}) => code)};
}

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, 'error').mockReturnValue(undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

describe('a signed webhook', () => {
  it('reaches the handler of its event, and is answered 204 after it', async () => {
    const order: string[] = [];
    const {webhooks} = recorder({
      on: {
        CONNECTION_SYNCED: async ({connection}, {event, deliveryId, signal}) => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          expect([connection.id, event, deliveryId, signal.aborted]).toEqual([
            46,
            'CONNECTION_SYNCED',
            '900',
            false,
          ]);
          order.push('handled');
        },
      },
    });
    const response = await webhooks(request());
    order.push('answered');
    expect([response.status, await response.text(), order]).toEqual([204, '', ['handled', 'answered']]);
  });

  it('is accepted with any of several secrets, and with no other', async () => {
    const {send, errors} = recorder({verify: {hmac: ['another-secret', SECRET]}});
    expect(await send(request())).toBe(204);
    expect(await send(request(BODY, {secret: 'another-secret'}))).toBe(204);
    expect(errors).toEqual([]);
    expect(await send(request(BODY, {secret: 'a third'}))).toBe(401);
  });

  it('is accepted compressed, with the signature over either form', async () => {
    const {send, handled} = recorder();
    const headers = {'content-encoding': 'gzip'};
    expect(await send(request(gzipSync(BODY), {headers}))).toBe(204);
    expect(await send(request(gzipSync(BODY), {headers, signed: BODY}))).toBe(204);
    // a parser decompressed it and left the header
    expect(await send(request(BODY, {headers}))).toBe(204);
    expect(handled).toHaveLength(3);
  });

  it.each<[title: string, body: string | Uint8Array, options: DeliveryOptions]>([
    ['another body', BODY.replace('46', '47'), {signed: BODY}],
    ['a space more', `${BODY} `, {signed: BODY}],
    ['another path', BODY, {path: '/webhooks/CONNECTION_DELETED'}],
    ['another secret', BODY, {secret: `${SECRET}x`}],
    ['an empty signature', BODY, {headers: {'bi-signature': ''}}],
    ['no base64', BODY, {headers: {'bi-signature': '%%%'}}],
    ['two signatures', BODY, {headers: {'bi-signature': 'YQ==, YQ=='}}],
    ['a signature that is too short', BODY, {headers: {'bi-signature': 'YQ=='}}],
    ['another date', BODY, {headers: {'bi-signature-date': '2026-01-01T00:00:00Z'}}],
    ['no date', BODY, {headers: {'bi-signature-date': ''}}],
  ])('is refused with %s, and handled by nothing', async (_title, body, options) => {
    const {send, handled, codes} = recorder({claim: () => expect.unreachable()});
    expect(await send(request(body, options))).toBe(401);
    expect(handled).toEqual([]);
    expect(codes()).toEqual([expect.stringMatching(/^(wrong|missing)-signature$/)]);
  });

  it('is signed over the path without its query, or over what signedPath says', async () => {
    const address = `${ADDRESS}?tenant=4`;
    expect(await recorder().send(request(BODY, {}, address))).toBe(204);
    const {send} = recorder({signedPath: ({url}) => `/public${new URL(url).pathname}`});
    expect(await send(request(BODY, {path: '/public/webhooks/CONNECTION_SYNCED'}))).toBe(204);
    expect(await send(request())).toBe(401);
  });

  it.each([
    [0, 204],
    [-299, 204],
    [299, 204],
    [-302, 401],
    [302, 401],
  ])('with a clock that is %i s off is answered %i, if maxAge is 300', async (seconds, status) => {
    const {send, codes} = recorder({maxAge: 300});
    const date = new Date(Date.now() + seconds * 1000).toISOString();
    expect(await send(request(BODY, {date}))).toBe(status);
    // the service writes microseconds, and may leave the zone out: it is UTC
    expect(await send(request(BODY, {date: date.replace('Z', '123')}))).toBe(status);
    expect(codes()).toEqual(status === 204 ? [] : ['expired-signature', 'expired-signature']);
  });

  it('may have any date without maxAge, and with it no date that is none', async () => {
    expect(await recorder().send(request(BODY, {date: '1999-01-01T00:00:00Z'}))).toBe(204);
    expect(await recorder({maxAge: 10}).send(request(BODY, {date: 'yesterday'}))).toBe(401);
  });

  it('is refused with 405 by any other method', async () => {
    for (const method of ['GET', 'HEAD', 'PUT', 'OPTIONS']) {
      const response = await recorder().webhooks(new Request(ADDRESS, {method}));
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    }
  });

  const CFONB = '0130004    00123EUR2 00010012345  281126                    0000000012345{';
  const OTHERS = ['', '[]', 'null', '"text"', '{"a":', BODY.slice(0, -1), '\ufeff', CFONB];

  it.each(OTHERS)('is handled by nothing if it is no JSON object, told once: %j', async (body) => {
    const otherwise = vi.fn();
    const {send, handled, codes} = recorder({otherwise});
    // sent again, it would be the same
    expect([await send(request(body)), await send(request(body))]).toEqual([204, 204]);
    expect([handled, otherwise.mock.calls]).toEqual([[], []]);
    expect(codes()).toEqual(['not-json']);
  });

  it.each(OTHERS)('is no JSON object, and so does not say whose token it should have: %j', async (body) => {
    const {webhooks, codes} = recorder({verify: {token: () => TOKEN}});
    const headers = {authorization: `Bearer ${TOKEN}`};
    expect((await webhooks(new Request(ADDRESS, {method: 'POST', body, headers}))).status).toBe(400);
    expect(codes()).toEqual(['invalid-json']);
  });

  it('gives its bytes to a host that verifies and parses them by itself', async () => {
    const {bytes} = await verifyWebhook(request(CFONB), {verify: {hmac: SECRET}});
    expect(new TextDecoder().decode(bytes)).toBe(CFONB);
  });

  it('is refused with 401, not 400, if it is neither JSON nor signed', async () => {
    expect(await recorder().send(request('{', {secret: 'x'}))).toBe(401);
  });
});

describe('the body of a webhook', () => {
  const headers = {'content-encoding': 'gzip'};

  it('is refused above maxBytes, counted after it is decompressed', async () => {
    const maxBytes = BODY.length + 10;
    expect(await recorder({maxBytes}).send(request())).toBe(204);
    expect(await recorder({maxBytes}).send(request(BODY + ' '.repeat(11)))).toBe(413);
    expect(await recorder({maxBytes}).send(request(gzipSync(BODY + ' '.repeat(11)), {headers}))).toBe(413);
  });

  it('is not decompressed beyond maxBytes, whatever it would become', async () => {
    // 1 GB of spaces in 1 MB
    const member = gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '));
    const bomb = Buffer.concat(Array.from({length: 16}, () => member));
    const before = process.memoryUsage().rss;
    const started = Date.now();
    expect(await recorder({maxBytes: 1_000_000}).send(request(bomb, {headers}))).toBe(413);
    expect(Date.now() - started).toBeLessThan(5000);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it.each([
    ['gzip that breaks off', gzipSync(BODY).subarray(0, -9), 'gzip', 400],
    [
      'gzip with a wrong checksum',
      Buffer.concat([gzipSync(BODY).subarray(0, -8), Buffer.alloc(8)]),
      'gzip',
      400,
    ],
    ['brotli', BODY, 'br', 415],
    ['two encodings', BODY, 'gzip, gzip', 415],
  ] as const)('is refused if it is %s', async (_title, body, encoding, status) => {
    const one = request(body, {headers: {'content-encoding': encoding}});
    expect(await recorder().send(one)).toBe(status);
  });

  it('is refused with a named error if something read it before', async () => {
    const {webhooks, errors} = recorder();
    const one = request();
    await one.text();
    const response = await webhooks(one);
    expect([response.status, await response.json()]).toEqual([500, {error: 'unreadable-body'}]);
    expect(errors[0]?.message).toMatch(/`request\.rawBody`/);
    const {bytes} = await verifyWebhook(one, {
      verify: {hmac: SECRET},
      rawBody: new TextEncoder().encode(BODY),
    });
    expect(new TextDecoder().decode(bytes)).toBe(BODY);
  });

  it('is refused if it breaks off', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.error(new Error('socket closed'));
      },
    });
    const {headers: signed} = delivery(ADDRESS, BODY);
    const broken = new Request(ADDRESS, {method: 'POST', body, headers: signed, ...{duplex: 'half'}});
    expect(await recorder().send(broken)).toBe(400);
  });

  it('keeps the memory flat, 8 MB after 8 MB', async () => {
    const transactions = Array.from({length: 40_000}, (_, id) => ({id, wording: `w${id}`.padEnd(150, 'x')}));
    const long = gzipSync(JSON.stringify({...SYNCED, transactions}));
    let count = 0;
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const {send} = recorder({on: {CONNECTION_SYNCED: () => void (count += 1)}});
    const heapAfter = async (times: number): Promise<number> => {
      for (let time = 0; time < times; time += 1) expect(await send(request(long, {headers}))).toBe(204);
      collect();
      return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    };
    const first = await heapAfter(3);
    expect((await heapAfter(12)) - first).toBeLessThan(50_000_000);
    expect(count).toBe(15);
  });
});

describe('a webhook with the token of its user', () => {
  const verify = {token: (userId: string) => (userId === '7' ? TOKEN : null)};

  it('is accepted with that token only', async () => {
    const {send, handled} = recorder({verify});
    expect(await send(bearer(TOKEN))).toBe(204);
    expect(handled).toHaveLength(1);
    for (const other of [`${TOKEN}x`, TOKEN.slice(1), TOKEN.toLowerCase(), 'x']) {
      expect(await send(bearer(other))).toBe(401);
    }
    expect(await send(request())).toBe(401);
    expect(handled).toHaveLength(1);
  });

  it.each([
    ['USER_CREATED', {id: 7}],
    ['USER_SYNCED', {user: {id: 7}, connections: [{id: 1, id_user: 7}]}],
    ['CONNECTION_DELETED', {id: 46, id_user: 7}],
    ['ACCOUNT_FOUND', {id: 3, id_user: 7, id_connection: 46}],
    ['ACCOUNT_OWNERSHIPS_FOUND', {account_ownerships: {id_user: 7}}],
  ] as const)('finds the user of %s', async (event, payload) => {
    const handled: string[] = [];
    const {send} = recorder({verify, on: {[event]: () => void handled.push(event)}});
    expect(await send(bearer(TOKEN, payload, `https://app.example/${event}`))).toBe(204);
    expect(handled).toEqual([event]);
  });

  it('is answered 204 and handled by nothing if its user is unknown, told once', async () => {
    const {send, handled, codes} = recorder({verify});
    const other = {...SYNCED, user: {id: 8}, connection: {id: 46}};
    expect([await send(bearer(TOKEN, other)), await send(bearer(TOKEN, other))]).toEqual([204, 204]);
    expect(await send(bearer(TOKEN, {id: 31, state: 'done'}))).toBe(204);
    expect(handled).toEqual([]);
    expect(codes()).toEqual(['unknown-user']);
  });

  it('is answered 204 and handled by nothing if it is of a payment, which the service sends without a token', async () => {
    const payment = JSON.stringify({id: 31, state: 'done'});
    const address = 'https://app.example/PAYMENT_STATE_UPDATED';
    const on = {PAYMENT_STATE_UPDATED: vi.fn()};
    const {send, codes} = recorder({verify, on});
    expect(await send(new Request(address, {method: 'POST', body: payment}))).toBe(204);
    const both = recorder({verify: {hmac: SECRET, token: verify.token}, on});
    expect(await both.send(request(payment, {}, address))).toBe(204);
    expect(await both.send(request(payment, {secret: 'x'}, address))).toBe(401);
    expect(on.PAYMENT_STATE_UPDATED).not.toHaveBeenCalled();
    expect([codes(), both.codes()]).toEqual([['unknown-user'], ['unknown-user', 'wrong-signature']]);
  });

  it('stops no delivery of the emulated service if it is of a payment', async () => {
    const webhooks = createWebhooks({verify: {token: () => sandboxToken}, on: {}, onError: () => undefined});
    const sandbox = createSandbox({
      webhooks: [{url: 'https://app.example/webhooks'}],
      deliver: (one) => webhooks(one),
    });
    const {id, token: sandboxToken} = sandbox.addUser();
    sandbox.addConnection({user: id, connectorId: 3});
    const {id: paymentId} = sandbox.addPayment({
      amount: 1,
      label: 'x',
      redirectUri: 'https://app.example/paid',
    });
    sandbox.setPaymentState({id: paymentId, state: 'done'});
    await sandbox.settled();
    const sent = sandbox.deliveries().map(({event, accepted}) => `${event} ${accepted}`);
    expect(sent).toContain('PAYMENT_STATE_UPDATED true');
    expect(sent.join()).not.toContain('false');
  });

  it('is refused if it names two users', async () => {
    const {send, handled} = recorder({verify});
    expect(await send(bearer(TOKEN, {user: {id: 7}, connection: {id: 1, id_user: 8}}))).toBe(401);
    expect(handled).toEqual([]);
  });

  it('needs the signature, too, if both are given', async () => {
    const {send, handled} = recorder({verify: {hmac: SECRET, token: verify.token}});
    expect(await send(bearer(TOKEN))).toBe(401);
    expect(await send(request())).toBe(401);
    expect(await send(request(BODY, {headers: {authorization: `Bearer ${TOKEN}x`}}))).toBe(401);
    expect(await send(request(BODY, {headers: {authorization: `Bearer ${TOKEN}`}}))).toBe(204);
    expect(handled).toHaveLength(1);
  });
});

describe('a webhook that a function verifies', () => {
  it('is accepted only if the function returns true', async () => {
    for (const [answer, status] of [
      [true, 204],
      [false, 401],
      [undefined, 401],
      ['yes', 401],
    ] as const) {
      const verify = ((_request, {bytes, event}) => {
        expect([new TextDecoder().decode(bytes), event]).toEqual([BODY, 'CONNECTION_SYNCED']);
        return answer;
      }) as WebhookOptions['verify'];
      expect(await recorder({verify}).send(bearer('x'))).toBe(status);
    }
  });
});

describe('a delivery that is claimed', () => {
  /** A store of claims as a database keeps them. */
  function claims() {
    const states = new Map<string, 'busy' | 'done'>();
    const claim: WebhookOptions['claim'] = (id) => {
      const state = states.get(id);
      if (state) return state === 'busy' ? state : false;
      states.set(id, 'busy');
      return {release: () => states.delete(id), done: () => states.set(id, 'done')};
    };
    return {states, claim};
  }

  it('is handled once, however often it is sent', async () => {
    const {states, claim} = claims();
    const {send, handled} = recorder({claim});
    for (let time = 0; time < 5; time += 1) expect(await send(request())).toBe(204);
    expect(handled).toHaveLength(1);
    expect(states.get('900')).toBe('done');
  });

  it('is sent again if another request handles it at the same time', async () => {
    const {claim} = claims();
    let fails = true;
    const {send} = recorder({
      claim,
      on: {
        CONNECTION_SYNCED: async () => {
          await new Promise((resolve) => setTimeout(resolve, 20));
          if (fails) throw new Error('database');
        },
      },
    });
    // neither of two is a 2xx, so nothing is lost
    expect((await Promise.all([send(request()), send(request())])).sort()).toEqual([500, 503]);
    fails = false;
    expect([await send(request()), await send(request())]).toEqual([204, 204]);
  });

  it('is released if the handler throws', async () => {
    const {states, claim} = claims();
    const cause = new Error('database');
    const throwing = recorder({
      claim,
      on: {
        CONNECTION_SYNCED: () => {
          throw cause;
        },
      },
    });
    const response = await throwing.webhooks(request());
    expect([response.status, await response.json()]).toEqual([500, {error: 'handler-failed'}]);
    expect(throwing.errors).toMatchObject([
      {code: 'handler-failed', event: 'CONNECTION_SYNCED', deliveryId: '900'},
    ]);
    expect(throwing.errors[0]?.cause).toBe(cause);
    expect([...states]).toEqual([]);
    const {send, handled} = recorder({claim});
    expect(await send(request())).toBe(204);
    expect(handled).toHaveLength(1);
  });

  it('is sent again if claim throws, and told if release or done throw', async () => {
    const failing = (): never => {
      throw new Error('store');
    };
    expect(await recorder({claim: failing}).send(request())).toBe(500);
    const done = recorder({claim: () => ({release: () => undefined, done: failing})});
    expect([await done.send(request()), done.codes()]).toEqual([204, ['claim-failed']]);
    const release = recorder({
      claim: () => ({release: failing}),
      on: {CONNECTION_SYNCED: () => Promise.reject(new Error('database'))},
    });
    expect([await release.send(request()), release.codes()]).toEqual([
      500,
      ['claim-failed', 'handler-failed'],
    ]);
  });

  it('is not claimed if it has no id, is not verified, or is handled by nothing', async () => {
    const claim = vi.fn(() => true);
    const {send, handled} = recorder({claim});
    const {id_webhook_data: _, ...from2019} = SYNCED;
    expect(await send(request(JSON.stringify(from2019)))).toBe(204);
    expect(await send(request(BODY, {secret: 'x'}))).toBe(401);
    expect(await send(request(BODY, {}, 'https://app.example/USER_CREATED'))).toBe(204);
    expect([claim.mock.calls, handled.length]).toEqual([[], 1]);
  });
});

describe('a handler that takes too long', () => {
  it('gets an aborted signal, and the answer does not wait for it', async () => {
    const settled: string[] = [];
    let finish: (() => void) | undefined;
    const {send, codes} = recorder({
      timeLimit: 30,
      claim: () => ({release: () => settled.push('release'), done: () => settled.push('done')}),
      on: {
        CONNECTION_SYNCED: (_payload, {signal}) =>
          new Promise<void>((resolve) => {
            finish = () => {
              expect(signal.aborted).toBe(true);
              resolve();
            };
          }),
      },
    });
    expect(await send(request())).toBe(500);
    // it may still be at work, so another request must not start
    expect([codes(), settled]).toEqual([['handler-timeout'], []]);
    finish?.();
    await vi.waitFor(() => {
      expect(settled).toEqual(['done']);
    });
  });

  it('releases its claim when it gives up, and leaves no rejection unhandled', async () => {
    const settled: string[] = [];
    const {send, codes} = recorder({
      timeLimit: 30,
      claim: () => ({release: () => settled.push('release')}),
      on: {
        CONNECTION_SYNCED: (_payload, {signal}) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => {
              reject(signal.reason as Error);
            });
          }),
      },
    });
    expect(await send(request())).toBe(500);
    await vi.waitFor(() => {
      expect(codes()).toEqual(['handler-timeout', 'handler-failed']);
    });
    expect(settled).toEqual(['release']);
  });
});

describe('an event that no handler names', () => {
  const address = 'https://app.example/webhooks/';

  it('is answered 204, and told once for each event', async () => {
    const {send, errors} = recorder();
    for (const event of ['USER_CREATED', 'USER_CREATED', 'USER_DELETED', 'NEW_1', 'NEW_2', 'USER_DELETED']) {
      expect(await send(request(BODY, {}, address + event))).toBe(204);
    }
    expect(errors.map(({code, event}) => [code, event])).toEqual([
      ['unhandled-event', 'USER_CREATED'],
      ['unhandled-event', 'USER_DELETED'],
      ['unhandled-event', 'NEW_1'],
    ]);
  });

  it('goes to otherwise, which learns whether the service documents it', async () => {
    const rest: unknown[] = [];
    const {send, errors} = recorder({
      otherwise: (event, payload, {known, deliveryId}) =>
        rest.push([event, payload['user'], known, deliveryId]),
    });
    for (const event of [
      'USER_CREATED',
      'CONNECTION_CERTIFICATE_AVAILABLE',
      'CONNECTION_SYNCED',
      'toString',
    ]) {
      expect(await send(request(BODY, {}, address + event))).toBe(204);
    }
    expect(rest).toEqual([
      ['USER_CREATED', SYNCED.user, true, '900'],
      ['CONNECTION_CERTIFICATE_AVAILABLE', SYNCED.user, false, '900'],
      ['toString', SYNCED.user, false, '900'],
    ]);
    expect(errors).toEqual([]);
  });

  it('is named by the last segment of the path, or by event', async () => {
    const {send, handled} = recorder();
    expect(await send(request(BODY, {}, `${ADDRESS}/`))).toBe(204);
    expect(handled).toHaveLength(1);
    const named = recorder({event: ({url}) => new URL(url).searchParams.get('event') ?? ''});
    expect(await named.send(request(BODY, {}, 'https://app.example/hook?event=CONNECTION_SYNCED'))).toBe(204);
    expect(named.handled).toHaveLength(1);
  });
});

describe('the options of createWebhooks', () => {
  const on = {};
  it.each<[options: unknown, code: string, option: string]>([
    [undefined, 'missing-parameter', 'verify'],
    [{on}, 'missing-parameter', 'verify'],
    [{verify: {}, on}, 'missing-parameter', 'verify.hmac or verify.token'],
    [{verify: {hmac: ''}, on}, 'missing-parameter', 'verify.hmac'],
    [{verify: {hmac: []}, on}, 'missing-parameter', 'verify.hmac'],
    [{verify: {hmac: ['s', '']}, on}, 'missing-parameter', 'verify.hmac'],
    [{verify: {hmac: '', token: () => 't'}, on}, 'missing-parameter', 'verify.hmac'],
    [{verify: {hmac: undefined}, on}, 'missing-parameter', 'verify.hmac or verify.token'],
    [{verify: {hmac: 5}, on}, 'invalid-parameter', 'verify.hmac'],
    [{verify: {hmac: ['s', undefined]}, on}, 'invalid-parameter', 'verify.hmac'],
    [{verify: 's', on}, 'invalid-parameter', 'verify'],
    [{verify: {token: 't'}, on}, 'invalid-parameter', 'verify.token'],
    [{verify: {hmca: 's'}, on}, 'unknown-parameter', 'verify.hmca'],
    [{verify: {hmac: 's'}}, 'missing-parameter', 'on'],
    [{verify: {hmac: 's'}, on: {CONNECTION_SYNCD: () => 1}}, 'unknown-parameter', 'on.CONNECTION_SYNCD'],
    [{verify: {hmac: 's'}, on: {USER_CREATED: 'x'}}, 'invalid-parameter', 'on.USER_CREATED'],
    [{verify: {hmac: 's'}, on, otherwise: 1}, 'invalid-parameter', 'otherwise'],
    [{verify: {hmac: 's'}, on, claims: 1}, 'unknown-parameter', 'claims'],
    [{verify: {hmac: 's'}, on, maxAge: 0}, 'invalid-parameter', 'maxAge'],
    [{verify: {hmac: 's'}, on, maxAge: Number.NaN}, 'invalid-parameter', 'maxAge'],
    [{verify: {token: () => 't'}, on, maxAge: 60}, 'invalid-parameter', 'maxAge'],
    [{verify: {hmac: 's'}, on, maxBytes: '1'}, 'invalid-parameter', 'maxBytes'],
    [{verify: {hmac: 's'}, on, timeLimit: 2 ** 31}, 'invalid-parameter', 'timeLimit'],
  ])('%j are refused with %s of %s', (options, code, option) => {
    let thrown: unknown;
    try {
      createWebhooks(options as WebhookOptions);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({name: 'FlowError', code, option});
  });

  it('suggest the event that a misspelt one means', () => {
    const options = {verify: {hmac: 's'}, on: {CONNECTION_SYNCD: () => 1}} as unknown as WebhookOptions;
    expect(() => createWebhooks(options)).toThrow('did you mean on.CONNECTION_SYNCED?');
  });
});

describe('a signature that does not fit', () => {
  const python = JSON.stringify(SYNCED)
    .replaceAll('":', '": ')
    .replaceAll(',"', ', "')
    .replace('2026-11-01 10: 00', '2026-11-01 10:00')
    .replaceAll('è', '\\u00e8');

  it.each<[reason: string, options: DeliveryOptions, address: string, hmac: string]>([
    ['trailing-slash', {path: '/webhooks/CONNECTION_SYNCED/'}, ADDRESS, SECRET],
    ['trailing-slash', {path: '/webhooks/CONNECTION_SYNCED'}, `${ADDRESS}/`, SECRET],
    ['query', {path: '/webhooks/CONNECTION_SYNCED?a=b'}, `${ADDRESS}?a=b`, SECRET],
    ['other-path', {path: '/CONNECTION_SYNCED'}, ADDRESS, SECRET],
    ['other-path', {path: '/api/webhooks/CONNECTION_SYNCED'}, ADDRESS, SECRET],
    [
      'other-path',
      {path: '/bank/webhooks/CONNECTION_SYNCED', headers: {'x-forwarded-prefix': '/bank'}},
      ADDRESS,
      SECRET,
    ],
    ['other-path', {path: '/in/USER', headers: {'x-original-uri': '/in/USER?a'}}, ADDRESS, SECRET],
    ['parsed-body', {signed: python}, ADDRESS, SECRET],
    ['white-space-in-secret', {}, ADDRESS, `${SECRET}\n`],
    ['wrong-secret', {}, ADDRESS, 'another-secret'],
    ['decompressed-body', {signed: gzipSync(BODY), headers: {'content-encoding': 'gzip'}}, ADDRESS, SECRET],
  ])('is explained as %s, and refused all the same', async (reason, options, address, hmac) => {
    const {send, errors, handled} = recorder({verify: {hmac}});
    expect(await send(request(BODY, options, address))).toBe(401);
    expect(handled).toEqual([]);
    expect(errors).toMatchObject([{code: 'wrong-signature', reason}]);
  });

  it('is not explained in production, nor if the body is long', async () => {
    const long = recorder();
    expect(await long.send(request(`${BODY}${' '.repeat(300_000)}`, {path: '/x'}))).toBe(401);
    vi.stubEnv('NODE_ENV', 'production');
    const production = recorder();
    expect(await production.send(request(BODY, {path: '/CONNECTION_SYNCED'}))).toBe(401);
    for (const {errors} of [long, production]) expect(errors.map(({reason}) => reason)).toEqual([undefined]);
  });

  it('costs at most a few times what verifying costs', async () => {
    const long = `${BODY}${' '.repeat(260_000 - BODY.length)}`;
    const {send} = recorder();
    await send(request(long, {secret: 'x'}));
    const started = performance.now();
    for (let time = 0; time < 10; time += 1) await send(request(long, {secret: 'x'}));
    expect((performance.now() - started) / 10).toBeLessThan(100);
  });
});

describe('errors and logs of webhooks', () => {
  /** Every way to fail that a request or a host's function can cause. */
  const failures: Readonly<Record<string, () => Promise<unknown>>> = {
    'wrong secret': () => defaults().webhooks(request(BODY, {secret: 'another-secret'})),
    'wrong path': () => defaults().webhooks(request(BODY, {path: '/x'})),
    'no signature': () => defaults().webhooks(bearer(TOKEN)),
    'wrong token': () => defaults({verify: {token: () => 'another-secret'}}).webhooks(bearer(TOKEN)),
    'unknown user': () => defaults({verify: {token: () => null}}).webhooks(bearer(TOKEN)),
    'no JSON': () => defaults().webhooks(request('Compte')),
    'too large': () => defaults({maxBytes: 5}).webhooks(request()),
    'broken gzip': () => defaults().webhooks(request(gzipSync(BODY).subarray(0, -9))),
    late: () => defaults({maxAge: 1}).webhooks(request(BODY, {date: '2020-01-01T00:00:00Z'})),
    unhandled: () => defaults().webhooks(request(BODY, {}, 'https://app.example/USER_CREATED')),
    handler: () =>
      defaults({on: {CONNECTION_SYNCED: () => Promise.reject(new Error('database'))}}).webhooks(request()),
    time: () =>
      defaults({timeLimit: 5, on: {CONNECTION_SYNCED: () => new Promise(() => 0)}}).webhooks(request()),
    claim: () => defaults({claim: () => Promise.reject(new Error('store'))}).webhooks(request()),
    busy: () => defaults({claim: () => 'busy'}).webhooks(request()),
    path: () =>
      defaults({
        signedPath: () => {
          throw new Error('path');
        },
      }).webhooks(request()),
    onError: () =>
      recorder({
        onError: () => {
          throw new Error('onError');
        },
      }).webhooks(request(BODY, {secret: 'another-secret'})),
    creation: async () => {
      await Promise.resolve();
      createWebhooks({verify: {hmac: [SECRET, '']}, on: {}});
    },
    standalone: () => verifyWebhook(request(BODY, {secret: 'another-secret'}), {verify: {hmac: SECRET}}),
    parsing: async () => {
      await Promise.resolve();
      return parseWebhook('USER_CREATED', 'Compte');
    },
  };
  const defaults = (options: Partial<WebhookOptions> = {}) => recorder({onError: undefined, ...options});

  it.each(Object.entries(failures))('never hold a secret, a token or the body: %s', async (_title, run) => {
    const answer = await run().catch((error: unknown) => error);
    const said =
      answer instanceof Response
        ? [answer.status, ...answer.headers, await answer.text()]
        : [String(answer), JSON.stringify(answer), (answer as Error).stack];
    const logged = log.mock.calls.flat().map((part: unknown) => (part instanceof Error ? part.stack : part));
    const all = [...said, ...logged].join('\n');
    expect(all).not.toBe('');
    for (const text of PRIVATE) expect(all).not.toContain(text);
  });

  it('log each refusal once, and each failure of a handler', async () => {
    const {send} = defaults({on: {CONNECTION_SYNCED: () => Promise.reject(new Error('database'))}});
    for (let time = 0; time < 3; time += 1) await send(request(BODY, {secret: 'x'}));
    expect(log).toHaveBeenCalledTimes(1);
    for (let time = 0; time < 3; time += 1) await send(request());
    expect(log).toHaveBeenCalledTimes(4);
    expect(log.mock.calls[1]).toEqual([
      'budgea-webview: webhook CONNECTION_SYNCED: handler-failed. Your handler threw. The service sends the event again.',
      expect.objectContaining({message: 'database'}),
    ]);
  });

  it('answer with the code and nothing more', async () => {
    const response = await defaults().webhooks(request(BODY, {secret: 'x'}));
    expect(await response.json()).toEqual({error: 'wrong-signature'});
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});

describe('prototypes', () => {
  it('of a payload are none, and nothing in it sets one', async () => {
    const body = `{"user": {"id": 7, "__proto__": {"admin": true}}, "__proto__": {"admin": true}, "connection": {"id": 1}}`;
    const {send, handled} = recorder();
    expect(await send(request(body))).toBe(204);
    const [payload] = handled as [{user: object; connection: object}];
    for (const value of [payload, payload.user, payload.connection]) {
      expect(Object.getPrototypeOf(value)).toBeNull();
      expect('admin' in {...value}).toBe(false);
      expect(Object.keys(value)).not.toContain('__proto__');
    }
    expect('admin' in {}).toBe(false);
  });

  it('that are polluted change nothing', async () => {
    const everything = {
      verify: {hmac: 'x'},
      hmac: 'x',
      token: () => TOKEN,
      claim: () => false,
      otherwise: () => undefined,
      id_webhook_data: 1,
      id_user: 8,
      user: {id: 7},
      USER_CREATED: () => undefined,
      maxBytes: 1,
      reason: 'x',
      rawBody: new Uint8Array(),
      payload: {user: {id: 7}},
      done: () => expect.unreachable(),
    };
    const {send, handled, errors} = recorder();
    await polluted(everything, async () => {
      expect(() => createWebhooks({on: {}} as unknown as WebhookOptions)).toThrow('verify must be given');
      expect(await send(request('{}'))).toBe(204);
      expect(handled).toHaveLength(1);
      expect(Object.keys(handled[0] as object)).toEqual([]);
      expect(await send(request(BODY, {secret: 'x'}))).toBe(401);
      expect(await send(request(BODY, {}, 'https://app.example/USER_CREATED'))).toBe(204);
      const {send: byToken} = recorder({verify: {token: () => TOKEN}});
      expect(await byToken(bearer(TOKEN, {}))).toBe(204);
      const webhook = parseWebhook('CONNECTION_SYNCED', '{}');
      expect([webhook.deliveryId, 'user' in webhook.payload]).toEqual([undefined, false]);
    });
    expect(errors.map(({code}) => code)).toEqual(['wrong-signature', 'unhandled-event']);
  });
});

describe('verifyWebhook and parseWebhook', () => {
  it('give a host the event and the bytes to store, and the payload later', async () => {
    const compressed = request(gzipSync(BODY), {headers: {'content-encoding': 'gzip'}});
    const {event, bytes} = await verifyWebhook(compressed, {verify: {hmac: SECRET}});
    const webhook = parseWebhook(event, bytes);
    expect([event, webhook.known, webhook.deliveryId]).toEqual(['CONNECTION_SYNCED', true, '900']);
    expect(JSON.stringify(webhook.payload)).toBe(BODY);
    if (webhook.known && webhook.event === 'CONNECTION_SYNCED')
      expect(webhook.payload.connection.id).toBe(46);
    else expect.unreachable();
  });

  it('throw a WebhookError with the status to answer', async () => {
    const wrong = verifyWebhook(request(BODY, {secret: 'x'}), {verify: {hmac: SECRET}});
    await expect(wrong).rejects.toMatchObject({name: 'WebhookError', code: 'wrong-signature', status: 401});
    await expect(verifyWebhook(request(), {verify: {hmac: ''}})).rejects.toMatchObject({name: 'FlowError'});
    expect(() => parseWebhook('USER_CREATED', '[]')).toThrow(WebhookError);
  });

  it('know every documented event, and no other', () => {
    for (const event of WEBHOOK_EVENTS) expect(parseWebhook(event, '{}').known).toBe(true);
    for (const event of ['', 'toString', '__proto__', 'user_created']) {
      expect(parseWebhook(event, '{}').known).toBe(false);
    }
  });

  it('read JSON that is deeper than the stack', () => {
    const depth = 5000;
    expect(parseWebhook('X', `{"a":${'['.repeat(depth)}${']'.repeat(depth)}}`).known).toBe(false);
  });
});

describe('the platform', () => {
  it('reaches handlers and functions', async () => {
    interface Env {
      readonly secret: string;
    }
    const seen: unknown[] = [];
    const note = (platform: Env): void => void seen.push(platform.secret);
    const webhooks = createWebhooks<Env>({
      verify: {
        hmac: SECRET,
        token: (_id, {platform}) => {
          note(platform);
          return TOKEN;
        },
      },
      event: (one, platform) => {
        note(platform);
        return new URL(one.url).pathname.split('/').pop() ?? '';
      },
      on: {
        CONNECTION_SYNCED: (_payload, {platform}: WebhookContext<Env>) => {
          note(platform);
        },
      },
    });
    const one = request(BODY, {headers: {authorization: `Bearer ${TOKEN}`}});
    expect((await webhooks(one, {secret: 'e'})).status).toBe(204);
    expect(seen).toEqual(['e', 'e', 'e']);
  });
});
