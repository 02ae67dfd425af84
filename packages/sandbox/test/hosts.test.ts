import {createServer, type ViteDevServer} from 'vite';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {SandboxError, sandboxAt} from '../src/index.js';
import {type RunningSandbox, startSandbox} from '../src/testing.js';
import {sandbox as plugin} from '../src/vite.js';
import {rawRequest, sendRaw} from './raw-http.js';

const HOST = '127.0.0.1';

let running: RunningSandbox;

beforeAll(async () => {
  running = await startSandbox({host: HOST, allowedHosts: ['Sandbox', '.tunnel.example', 'single.example.']});
});

afterAll(() => running.close());

const get = (headers: readonly string[], target = '/2.0/banks'): ReturnType<typeof sendRaw> =>
  sendRaw(running.url, rawRequest(target, headers));

describe('a sandbox that listens answers to the host', () => {
  it.each([
    'localhost',
    'LocalHost:4001',
    'localhost.',
    'localhost.:80',
    'localhost:',
    'bank.localhost',
    '127.0.0.1:1',
    '127.9.9.9',
    '192.168.1.5:4001',
    '8.8.8.8',
    '[::1]:4001',
    '[::FFFF:127.0.0.1]',
    '[fe80::1]',
    'sandbox:4001',
    'SANDBOX.',
    'tunnel.example',
    'a.b.Tunnel.example:8080',
    'single.example',
  ])('%s', async (host) => {
    expect((await get([`Host: ${host}`])).status).toBe(200);
  });
});

describe('a sandbox that listens refuses with 403 the host', () => {
  it.each([
    'evil.example',
    'evil.example:4001',
    'EVIL.example.',
    'localhost.evil.example',
    'localhost..',
    'notlocalhost',
    'eviltunnel.example',
    'sandbox.evil.example',
    'below.sandbox',
    'below.single.example',
    '127.0.0.1.evil.example',
    'my-laptop',
    'my-laptop.local',
  ])('%s', async (host) => {
    const {status, headers, body} = await get([`Host: ${host}`]);
    expect(status).toBe(403);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(body).toMatch(/start the sandbox with --allow-host [\w.-]+, or add it to the option allowedHosts/);
  });

  it.each([
    ['GET', '/'],
    ['GET', '/2.0/auth/webview/en/connect?client_id=17473055&redirect_uri=https%3A%2F%2Fevil.example'],
    ['GET', '/2.0/auth/webview/assets/style.css'],
    ['OPTIONS', '/2.0/banks'],
    ['POST', '/2.0/auth/init'],
    ['POST', '/sandbox/received'],
    ['POST', '/sandbox/reset'],
  ])('for %s %s', async (method, target) => {
    const before = running.received().length;
    const request = rawRequest(target, ['Host: evil.example', 'Content-Length: 0'], {method});
    expect((await sendRaw(running.url, request)).status).toBe(403);
    expect(running.received()).toHaveLength(before);
  });
});

describe('a sandbox that listens refuses with 400', () => {
  it.each([
    ['no host', []],
    ['an empty host', ['Host:']],
    ['two hosts', ['Host: localhost', 'Host: evil.example']],
    ['two hosts that are the same', ['Host: localhost', 'host: localhost']],
    ['two hosts in one header', ['Host: localhost, evil.example']],
    ['a host with a user', ['Host: evil.example@localhost']],
    ['a host with a path', ['Host: localhost/2.0']],
    ['a host with a fragment', ['Host: localhost#']],
    ['a host with a scheme', ['Host: http://localhost']],
    ['a port that is too high', ['Host: localhost:65536']],
    ['a port that is a word', ['Host: localhost:http']],
    ['an address without its bracket', ['Host: [::1']],
    ['an address in brackets that is none', ['Host: [localhost]']],
    ['an address with a zone', ['Host: [fe80::1%25eth0]']],
    ['a name with a letter that must be encoded', ['Host: bücher.example']],
    ['a name with an escape', ['Host: local%68ost']],
  ])('%s', async (_name, headers) => {
    const {status, headers: answered, body} = await get(headers);
    expect(status).toBe(400);
    expect(body).toContain('Send one valid Host header.');
    expect(answered.get('x-content-type-options')).toBe('nosniff');
  });

  it.each(['http://localhost/2.0/banks', 'http://evil.example/', '*', 'evil.example:80'])(
    'a request line with %s instead of a path',
    async (target) => {
      const request = rawRequest(target, ['Host: localhost'], {method: 'OPTIONS'});
      const {status, headers} = await sendRaw(running.url, request);
      expect([status, headers.get('x-content-type-options')]).toEqual([400, 'nosniff']);
    },
  );

  it.each([
    ['what is no HTTP', 'nonsense\r\n\r\n'],
    ['the beginning of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    [
      'a length and chunks at once',
      rawRequest('/', ['Host: localhost', 'Content-Length: 1', 'Transfer-Encoding: chunked'], {
        method: 'POST',
      }),
    ],
  ])('%s', async (_name, bytes) => {
    const {status, headers} = await sendRaw(running.url, bytes);
    expect([status, headers.get('x-content-type-options')]).toEqual([400, 'nosniff']);
  });
});

describe('a sandbox that listens', () => {
  it.each(['TRACE', 'CONNECT'])('has no method %s', async (method) => {
    const {status} = await sendRaw(running.url, rawRequest('/2.0/banks', ['Host: localhost'], {method}));
    // Node closes the connection if a client asks for a tunnel
    expect(status).toBe(method === 'TRACE' ? 405 : Number.NaN);
  });

  it('answers 431 to headers that are too long', async () => {
    const {status, headers} = await get([`X-Long: ${'x'.repeat(20_000)}`, 'Host: localhost']);
    expect([status, headers.get('x-content-type-options')]).toEqual([431, 'nosniff']);
  });

  it('listens on every address, and answers to each of them', async () => {
    const open = await startSandbox({host: '0.0.0.0'});
    const {port} = new URL(open.url);
    const ask = async (host: string): Promise<number> =>
      (await sendRaw(`http://${HOST}:${port}`, rawRequest('/2.0/banks', [`Host: ${host}`]))).status;
    expect(await Promise.all(['0.0.0.0', '192.168.1.5', 'sandbox'].map(ask))).toEqual([200, 200, 403]);
    await open.close();
  });

  it('answers to the name that it listens on', async () => {
    const named = await startSandbox({host: 'localhost'});
    expect((await fetch(`${named.url}2.0/banks`)).status).toBe(200);
    await named.close();
  });

  it.each([['http://sandbox'], ['sandbox:4001'], ['*'], [''], ['.'], ['a b'], [true], [['sandbox']]])(
    'refuses %j in allowedHosts',
    async (name) => {
      const options = {allowedHosts: [name] as string[]};
      await expect(startSandbox(options)).rejects.toThrow(SandboxError);
      expect(() => plugin(options)).toThrow(/^options\.allowedHosts\[0] must be a host name/);
    },
  );
});

describe('sandboxAt', () => {
  it('throws what the sandbox says of a host that it does not allow', async () => {
    const remote = sandboxAt(running.url, {
      fetch: async () => {
        const {status, headers, body} = await get(['Host: elsewhere'], '/');
        return new Response(body, {status, headers: {'content-type': headers.get('content-type') ?? ''}});
      },
    });
    await expect(remote.reset()).rejects.toMatchObject({
      name: 'SandboxError',
      code: 'refused',
      message: expect.stringContaining('--allow-host elsewhere') as string,
    });
  });
});

describe('the Vite plugin', () => {
  let vite: ViteDevServer | undefined;

  afterAll(() => vite?.close());

  it('answers only to the hosts that it knows', async () => {
    let address: string | undefined;
    vite = await createServer({
      configFile: false,
      logLevel: 'silent',
      plugins: [plugin({port: 0, host: HOST, allowedHosts: ['sandbox']})],
      optimizeDeps: {noDiscovery: true},
      server: {port: 0, host: HOST, ws: false, watch: null},
    });
    vi.spyOn(vite.config.logger, 'info').mockImplementation((line) => {
      address ??= /Sandbox: (\S+)/.exec(line)?.[1];
    });
    await vite.listen();
    await vi.waitFor(() => {
      expect(address).toBeDefined();
    });
    const ask = async (host: string): Promise<number> =>
      (await sendRaw(address ?? '', rawRequest('/2.0/banks', [`Host: ${host}`]))).status;
    expect(await Promise.all(['127.0.0.1', 'localhost', 'sandbox', 'evil.example'].map(ask))).toEqual([
      200, 200, 200, 403,
    ]);
  });
});
