import {once} from 'node:events';
import {Agent, createServer, type IncomingMessage, request as send} from 'node:http';
import {type AddressInfo, connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {gzipSync} from 'node:zlib';
import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createWebhooks, type WebhookError, type Webhooks} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {SECRET, signature} from '../server/sign.js';
import {check, mostly, times} from './check.js';

const OLD_SECRET = 'the-secret-before-the-rotation';
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const STACK = /\n\s+at |\.[jt]s:\d+/;
const PATH = '/webhooks/CONNECTION_SYNCED';
const PAYLOAD = '{"user":{"id":7},"connection":{"id":46,"id_user":7},"id_webhook_data":900}';
const MAX_AGE = 300;
const MAX_BYTES = 65_536;

const agent = new Agent({keepAlive: true, maxSockets: 8});
const handled: {readonly event: string; readonly payload: object}[] = [];
const errors: WebhookError[] = [];

const remember = (event: string, payload: object): void => void handled.push({event, payload});

/** Webhooks with a signature that may be at most five minutes old, and webhooks with the token of a user. */
const HANDLERS: Readonly<Record<'signed' | 'token', Webhooks>> = {
  signed: createWebhooks({
    verify: {hmac: ['the-secret-of-tomorrow', SECRET]},
    maxAge: MAX_AGE,
    maxBytes: MAX_BYTES,
    on: {
      CONNECTION_SYNCED: (payload, {event}) => {
        remember(event, payload);
      },
      USER_DELETED: (payload, {event}) => {
        remember(event, payload);
      },
    },
    onError: (error) => void errors.push(error),
  }),
  token: createWebhooks({
    verify: {token: (userId) => (userId === '7' ? TOKEN : undefined)},
    maxBytes: MAX_BYTES,
    otherwise: (event, payload) => {
      remember(event, payload);
    },
    on: {},
    onError: (error) => void errors.push(error),
  }),
};

const servers = {
  signed: createServer(nodeListener(HANDLERS.signed)),
  token: createServer(nodeListener(HANDLERS.token)),
};
const portOf = (which: keyof typeof servers): number => (servers[which].address() as AddressInfo).port;

/** A delivery as anybody can send it, and how its signature came about. */
interface Sent {
  readonly method: string;
  readonly path: string;
  readonly signedPath: string;
  readonly secret: string;
  /** How far the clock of the sender is off, in seconds. */
  readonly seconds: number;
  /** How the headers of the signature are changed. */
  readonly headers: 'as they are' | 'none' | 'no date' | 'twice' | 'an empty one' | 'in hex' | 'another date';
  readonly body: string;
  readonly encoding: string;
  /** What is sent of the body that was signed. */
  readonly sent:
    | 'as it is'
    | 'one byte changed'
    | 'one byte less'
    | 'gzip'
    | 'half of the gzip'
    | 'gzip of another body';
}

const sent: fc.Arbitrary<Sent> = fc.record({
  method: mostly<string>('POST', 'GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS', 'PATCH'),
  path: mostly<string>(
    PATH,
    `${PATH}/`,
    `${PATH}?event=USER_DELETED`,
    `/api${PATH}`,
    '/CONNECTION_SYNCED',
    '/webhooks/USER_DELETED',
    '/webhooks/%43ONNECTION_SYNCED',
    '/webhooks/../webhooks/CONNECTION_SYNCED',
    `/${PATH}`,
    '/webhooks/constructor',
    '/webhooks/__proto__',
    '/',
  ),
  signedPath: mostly<string>('the path', PATH, '/webhooks/', '/', ''),
  secret: mostly<string>(
    SECRET,
    'the-secret-of-tomorrow',
    OLD_SECRET,
    `${SECRET} `,
    SECRET.toUpperCase(),
    SECRET.slice(1),
    '',
    'undefined',
  ),
  seconds: mostly<number>(0, 290, -290, 310, -310, 3600, -3600, 1e9, -1e9),
  headers: mostly<Sent['headers']>(
    'as they are',
    'none',
    'no date',
    'twice',
    'an empty one',
    'in hex',
    'another date',
  ),
  body: mostly<string>(
    PAYLOAD,
    '{"id_webhook_data":1,"id_webhook_data":2}',
    '{"__proto__":{"id_webhook_data":3},"constructor":{"prototype":{"isAdmin":true}}}',
    '{"user":{"__proto__":{"isAdmin":true}}}',
    '{"id_webhook_data":{}}',
    '{"id_webhook_data":1e400}',
    '{}',
    '[]',
    'null',
    '{',
    '',
    '\uFEFF{}',
    '{"a":"\\ud800"}',
    `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    ' '.repeat(MAX_BYTES + 1),
  ),
  encoding: mostly<string>('', 'gzip', 'x-gzip', 'GZIP', 'identity', 'br', 'gzip, gzip', 'deflate'),
  sent: mostly<Sent['sent']>(
    'as it is',
    'one byte changed',
    'one byte less',
    'gzip',
    'half of the gzip',
    'gzip of another body',
  ),
});

/** Returns the bytes that go over the network. */
function bytesOf({body, sent: how}: Sent): Buffer {
  const bytes = Buffer.from(body);
  if (how === 'one byte less') return bytes.subarray(0, -1);
  if (how === 'one byte changed') {
    const changed = Buffer.from(bytes);
    if (changed.length > 0) changed[changed.length >> 1]! ^= 1;
    return changed;
  }
  if (how === 'as it is') return bytes;
  const gzip = gzipSync(how === 'gzip of another body' ? `${body} ` : body);
  return how === 'half of the gzip' ? gzip.subarray(0, gzip.length >> 1) : gzip;
}

/** Signs a delivery as its sender does. The sender of gzip signs what it becomes. */
function signatureHeaders(given: Sent): Record<string, string | string[]> {
  if (given.headers === 'none') return {};
  const date = new Date(Date.now() + given.seconds * 1000).toISOString();
  const path = given.signedPath === 'the path' ? pathOf(given.path) : given.signedPath;
  const made = signature(path, date, given.body, given.secret);
  if (given.headers === 'no date') return {'bi-signature': made};
  if (given.headers === 'twice') return {'bi-signature': [made, made], 'bi-signature-date': date};
  if (given.headers === 'an empty one') return {'bi-signature': '', 'bi-signature-date': date};
  if (given.headers === 'in hex')
    return {'bi-signature': Buffer.from(made, 'base64').toString('hex'), 'bi-signature-date': date};
  const sentDate = given.headers === 'another date' ? new Date(Date.now() - 1000).toISOString() : date;
  return {'bi-signature': made, 'bi-signature-date': sentDate};
}

const pathOf = (target: string): string => new URL(`http://x${target}`).pathname;

/** Returns the event that the documentation hands to a handler, or nothing if it hands none. */
function documented(given: Sent): string | undefined {
  const [, event] = /\/([^/]*)\/?$/.exec(pathOf(given.path)) ?? [];
  const isHandled = event === 'CONNECTION_SYNCED' || event === 'USER_DELETED';
  const isSigned =
    given.headers === 'as they are' &&
    [SECRET, 'the-secret-of-tomorrow'].includes(given.secret) &&
    (given.signedPath === 'the path' || given.signedPath === pathOf(given.path)) &&
    Math.abs(given.seconds) <= MAX_AGE;
  // what is empty or cut after nothing is the same as before
  const isWhole = ['as it is', 'gzip'].includes(given.sent);
  const isReadable = ['', 'gzip', 'x-gzip', 'identity'].includes(given.encoding.toLowerCase());
  // a mark of the byte order is no part of the text
  const isObject = /^\uFEFF?\{./.test(given.body);
  return given.method === 'POST' && isHandled && isSigned && isWhole && isReadable && isObject
    ? event
    : undefined;
}

async function answer(
  port: number,
  {method, path}: Pick<Sent, 'method' | 'path'>,
  headers: Record<string, string | string[]>,
  bytes: Uint8Array,
): Promise<{status: number; body: string}> {
  const outgoing = send({agent, port, host: '127.0.0.1', method, path, timeout: 10_000});
  for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value);
  outgoing.setHeader('content-length', bytes.byteLength);
  outgoing.on('timeout', () => outgoing.destroy(new Error('the server hangs')));
  outgoing.end(bytes);
  const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
  return {status: incoming.statusCode ?? 0, body: await text(incoming)};
}

/** Throws if an answer, or what the host is told, holds what nobody may see. */
function checkShown(body: string): void {
  const told = [body, ...errors.flatMap(({message, stack, cause}) => [message, stack, String(cause)])].join(
    '\n',
  );
  if (STACK.test(body)) throw new Error(`a stack trace is answered: ${body}`);
  for (const secret of [SECRET, OLD_SECRET, TOKEN, 'the-secret-of-tomorrow'])
    if (told.includes(secret)) throw new Error(`a secret is shown: ${told}`);
}

beforeAll(async () => {
  for (const server of Object.values(servers)) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
});
afterAll(() => {
  agent.destroy();
  for (const server of Object.values(servers)) {
    server.close();
    server.closeAllConnections();
  }
});

describe('any delivery over HTTP', () => {
  it('reaches a handler only if the service signed these bytes for this path', async () => {
    let accepted = 0;
    await check(
      {short: 500, long: 60_000},
      sent,
      async (given) => {
        handled.length = errors.length = 0;
        const headers = {
          ...signatureHeaders(given),
          ...(given.encoding && {'content-encoding': given.encoding}),
        };
        const {status, body} = await answer(portOf('signed'), given, headers, bytesOf(given));
        checkShown(body);
        if (status >= 500) throw new Error(`it is answered ${status}: ${body}`);
        const event = documented(given);
        const events = handled.map((one) => one.event);
        if (events.join() !== (event ?? ''))
          throw new Error(`${events.join()} is handled, answered ${status}`);
        if (event === undefined) return;
        accepted += 1;
        if (status !== 204) throw new Error(`it is answered ${status}: ${body}`);
        const [payload] = handled.map((one) => one.payload as {readonly user?: object});
        for (const object of [payload, payload?.user])
          if (object && (Object.getPrototypeOf(object) !== null || Object.hasOwn(object, '__proto__')))
            throw new Error('an object of the payload has a prototype');
      },
      (given) => `await answer(${JSON.stringify({...given, body: given.body.slice(0, 200)})});`,
    );
    console.log(`hostile: ${accepted} of ${times({short: 500, long: 60_000})} deliveries were accepted`);
    expect(accepted).toBeGreaterThan(100);
    expect(Object.hasOwn(Object.prototype, 'isAdmin')).toBe(false);
  });
});

/** Any JSON in the place of an id, also what no text can be made of. */
const anything: fc.Arbitrary<string> = fc.oneof(
  fc.constant('7'),
  fc.constantFrom(
    '"7"',
    '8',
    '{}',
    '[]',
    '[7]',
    '[{}]',
    '[[{}]]',
    '{"toString":1,"valueOf":1}',
    '{"__proto__":7}',
    'null',
    'true',
    '""',
    '-7',
    '7.5',
    '1e400',
    '"7 "',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  ),
  fc.json({maxDepth: 2}),
);

/** A payload whose fields that name a user may be anything. */
const claimedUser: fc.Arbitrary<{readonly event: string; readonly body: string; readonly bearer: string}> = fc
  .record({
    event: fc.constantFrom('CONNECTION_SYNCED', 'USER_CREATED', 'ACCOUNT_FOUND', 'X'),
    fields: fc.dictionary(
      fc.constantFrom(
        '"user"',
        '"id_user"',
        '"id"',
        '"connection"',
        '"connections"',
        '"account_ownerships"',
        '"id_webhook_data"',
      ),
      fc.oneof(
        anything,
        anything.map((id) => `{"id":${id}}`),
        anything.map((id) => `{"id_user":${id}}`),
        anything.map((id) => `[{"id_user":${id}}]`),
      ),
    ),
    bearer: fc.constantFrom(TOKEN, TOKEN, `${TOKEN}x`, 'x', '', 'undefined', 'null'),
  })
  .map(({event, fields, bearer}) => ({
    event,
    bearer,
    body: `{${Object.entries(fields)
      .map(([name, value]) => `${name}:${value}`)
      .join()}}`,
  }));

describe('any payload with any token', () => {
  it('is handled only with the token of the one user it names, and never fails the server', async () => {
    let accepted = 0;
    await check(
      {short: 300, long: 60_000},
      claimedUser,
      async ({event, body, bearer}) => {
        handled.length = errors.length = 0;
        const {status, body: shown} = await answer(
          portOf('token'),
          {method: 'POST', path: `/webhooks/${event}`},
          {authorization: `Bearer ${bearer}`},
          Buffer.from(body),
        );
        checkShown(shown);
        if (status >= 500) throw new Error(`it is answered ${status}: ${shown}`);
        if (handled.length === 0) return;
        accepted += 1;
        if (bearer !== TOKEN) throw new Error(`it is handled with the token ${bearer}`);
        if (!body.includes('7')) throw new Error('it is handled, but does not name the user');
      },
      ({event, body, bearer}) =>
        `await answer('${event}', ${JSON.stringify(body.slice(0, 200))}, '${bearer}');`,
    );
    expect(accepted).toBeGreaterThan(10);
  });
});

describe('a hostile sender of webhooks', () => {
  const date = (): string => new Date().toISOString();
  const signed = (bytes: Uint8Array, when = date()): string[] => [
    `BI-Signature-Date: ${when}`,
    `BI-Signature: ${signature(PATH, when, bytes)}`,
  ];
  const bytes = Buffer.from(PAYLOAD);

  /** Sends lines of HTTP/1.1 as they are, and returns the answers. */
  async function raw(lines: readonly string[], body: string | Uint8Array = PAYLOAD): Promise<string> {
    const socket = connect(portOf('signed'), '127.0.0.1');
    const timer = setTimeout(() => socket.destroy(new Error('the server hangs')), 8000);
    socket.write(
      `${['POST /webhooks/CONNECTION_SYNCED HTTP/1.1', 'Host: app.example', 'Connection: close', ...lines].join('\r\n')}\r\n\r\n`,
    );
    socket.write(body);
    const got = await text(socket);
    clearTimeout(timer);
    return got;
  }

  it.each<[title: string, lines: () => readonly string[], status: RegExp, count: number]>([
    ['the real service', () => [`Content-Length: ${bytes.length}`, ...signed(bytes)], /^HTTP\/1\.1 204/, 1],
    [
      'two signatures, the right one first',
      () => [`Content-Length: ${bytes.length}`, ...signed(bytes), 'BI-Signature: YQ=='],
      /^HTTP\/1\.1 401/,
      0,
    ],
    [
      'two signatures, the right one last',
      () => [`Content-Length: ${bytes.length}`, 'BI-Signature: YQ==', ...signed(bytes)],
      /^HTTP\/1\.1 401/,
      0,
    ],
    [
      'two dates',
      () => [`Content-Length: ${bytes.length}`, ...signed(bytes), `BI-Signature-Date: ${date()}`],
      /^HTTP\/1\.1 401/,
      0,
    ],
    [
      'two lengths',
      () => [`Content-Length: ${bytes.length}`, 'Content-Length: 2', ...signed(bytes)],
      /^HTTP\/1\.1 400/,
      0,
    ],
    [
      'a length and chunks',
      () => [`Content-Length: ${bytes.length}`, 'Transfer-Encoding: chunked', ...signed(bytes)],
      /^HTTP\/1\.1 400/,
      0,
    ],
    [
      'a path that another header claims',
      () => [
        `Content-Length: ${bytes.length}`,
        `BI-Signature-Date: 2026-01-01T00:00:00Z`,
        `BI-Signature: ${signature('/elsewhere', '2026-01-01T00:00:00Z', bytes)}`,
        'X-Original-URI: /elsewhere',
        'X-Forwarded-Prefix: /elsewhere',
      ],
      /^HTTP\/1\.1 401/,
      0,
    ],
    [
      'another method in a header',
      () => [`Content-Length: ${bytes.length}`, 'X-HTTP-Method-Override: GET', ...signed(bytes)],
      /^HTTP\/1\.1 204/,
      1,
    ],
  ])('with %s', async (_title, lines, status, count) => {
    handled.length = errors.length = 0;
    const got = await raw(lines());
    expect(got).toMatch(status);
    expect(handled).toHaveLength(count);
    checkShown(got);
  });

  it('cannot replay a delivery under another event, or after its five minutes', async () => {
    handled.length = errors.length = 0;
    const old = new Date(Date.now() - (MAX_AGE + 2) * 1000).toISOString();
    const copied = {'bi-signature': signature(PATH, old, bytes), 'bi-signature-date': old};
    const given = {method: 'POST', path: PATH};
    expect((await answer(portOf('signed'), given, copied, bytes)).status).toBe(401);
    const now = date();
    const fresh = {'bi-signature': signature(PATH, now, bytes), 'bi-signature-date': now};
    const elsewhere = {method: 'POST', path: '/webhooks/USER_DELETED'};
    expect((await answer(portOf('signed'), elsewhere, fresh, bytes)).status).toBe(401);
    expect(handled).toEqual([]);
  });

  it('fills no memory with a small body, signed or not', async () => {
    handled.length = errors.length = 0;
    const member = gzipSync(Buffer.alloc(25 * 1024 * 1024, ' '), {level: 1});
    const bomb = Buffer.concat(Array.from({length: 8}, () => member));
    const before = process.memoryUsage().rss;
    for (const headers of [
      {'bi-signature': 'YQ==', 'bi-signature-date': date()},
      {'bi-signature': signature(PATH, '2026', bomb), 'bi-signature-date': '2026'},
    ]) {
      const {status} = await answer(
        portOf('signed'),
        {method: 'POST', path: PATH},
        {...headers, 'content-encoding': 'gzip'},
        bomb,
      ).catch(() => ({status: 413}));
      expect(status).toBe(413);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
    expect(handled).toEqual([]);
  });
});
