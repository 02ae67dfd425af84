import {createServer} from 'node:http';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import {gzipSync} from 'node:zlib';
import express from 'express';
import {describe, expect, it} from 'vitest';
import {createWebhooks, type WebhookErrorCode, type Webhooks} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {delivery, SECRET, signature} from './sign.js';
import {listen} from './upstream.js';

const PATH = '/webhooks/CONNECTION_SYNCED';
const BODY = '{"user": {"id": 7}, "connection": {"id": 46, "name": "\\u00e9"}, "id_webhook_data": 900}';

interface Receiver {
  readonly webhooks: Webhooks;
  readonly handled: unknown[];
  readonly codes: WebhookErrorCode[];
}

function receiver(): Receiver {
  const handled: unknown[] = [];
  const codes: WebhookErrorCode[] = [];
  const webhooks = createWebhooks({
    verify: {hmac: SECRET},
    on: {CONNECTION_SYNCED: (payload) => void handled.push(payload)},
    onError: ({code}) => codes.push(code),
  });
  return {webhooks, handled, codes};
}

const send = async (url: string, body: string | Uint8Array, headers = {}): Promise<number> =>
  (await fetch(url + PATH, delivery(url + PATH, body, {headers}))).status;

describe('webhooks over HTTP', () => {
  it('are read whole, 8 MB in many chunks, with and without gzip', async () => {
    const {webhooks, handled} = receiver();
    await using server = await listen(nodeListener(webhooks));
    const transactions = Array.from({length: 40_000}, (_, id) => ({id, wording: `w${id}`.padEnd(180, 'x')}));
    const long = JSON.stringify({connection: {id: 46, transactions}});
    expect(long.length).toBeGreaterThan(8_000_000);
    expect(await send(server.url, long)).toBe(204);
    expect(await send(server.url, gzipSync(long), {'content-encoding': 'gzip'})).toBe(204);
    expect(handled).toEqual([JSON.parse(long), JSON.parse(long)]);
  });

  it('are read although they arrive byte by byte, in the middle of letters', async () => {
    const {webhooks, handled} = receiver();
    await using server = await listen(nodeListener(webhooks));
    const bytes = Buffer.from('{"connection": {"id": 46, "name": "é€😀"}}');
    const date = new Date().toISOString();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const head = [
      `POST ${PATH} HTTP/1.1`,
      'Host: app.example',
      'Content-Type: application/json',
      'Transfer-Encoding: chunked',
      `BI-Signature-Date: ${date}`,
      `BI-Signature: ${signature(PATH, date, bytes)}`,
      'Connection: close',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    for (const byte of bytes) {
      socket.write(Buffer.concat([Buffer.from('1\r\n'), Buffer.from([byte]), Buffer.from('\r\n')]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    socket.write('0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 204 /);
    expect(handled).toMatchObject([{connection: {name: 'é€😀'}}]);
  });

  it('answer 413 to a sender that never ends', async () => {
    const webhooks = createWebhooks({
      verify: {hmac: SECRET},
      on: {},
      maxBytes: 100_000,
      onError: () => undefined,
    });
    await using server = await listen(nodeListener(webhooks));
    const {headers} = delivery(server.url + PATH, '');
    const body = new ReadableStream({
      pull: async (controller) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        controller.enqueue(new Uint8Array(50_000));
      },
    });
    const response = await fetch(server.url + PATH, {method: 'POST', headers, body, ...{duplex: 'half'}});
    expect(response.status).toBe(413);
  });

  it('are handled by none if the sender hangs up in the middle', async () => {
    const {webhooks, handled, codes} = receiver();
    await using server = await listen(nodeListener(webhooks));
    const date = new Date().toISOString();
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    const head = [
      `POST ${PATH} HTTP/1.1`,
      'Host: x',
      `Content-Length: ${BODY.length}`,
      `BI-Signature-Date: ${date}`,
      `BI-Signature: ${signature(PATH, date, BODY.slice(0, 20))}`,
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${BODY.slice(0, 20)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await expect.poll(() => codes).toEqual(['incomplete-body']);
    expect(handled).toEqual([]);
  });
});

describe('webhooks in Express', () => {
  it('have the path that is signed, behind a mount and behind a router in it', async () => {
    const {webhooks, handled} = receiver();
    const router = express.Router().use('/webhooks', nodeListener(webhooks));
    await using server = await listen(
      express().use('/bank', router).use('/webhooks', nodeListener(webhooks)),
    );
    expect(await send(server.url, BODY)).toBe(204);
    const address = `${server.url}/bank${PATH}`;
    expect((await fetch(address, delivery(address, BODY))).status).toBe(204);
    expect(handled).toHaveLength(2);
  });

  it('refuse a body that express.json() parsed, with a named error', async () => {
    const {webhooks, handled, codes} = receiver();
    await using server = await listen(express().use(express.json()).use(nodeListener(webhooks)));
    expect(await send(server.url, BODY)).toBe(500);
    expect([handled, codes]).toEqual([[], ['unreadable-body']]);
  });

  it.each([
    ['express.json() with rawBody', () => express.json({verify: keepRawBody})],
    ['express.raw()', () => express.raw({type: '*/*'})],
    ['express.text()', () => express.text({type: '*/*'})],
  ])('take the bytes that %s kept, compressed or not', async (_title, parser) => {
    const {webhooks, handled, codes} = receiver();
    await using server = await listen(express().use(parser()).use(nodeListener(webhooks)));
    expect(await send(server.url, BODY)).toBe(204);
    const gzip = {'content-encoding': 'gzip'};
    // these parsers decompress, so the signature must be over the decompressed bytes
    const {headers} = delivery(server.url + PATH, BODY, {headers: gzip});
    const decompressed = await fetch(server.url + PATH, {method: 'POST', headers, body: gzipSync(BODY)});
    expect(decompressed.status).toBe(204);
    expect(await send(server.url, gzipSync(BODY), gzip)).toBe(401);
    expect([handled.length, codes]).toEqual([2, ['wrong-signature']]);
  });

  it('refuse a body that is not that of the signature, also from rawBody', async () => {
    const {webhooks, handled} = receiver();
    const parser = express.json({verify: keepRawBody});
    await using server = await listen(express().use(parser).use(nodeListener(webhooks)));
    const {headers} = delivery(server.url + PATH, BODY);
    const forged = await fetch(server.url + PATH, {method: 'POST', headers, body: BODY.replace('46', '47')});
    expect([forged.status, handled]).toEqual([401, []]);
  });
});

describe('webhooks in a cloud function', () => {
  it('take the bytes of request.rawBody, which the platform read', async () => {
    const {webhooks, handled} = receiver();
    const listener = nodeListener(webhooks);
    const server = createServer((request, response) => {
      void text(request).then((body) => {
        Object.assign(request, {rawBody: Buffer.from(body), body: JSON.parse(body) as unknown});
        listener(request, response);
      });
    });
    await using listening = await listen((request, response) => server.emit('request', request, response));
    expect(await send(listening.url, BODY)).toBe(204);
    expect(handled).toHaveLength(1);
  });
});

function keepRawBody(request: object, _response: unknown, rawBody: Buffer): void {
  Object.assign(request, {rawBody});
}
