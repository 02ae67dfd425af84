import {connect} from 'node:net';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {createSandbox} from '../src/index.js';
import {serve} from '../src/serve.js';
import {type RunningSandbox, startSandbox} from '../src/testing.js';
import {rawRequest, sendRaw} from './raw-http.js';
import {ORIGIN} from './walk.js';
import {call} from './world.js';

const MB = 1_000_000;
const JSON_TYPE = {'content-type': 'application/json'};

/** A JSON object of exactly this many bytes, which adds a user. */
const userOf = (bytes: number): string => `{"token": "${'t'.repeat(bytes - 13)}"}`;

let running: RunningSandbox;

beforeAll(async () => {
  running = await startSandbox({host: '127.0.0.1'});
});

afterAll(() => running.close());

/** Sends a body in small chunks, without its length. */
function chunked(text: string): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) controller.close();
      else controller.enqueue(bytes.subarray(at, (at += 9000)));
    },
  });
}

const post = (path: string, body: string | ReadableStream): Promise<Response> =>
  fetch(running.url + path, {
    method: 'POST',
    headers: JSON_TYPE,
    body,
    // TypeScript's DOM does not have it yet
    ...({duplex: 'half'} as object),
  });

describe('a body', () => {
  it.each([
    ['with its length', userOf(MB)],
    ['in chunks', chunked(userOf(MB).replace('t"}', 'u"}'))],
  ])('of 1 MB is read, %s', async (_name, body) => {
    expect((await post('sandbox/addUser', body)).status).toBe(200);
  });

  it.each([
    ['sandbox/addUser'],
    ['2.0/auth/init'],
    ['2.0/payments'],
    ['2.0/auth/webview/en/session/none'],
    ['2.0/auth/webview/en/session/none/emulation'],
    ['2.0/nothing'],
    ['2.0/banks'],
    [''],
  ])('of one byte more is refused with 413 at /%s, with its length and in chunks', async (path) => {
    for (const body of [userOf(MB + 1), chunked(userOf(MB + 1))]) {
      const before = running.users().length;
      const {status, headers} = await post(path, body);
      expect([status, headers.get('x-content-type-options')]).toEqual([413, 'nosniff']);
      expect(running.users()).toHaveLength(before);
    }
  });

  it.each([
    ['POST', 'Content-Length: 200000000'],
    ['GET', 'Content-Length: 200000000'],
    ['PUT', 'Content-Length: 999999999999999'],
  ])('that only announces too much is refused before it is sent, by %s with %s', async (method, length) => {
    const {status, headers} = await sendRaw(
      running.url,
      rawRequest('/2.0/auth/init', ['Host: localhost', 'Content-Type: application/json', length], {method}),
    );
    expect(status).toBe(413);
    expect(headers.get('connection')).toBe('close');
  });

  it('that asks first is refused without “100 Continue”, and allowed with it', async () => {
    const ask = (length: number, body: string): ReturnType<typeof sendRaw> =>
      sendRaw(
        running.url,
        rawRequest(
          '/sandbox/users',
          [
            'Host: localhost',
            'Expect: 100-continue',
            'Content-Type: application/json',
            `Content-Length: ${length}`,
          ],
          {method: 'POST', body},
        ),
      );
    expect((await ask(200 * MB, '')).status).toBe(413);
    const allowed = await ask(2, '{}');
    expect([allowed.status, allowed.body]).toEqual([100, expect.stringContaining('HTTP/1.1 400') as string]);
  });

  it('with an expectation that nobody knows is refused with 417', async () => {
    const {status, headers} = await sendRaw(
      running.url,
      rawRequest('/', ['Host: localhost', 'Expect: a-miracle']),
    );
    expect([status, headers.get('x-content-type-options')]).toEqual([417, 'nosniff']);
  });

  it.each(['POST', 'GET'])('without an end is not read on, by %s', async (method) => {
    const {hostname, port} = new URL(running.url);
    const socket = connect(Number(port), hostname);
    const head = `${method} /2.0/auth/init HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`;
    const piece = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    let sent = 0;
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(head);
    const timer = setInterval(() => {
      if (socket.writable && socket.write(piece)) sent += piece.length;
    }, 1);
    await closed;
    clearInterval(timer);
    // what the operating system keeps on its way counts, too
    expect(sent).toBeLessThan(30 * MB);
  });

  it('is refused in the same process as well', async () => {
    const sandbox = createSandbox();
    const {status} = await sandbox.fetch(
      new Request(`${ORIGIN}/sandbox/addUser`, {method: 'POST', headers: JSON_TYPE, body: userOf(MB + 1)}),
    );
    expect(status).toBe(413);
    expect(sandbox.users()).toEqual([]);
  });

  it('is read without a stream, which Firefox lacks', async () => {
    const sandbox = createSandbox();
    const send = async (bytes: number): Promise<number> => {
      const request = new Request(`${ORIGIN}/sandbox/addUser`, {
        method: 'POST',
        headers: JSON_TYPE,
        body: userOf(bytes),
      });
      Object.defineProperty(request, 'body', {value: undefined});
      return (await sandbox.fetch(request)).status;
    };
    expect([await send(MB + 1), await send(100)]).toEqual([413, 200]);
  });
});

describe('a slow body', () => {
  it('is given up with 408, and the sandbox goes on', async () => {
    const reports: string[] = [];
    const sandbox = createSandbox();
    const listening = await serve(sandbox, {
      host: '127.0.0.1',
      port: 0,
      requestTimeout: 200,
      onError: (report) => reports.push(report),
    });
    const request = rawRequest('/2.0/auth/init', ['Host: localhost', 'Content-Length: 10'], {
      method: 'POST',
      body: '{',
    });
    const {status, headers} = await sendRaw(listening.url, request);
    expect([status, headers.get('x-content-type-options')]).toEqual([408, 'nosniff']);
    expect((await sendRaw(listening.url, 'GET / HTTP/1.1\r\n')).status).toBe(408);
    expect((await call(sandbox, 'GET', '/2.0/banks')).status).toBe(200);
    expect((await fetch(`${listening.url}2.0/banks`)).status).toBe(200);
    expect(reports).toEqual([]);
    await listening.close();
  });
});
