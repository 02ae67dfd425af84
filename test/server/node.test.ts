import {once} from 'node:events';
import {connect as connectHttp2, createServer as createHttp2, type Http2ServerRequest} from 'node:http2';
import {type AddressInfo, connect} from 'node:net';
import type {Readable} from 'node:stream';
import {text} from 'node:stream/consumers';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {createBackend} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {listen, type Listening} from './upstream.js';

const backend = createBackend({
  domain: 'demo',
  clientId: 1,
  clientSecret: 's',
  getUser: () => ({id: 1}),
  saveToken: () => undefined,
});

/** Reads a request to its end, and leaves what a body parser leaves. */
async function parsed(request: Readable): Promise<void> {
  Object.assign(request, {body: JSON.parse((await text(request)) || '{}') as unknown});
}

describe('nodeListener', () => {
  let error: {readonly mock: {readonly calls: unknown[][]}};
  beforeEach(() => {
    error = vi.spyOn(console, 'error').mockReturnValue(undefined);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });

  /** Writes lines of HTTP/1 to a server, as no browser does, and returns the answer's first line and its end. */
  async function write(server: Listening, line: string, host?: string): Promise<string> {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const headers = [
      ...(host === undefined ? [] : [`Host: ${host}`]),
      'Content-Type: application/json',
      'Content-Length: 2',
      'Connection: close',
    ];
    socket.write(`${line}\r\n${headers.join('\r\n')}\r\n\r\n{}`);
    return await text(socket);
  }

  const LINE = 'POST /api/budgea/code HTTP/1.1';
  const malformed: readonly [title: string, line: string, host: string][] = [
    ['a path in Host', LINE, 'x/code#'],
    ['a query in Host', LINE, 'x?'],
    ['a user in Host', LINE, 'ann@x'],
    ['a port that is none', LINE, 'x:99999'],
    ['a letter for a port', LINE, 'x:y'],
    ['an address that does not end', LINE, '[::1'],
    ['spaces in Host', LINE, 'x y'],
    ['two hosts in Host', LINE, 'x,y'],
    ['two Hosts', LINE, 'x\r\nHost: y'],
    ['another host in the request line', 'POST http://evil.example/code HTTP/1.1', 'x'],
    ['a path that is none', 'OPTIONS * HTTP/1.1', 'x'],
    ['a method that no Request has', 'TRACE /api/budgea/code HTTP/1.1', 'x'],
  ];
  for (const isParsed of [false, true]) {
    const behind = isParsed ? ' behind a body parser' : '';
    const start = (): Promise<Listening> => {
      const listener = nodeListener(backend);
      return listen((request, response) => {
        if (isParsed)
          void parsed(request).then(() => {
            listener(request, response);
          });
        else listener(request, response);
      });
    };

    for (const [title, line, host] of malformed) {
      it(`answers 400 to ${title}${behind}, without a word in the console`, async () => {
        await using server = await start();
        expect(await write(server, line, host)).toMatch(/^HTTP\/1\.1 400 [^]*\r\n(Bad Request)?$/);
        expect(error.mock.calls).toEqual([]);
      });
    }

    for (const host of [
      'app.example',
      'app.example:3000',
      'localhost',
      'my_host',
      '127.0.0.1:80',
      '[::1]:3000',
    ]) {
      it(`takes the route from the request line at ${host}${behind}`, async () => {
        await using server = await start();
        expect(await write(server, LINE, host)).toMatch(/^HTTP\/1\.1 200 /);
        const elsewhere = 'POST /api/budgea/secret?/code HTTP/1.1';
        expect(await write(server, elsewhere, host)).toMatch(/^HTTP\/1\.1 404 [^]*unknown-route/);
      });
    }

    for (const [when, wait] of [
      ['before it', () => Promise.resolve()],
      ['while it waits for getUser', () => new Promise((resolve) => setTimeout(resolve, 50))],
    ] as const) {
      it(`leaves no rejection unhandled if another middleware answers ${when}${behind}`, async () => {
        const rejections: unknown[] = [];
        const onRejection = (reason: unknown): void => {
          rejections.push(reason);
        };
        process.on('unhandledRejection', onRejection);
        const answer = async (request: Request): Promise<Response> => {
          await new Promise((resolve) => setTimeout(resolve, 100));
          return backend(request);
        };
        const slow = nodeListener(Object.assign(answer, backend));
        await using server = await listen((request, response) => {
          void (async () => {
            if (isParsed) await parsed(request);
            if (when === 'before it') response.write('first');
            slow(request, response);
            await wait();
            if (!response.headersSent) response.write('first');
            setTimeout(() => response.end(), 150);
          })();
        });
        expect(await write(server, LINE, 'x')).toMatch(/first/);
        await new Promise((resolve) => setTimeout(resolve, 200));
        process.off('unhandledRejection', onRejection);
        expect(rejections).toEqual([]);
      });
    }

    it(`compares the Origin of an old browser with :authority over HTTP/2${behind}`, async () => {
      const listener = nodeListener<Http2ServerRequest>(backend);
      const server = createHttp2((request, response) => {
        if (isParsed)
          void parsed(request).then(() => {
            listener(request, response);
          });
        else listener(request, response);
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const session = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      const statusOf = async (headers: object): Promise<unknown> => {
        const stream = session.request({
          ':method': 'POST',
          ':path': '/api/budgea/code',
          'content-type': 'application/json',
          ...headers,
        });
        stream.end('{}');
        const [answered] = (await once(stream, 'response')) as [{':status': number}];
        stream.resume();
        return answered[':status'];
      };
      const own = {':authority': 'app.example', origin: 'https://app.example'};
      expect(await statusOf(own)).toBe(200);
      expect(await statusOf({...own, origin: 'https://evil.example'})).toBe(403);
      session.close();
      server.close();
    });
  }

  it('takes a request of HTTP/1.0 without Host', async () => {
    await using server = await listen(nodeListener(backend));
    expect(await write(server, 'POST /api/budgea/code HTTP/1.0')).toMatch(/^HTTP\/1\.1 200 /);
  });
});
