import {execFileSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer as createHttp} from 'node:http';
import {createServer as createTls, request as requestOverTls} from 'node:https';
import {type AddressInfo, createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from 'vitest';
import {BACKEND_ERRORS} from '../../src/server/backend-error.js';
import {BackendError, type BackendOptions, createBackend} from '../../src/server/index.js';
import {post} from './post.js';

const SECRET = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';

/** What a back end answers to the browser, and what it reports to the host. */
interface Failure {
  readonly status: number;
  readonly answer: unknown;
  readonly reported: readonly BackendError[];
}

async function failureOf(options: Partial<BackendOptions>): Promise<Failure> {
  const reported: BackendError[] = [];
  const backend = createBackend({
    domain: 'demo',
    clientId: 1,
    clientSecret: SECRET,
    getUser: () => ({id: 1, token: TOKEN}),
    saveToken: () => undefined,
    onError: (error) => void reported.push(error),
    ...options,
  });
  const response = await backend(post('code'));
  return {status: response.status, answer: await response.json(), reported};
}

const UNREACHABLE = {
  error: 'service-unreachable',
  message: BACKEND_ERRORS['service-unreachable'].message,
};

describe('a service that is not reachable', () => {
  const folder = mkdtempSync(join(tmpdir(), 'budgea-certificates-'));
  const servers: Server[] = [];
  const read = (name: string): Buffer => readFileSync(join(folder, name));
  const openssl = (command: string): void => {
    execFileSync('openssl', command.split(' '), {cwd: folder, stdio: 'ignore'});
  };
  const portOf = async (server: Server): Promise<number> => {
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };
  /** A `fetch` that trusts a certificate, and fails as Node's own does. */
  const trusting = (ca: Buffer): typeof fetch => {
    const send = (url: string): Promise<Response> =>
      new Promise((_resolve, reject) => {
        const request = requestOverTls(url, {ca}).end();
        request.once('error', (cause) => {
          reject(new TypeError('fetch failed', {cause}));
        });
      });
    return (url) => send(url as string);
  };

  beforeAll(() => {
    openssl(
      'req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=DNS:localhost -keyout key.pem -out valid.pem',
    );
    openssl('req -new -key key.pem -subj /CN=localhost -out request.pem');
    openssl('x509 -req -in request.pem -signkey key.pem -days -1 -out expired.pem');
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, {recursive: true});
  });

  const places: readonly [
    title: string,
    detail: string,
    words: RegExp,
    place: () => Promise<Partial<BackendOptions>>,
  ][] = [
    [
      'because nothing listens there',
      'ECONNREFUSED',
      /refused the connection/,
      async () => {
        const gone = createServer();
        const port = await portOf(gone);
        gone.close();
        await once(gone, 'close');
        return {baseUrl: `http://127.0.0.1:${port}`};
      },
    ],
    [
      'because its certificate is signed by itself',
      'DEPTH_ZERO_SELF_SIGNED_CERT',
      /certificate is signed by itself/,
      async () => {
        const port = await portOf(createTls({key: read('key.pem'), cert: read('valid.pem')}));
        return {baseUrl: `https://localhost:${port}`};
      },
    ],
    [
      'because its certificate has expired',
      'CERT_HAS_EXPIRED',
      /certificate has expired/,
      async () => {
        const cert = read('expired.pem');
        const port = await portOf(createTls({key: read('key.pem'), cert}));
        return {baseUrl: `https://localhost:${port}`, fetch: trusting(cert)};
      },
    ],
    [
      'because its certificate is for another host',
      'ERR_TLS_CERT_ALTNAME_INVALID',
      /certificate is for another host/,
      async () => {
        const cert = read('valid.pem');
        const port = await portOf(createTls({key: read('key.pem'), cert}));
        return {baseUrl: `https://127.0.0.1:${port}`, fetch: trusting(cert)};
      },
    ],
    [
      'because it speaks http where https is asked for',
      'ERR_SSL_WRONG_VERSION_NUMBER',
      /does not speak TLS/,
      async () => ({baseUrl: `https://127.0.0.1:${await portOf(createHttp())}`}),
    ],
    [
      'because it is another service',
      'HPE_INVALID_CONSTANT',
      /does not speak HTTP/,
      async () => {
        const mail = createServer((socket) => socket.end('220 mail.example ESMTP\r\n'));
        return {baseUrl: `http://127.0.0.1:${await portOf(mail)}`};
      },
    ],
    [
      'because it hangs up',
      'UND_ERR_SOCKET',
      /closed too early/,
      async () => {
        const closing = createServer((socket) => socket.once('data', () => socket.destroy()));
        return {baseUrl: `http://127.0.0.1:${await portOf(closing)}`};
      },
    ],
  ];
  for (const [title, detail, words, place] of places) {
    it(`${title} is told to the host as ${detail}, and not to the browser`, async () => {
      const {status, answer, reported} = await failureOf(await place());
      expect([status, answer]).toEqual([502, UNREACHABLE]);
      expect(reported).toEqual([expect.any(BackendError)]);
      expect(reported[0]).toMatchObject({code: 'service-unreachable', status: 502, detail});
      expect(reported[0]?.message).toMatch(words);
    });
  }

  it('because DNS does not know it is told to the host, in words', async () => {
    const {answer, reported} = await failureOf({baseUrl: 'https://nobody.invalid'});
    expect(answer).toEqual(UNREACHABLE);
    // without a network, DNS does not answer
    expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(reported[0]?.detail);
    expect(reported[0]?.message).toMatch(/DNS (does not know its host|did not answer)/);
  });

  const failing = (error: unknown): Partial<BackendOptions> => ({
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a fetch may reject with anything
    fetch: () => Promise.reject(error),
  });

  it('says so of each address that was tried', async () => {
    const tried = ['EHOSTDOWN', 'ENETUNREACH'].map((code) => Object.assign(new Error(code), {code}));
    const {reported} = await failureOf(failing(new TypeError('', {cause: new AggregateError(tried)})));
    expect(reported[0]?.detail).toBe('ENETUNREACH');
  });

  const loop = new Error('loop');
  loop.cause = loop;
  const others: readonly [title: string, error: unknown][] = [
    ['no code', new TypeError('internal error')],
    ['a code that is not known', Object.assign(new Error(''), {code: SECRET})],
    ['an inherited name as its code', Object.assign(new Error(''), {code: 'constructor'})],
    ['a code that is not a text', Object.assign(new Error(''), {code: {toString: () => 'ENOTFOUND'}})],
    ['itself as its cause', loop],
    ['no error at all', {code: 'ENOTFOUND'}],
  ];
  for (const [title, error] of others) {
    it(`has no detail if the error has ${title}`, async () => {
      const {reported} = await failureOf(failing(error));
      expect(reported).toHaveLength(1);
      expect(reported[0]).toMatchObject({detail: undefined});
      expect(reported[0]?.message).toBe(UNREACHABLE.message);
    });
  }
});

describe('onError', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('gets the error and the request', async () => {
    const seen: unknown[] = [];
    const {status} = await failureOf({
      getUser: () => 'ann' as never,
      onError: (error, request) => void seen.push(error.code, request.url),
    });
    expect(status).toBe(500);
    expect(seen).toEqual(['invalid-user', 'https://app.example/api/code']);
  });

  it('is not called for what the browser or the user did', async () => {
    const {status, reported} = await failureOf({getUser: () => null});
    expect([status, reported]).toEqual([401, []]);
  });

  it('gets why a saved token works no more, although its user can go on', async () => {
    const refused = (): Promise<Response> =>
      Promise.resolve(Response.json({code: 'invalidToken', description: ''}, {status: 401}));
    const {status, reported} = await failureOf({fetch: refused});
    expect([status, reported.map(({code}) => code)]).toEqual([200, ['token-refused']]);
  });

  it('is awaited, and what it throws is passed on', async () => {
    const onError = (): Promise<void> => Promise.reject(new RangeError('no log'));
    await expect(failureOf({getUser: () => 'ann' as never, onError})).rejects.toThrow('no log');
  });

  it('is one line in the console if it is not given', async () => {
    const log = vi.spyOn(console, 'error').mockReturnValue(undefined);
    const refused = Object.assign(new Error(`${SECRET} ${TOKEN}`), {code: 'ECONNREFUSED'});
    await failureOf({onError: null, fetch: () => Promise.reject(refused)});
    await failureOf({onError: null, getUser: () => 'ann' as never});
    expect(log.mock.calls).toEqual([
      [
        'budgea-webview: POST …/code: service-unreachable (ECONNREFUSED). The service is not reachable. Its host refused the connection. Check `baseUrl` and its port, and whether the service runs.',
      ],
      [`budgea-webview: POST …/code: invalid-user. ${BACKEND_ERRORS['invalid-user'].message}`],
    ]);
  });
});
