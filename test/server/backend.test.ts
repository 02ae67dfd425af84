import {describe, expect, it, vi} from 'vitest';
import {describeConnectionError} from '../../src/flows/index.js';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import type {FlowErrorCode} from '../../src/service/flow-error.js';
import {
  type Backend,
  BackendError,
  type BackendOptions,
  createBackend,
  type User,
} from '../../src/server/index.js';
import {polluted} from '../support/polluted.js';
import {post} from './post.js';

const SECRET = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
const START = {state: 'S', redirectUri: 'https://app.example/callback'};
const OTHER_TOKEN = '7wBPuFfb1Hod82f1+KNa0AmrkIuQ3h1G';

/** Creates a back end in front of the emulated service, and records saved tokens and calls of the service. */
function backEnd(options: Partial<BackendOptions> = {}): {
  answer: Backend;
  saved: (string | null)[];
  asked: Request[];
} {
  const sandbox = createSandbox({
    users: [
      {token: TOKEN, code: CODE, connections: [{id: 46, connectorId: 59, state: 'SCARequired'}]},
      {token: OTHER_TOKEN, connections: [{id: 47, connectorId: 59}]},
    ],
  });
  const saved: (string | null)[] = [];
  const asked: Request[] = [];
  const answer = createBackend({
    domain: 'demo',
    clientId: 17473055,
    clientSecret: SECRET,
    getUser: (request) => {
      const token = request.headers.get('x-user');
      return {id: token ?? 'visitor', token};
    },
    saveToken: (_user, token) => {
      saved.push(token);
    },
    fetch: (...args) => {
      const request = new Request(...args);
      asked.push(request.clone());
      return sandbox.fetch(request);
    },
    ...options,
  });
  return {answer, saved, asked};
}

const as = (token: string): Request =>
  new Request('https://app.example/callback', {headers: {'x-user': token}});

describe('createBackend', () => {
  it('mints a temporary code for the signed-in user', async () => {
    const {answer, asked} = backEnd();
    const response = await answer(post('code', {}, {'x-user': TOKEN}));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      code: expect.stringMatching(/^[\w+/]{32}$/) as string,
      owner: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    expect(asked.map(({url}) => url)).toEqual(['https://demo.biapi.pro/2.0/auth/token/code']);
  });

  it('mints a code that works only once with codeType singleAccess', async () => {
    const {answer, asked} = backEnd({codeType: 'singleAccess'});
    const response = await answer(post('code', {}, {'x-user': TOKEN}));
    expect(asked.map(({url}) => url)).toEqual([
      'https://demo.biapi.pro/2.0/auth/token/code?type=singleAccess',
    ]);
    const {code} = (await response.json()) as {code: string};
    expect(await answer.connection(as(code), 46)).toMatchObject({id: 46});
    await expect(answer.connection(as(code), 46)).rejects.toMatchObject({code: 'token-refused'});
  });

  it('answers without a code, but with an owner, for a user without a token', async () => {
    for (const token of [undefined, null, '']) {
      const {answer, asked} = backEnd({getUser: () => ({id: 7, token})});
      const response = await answer(post('code'));
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({
        code: null,
        owner: expect.stringMatching(/^[\w-]{43}$/) as string,
      });
      expect(asked).toEqual([]);
    }
  });

  it('exchanges a received code and saves the token, which the browser never sees', async () => {
    const {answer, saved} = backEnd();
    const response = await answer(post('token', {code: CODE}));
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(saved).toHaveLength(1);
    expect(saved[0]).not.toBe(CODE);
  });

  it('exchanges a code only once, and refuses a second try', async () => {
    const {answer, saved} = backEnd();
    const responses = await Promise.all([1, 2, 3].map(() => answer(post('token', {code: CODE}))));
    expect(responses.map(({status}) => status).sort()).toEqual([204, 400, 400]);
    expect(saved).toHaveLength(1);
  });

  it('passes on errors of getUser', async () => {
    const failing = {
      getUser: () => Promise.reject(new RangeError('no sessions')),
    };
    const {answer} = backEnd(failing);
    await expect(answer(post('code'))).rejects.toThrow('no sessions');
    await expect(answer(post('token', {code: CODE}))).rejects.toThrow('no sessions');
    await expect(answer.connection(as(TOKEN), 46)).rejects.toThrow('no sessions');
  });

  it('passes on errors of saveToken and replaceToken', async () => {
    const noDisk = (): never => {
      throw new RangeError('no disk');
    };
    const {answer} = backEnd({saveToken: noDisk});
    await expect(answer(post('token', {code: CODE}))).rejects.toThrow('no disk');
    const asking = backEnd({replaceToken: noDisk});
    const request = post('token', {code: CODE}, {'x-user': TOKEN});
    await expect(asking.answer(request)).rejects.toThrow('no disk');
    expect(asking.asked).toEqual([]);
  });

  it('keeps requests apart: many at once each get the code of their own user', async () => {
    const {answer} = backEnd();
    const tokens = Array.from({length: 40}, (_, index) => (index % 2 ? TOKEN : OTHER_TOKEN));
    const codes = await Promise.all(
      tokens.map(async (token) => {
        const response = await answer(post('code', {}, {'x-user': token}));
        return ((await response.json()) as {code: string}).code;
      }),
    );
    for (const [index, code] of codes.entries()) {
      const own = tokens[index] === TOKEN ? 46 : 47;
      expect(await answer.connection(as(code), own)).toMatchObject({id: own});
    }
  });

  const misconfigured: readonly [title: string, options: object, code: FlowErrorCode][] = [
    ['no domain', {domain: ''}, 'missing-parameter'],
    ['an insecure base URL', {baseUrl: 'http://bank.example'}, 'insecure-url'],
    ['a base URL of another scheme', {baseUrl: 'blob:http://bank.example/46'}, 'insecure-url'],
    ['a base URL on http, if only https is allowed', {baseUrl: 'http://sandbox:4001'}, 'insecure-url'],
    ['no client', {clientId: ''}, 'missing-parameter'],
    ['no secret', {clientSecret: ''}, 'missing-parameter'],
    ['no getUser', {getUser: undefined}, 'missing-parameter'],
    ['a replaceToken that is not a function', {replaceToken: true}, 'invalid-parameter'],
    ['a createPayment that is not a function', {createPayment: {amount: 7}}, 'invalid-parameter'],
    ['a savePayment that is not a function', {savePayment: 'payments'}, 'invalid-parameter'],
    ['an ownsPayment that is not a function', {ownsPayment: true}, 'invalid-parameter'],
    ['a saveToken that is not a function', {saveToken: 'tokens'}, 'invalid-parameter'],
    ['a fetch that is not a function', {fetch: 'node-fetch'}, 'invalid-parameter'],
    ['an onError that is not a function', {onError: console}, 'invalid-parameter'],
    ['a mistyped option', {clientID: 1}, 'unknown-parameter'],
    ['an option that is none', {getToken: () => null}, 'unknown-parameter'],
    ['an option of the elements', {redirectUri: 'https://app.example/'}, 'unknown-parameter'],
    ['every origin allowed', {allowedOrigins: '*'}, 'invalid-parameter'],
    ['every origin in a list', {allowedOrigins: ['*']}, 'invalid-parameter'],
    ['an allowed origin with a path', {allowedOrigins: ['https://app.example/']}, 'invalid-parameter'],
    [
      'an allowed origin with its default port',
      {allowedOrigins: ['https://app.example:443']},
      'invalid-parameter',
    ],
    ['an allowed origin without a scheme', {allowedOrigins: ['app.example']}, 'invalid-parameter'],
    ['an allowed origin that is null', {allowedOrigins: ['null']}, 'invalid-parameter'],
    ['an allowed origin of another scheme', {allowedOrigins: ['capacitor://localhost']}, 'invalid-parameter'],
    ['an allowed origin that is no text', {allowedOrigins: [7]}, 'invalid-parameter'],
    [
      'an allowInsecureBaseUrl that is a text',
      {baseUrl: 'http://10.0.0.1', allowInsecureBaseUrl: 'yes'},
      'invalid-parameter',
    ],
    ['an unknown type of code', {codeType: 'single'}, 'invalid-parameter'],
    ['a time limit of 0', {timeLimit: 0}, 'invalid-parameter'],
    ['a time limit of half a millisecond', {timeLimit: 0.5}, 'invalid-parameter'],
    ['a time limit longer than a timer can wait', {timeLimit: 2 ** 31}, 'invalid-parameter'],
    ['a time limit that is a string', {timeLimit: '8000'}, 'invalid-parameter'],
  ];
  for (const [title, options, code] of misconfigured) {
    it(`does not start with ${title}`, () => {
      const option = Object.keys(options).at(-1);
      const message = expect.stringMatching(`^${option ?? ''} `) as string;
      expect(() => backEnd(options)).toThrow(expect.objectContaining({code, option, message}));
    });
  }

  const meant = [
    [{clientID: 1}, 'clientID is not an option (did you mean clientId?)'],
    [{client_secret: 's'}, 'client_secret is not an option (did you mean clientSecret?)'],
    [{saveTokens: () => undefined}, 'saveTokens is not an option (did you mean saveToken?)'],
    [{getToken: () => null}, 'getToken is not an option'],
    [{secret: SECRET}, 'secret is not an option'],
    [{['x'.repeat(90)]: 1}, `${'x'.repeat(60)} is not an option`],
  ] as const;
  for (const [options, message] of meant) {
    it(`says that ${message}`, () => {
      expect(() => backEnd(options as object)).toThrow(expect.objectContaining({message}));
    });
  }

  it('names a misspelt option rather than the one that is missing for it', () => {
    const misspelt = {clientSecret: undefined, client_secret: SECRET};
    const message = 'client_secret is not an option (did you mean clientSecret?)';
    expect(() => backEnd(misspelt as object)).toThrow(expect.objectContaining({message}));
  });

  it('ignores an unknown option that is not given', () => {
    expect(() => backEnd({getToken: undefined} as object)).not.toThrow();
  });

  it('warns each time that a private address gets codes over http, and takes it', async () => {
    const warn = vi.spyOn(console, 'warn').mockReturnValue(undefined);
    for (const baseUrl of ['http://sandbox:4001', 'http://192.168.1.5:4001']) {
      const {answer, asked} = backEnd({baseUrl, allowInsecureBaseUrl: true});
      expect((await answer(post('code', {}, {'x-user': TOKEN}))).status).toBe(200);
      expect(asked.map(({url}) => url)).toEqual([`${baseUrl}/2.0/auth/token/code`]);
    }
    expect(warn).toHaveBeenCalledTimes(2);
    expect(warn.mock.calls[0]?.[0]).toMatch(/^allowInsecureBaseUrl: .* Never use it in production\.$/);
    backEnd({baseUrl: 'http://localhost:4001', allowInsecureBaseUrl: true});
    backEnd({baseUrl: 'https://sandbox:4001', allowInsecureBaseUrl: true});
    expect(warn).toHaveBeenCalledTimes(2);
    const open = {baseUrl: 'http://bank.example', allowInsecureBaseUrl: true};
    expect(() => backEnd(open)).toThrow(expect.objectContaining({code: 'insecure-url'}));
    warn.mockRestore();
  });

  it('takes no option from a polluted prototype', async () => {
    const everyObject = {
      baseUrl: 'https://evil.example',
      codeType: 'singleAccess',
      timeLimit: 1,
      fetch: () => Promise.reject(new Error('evil')),
    };
    const options: BackendOptions = {
      domain: 'demo',
      clientId: 1,
      clientSecret: SECRET,
      getUser: () => ({id: 1, token: TOKEN}),
      saveToken: () => undefined,
    };
    const answer = await polluted(everyObject, () => createBackend(options));
    const asked: string[] = [];
    const {fetch: real} = globalThis;
    globalThis.fetch = (url) => {
      asked.push(url as string);
      return Promise.resolve(Response.json({code: CODE}));
    };
    try {
      expect((await answer(post('code'))).status).toBe(200);
      expect(asked).toEqual(['https://demo.biapi.pro/2.0/auth/token/code']);
    } finally {
      globalThis.fetch = real;
    }
  });

  it('reads the own properties of its options only, not the methods of a class', () => {
    class Options {
      readonly domain = 'demo';
      readonly clientId = 1;
      readonly clientSecret = SECRET;
      getUser(): User {
        return {id: 1, token: TOKEN};
      }
      saveToken(): void {
        throw new Error('not called');
      }
    }
    expect(() => createBackend(new Options())).toThrow(
      expect.objectContaining({code: 'missing-parameter', option: 'getUser'}),
    );
  });

  it('ignores a later change of the options', async () => {
    const options = {
      domain: 'demo',
      clientId: 1,
      clientSecret: SECRET,
      getUser: (): User | null => null,
      saveToken: () => undefined,
    };
    const answer = createBackend(options);
    options.getUser = () => ({id: 1});
    expect((await answer(post('code'))).status).toBe(401);
  });

  it('takes no field of a body or of an answer from a polluted prototype', async () => {
    const {answer} = backEnd({fetch: () => Promise.resolve(Response.json({}))});
    const everyObject = {code: CODE, access_token: TOKEN};
    const noCode = post('token');
    const noToken = post('token', {code: CODE});
    const [asked, exchanged] = await polluted(everyObject, async () => [
      await answer(noCode),
      await answer(noToken),
    ]);
    expect(await asked.json()).toMatchObject({error: 'missing-code'});
    expect(await exchanged.json()).toMatchObject({error: 'service-unreadable'});
  });

  const POLLUTION = Object.fromEntries(
    [
      ...['code', 'token', 'owner', 'id', 'id_user', 'access_token', 'state', 'context', 'description'],
      ...['body', 'status', 'statusText', 'retryAfter', 'detail', 'userId', 'user', 'message', 'error'],
    ].map((name) => [name, 'theirs']),
  );
  const calls: readonly [title: string, request: () => Request][] = [
    ['mints the same code', () => post('code', {}, {'x-user': TOKEN})],
    ['mints no code for a user without a token', () => post('code')],
    ['exchanges the same code', () => post('token', {code: CODE})],
    ['exchanges no code that was not sent', () => post('token', {})],
    ['refuses a code of the service', () => post('token', {code: 'unknown'})],
    ['keeps a token that works', () => post('token', {code: CODE}, {'x-user': OTHER_TOKEN})],
    ['refuses another route', () => post('secret')],
    ['refuses another site', () => post('code', {}, {'sec-fetch-site': 'cross-site'})],
  ];
  for (const [title, request] of calls) {
    it(`${title} with every name in Object.prototype`, async () => {
      const run = async (pollution: object): Promise<unknown> => {
        const asked: unknown[] = [];
        const bodies = new Map([
          ['/2.0/auth/token/code', {code: CODE}],
          ['/2.0/auth/token/access', {access_token: TOKEN}],
          ['/2.0/users/me', {id: 7}],
        ]);
        const {answer, saved} = backEnd({
          getUser: ({headers}) => {
            const user = headers.get('x-user');
            return user === null ? {id: 'visitor'} : {id: user, token: user};
          },
          fetch: (url, init) => {
            const {method, headers, body} = Object.assign(Object.create(null), init) as RequestInit;
            asked.push([url, method, headers, body]);
            const answered = bodies.get(new URL(url as string).pathname);
            const isUnknown = typeof body === 'string' && body.includes('unknown');
            const status = isUnknown ? 400 : 200;
            const answerBody = isUnknown ? {code: 'invalidCode'} : answered;
            return Promise.resolve(
              new Response(
                JSON.stringify(answerBody),
                Object.assign(Object.create(null) as object, {status}),
              ),
            );
          },
        });
        const sent = request();
        const response = await polluted(pollution, () => answer(sent));
        return [response.status, [...response.headers], await response.text(), saved, asked];
      };
      expect(await run(POLLUTION)).toEqual(await run({}));
    });
  }

  it('treats null, as from a configuration file, as not given', async () => {
    const {answer} = backEnd({codeType: null, timeLimit: null, baseUrl: null});
    expect((await answer(post('code', {}, {'x-user': TOKEN}))).status).toBe(200);
  });

  const NOT_UTF_8 = new Blob([Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d)]);
  const get = (method: string): Request => new Request('https://app.example/api/code', {method});
  const refused: readonly [title: string, request: Request, status: number, error: string][] = [
    ['another route', post('secret'), 404, 'unknown-route'],
    ['an inherited name for a route', post('constructor'), 404, 'unknown-route'],
    ['the name of a method that is not a route', post('connection'), 404, 'unknown-route'],
    ['a payment, if there is no createPayment', post('payment', START), 404, 'unknown-route'],
    ['a route with a slash at its end', post('code/'), 404, 'unknown-route'],
    ['GET', get('GET'), 405, 'method-not-allowed'],
    ['HEAD', get('HEAD'), 405, 'method-not-allowed'],
    ['OPTIONS, as before a request from another origin', get('OPTIONS'), 405, 'method-not-allowed'],
    ['PUT', get('PUT'), 405, 'method-not-allowed'],
    ['another site', post('code', {}, {'sec-fetch-site': 'cross-site'}), 403, 'cross-site'],
    ['another origin of the same site', post('code', {}, {'sec-fetch-site': 'same-site'}), 403, 'cross-site'],
    ['an address that the user typed', post('code', {}, {'sec-fetch-site': 'none'}), 403, 'cross-site'],
    [
      'two values of Sec-Fetch-Site',
      post('code', {}, {'sec-fetch-site': 'same-origin, cross-site'}),
      403,
      'cross-site',
    ],
    [
      'an empty Sec-Fetch-Site',
      post('code', {}, {'sec-fetch-site': '', origin: 'https://app.example'}),
      403,
      'cross-site',
    ],
    [
      'a form',
      post('token', 'code=x', {'content-type': 'application/x-www-form-urlencoded'}),
      415,
      'unsupported-content-type',
    ],
    ['plain text', post('token', '{}', {'content-type': 'text/plain'}), 415, 'unsupported-content-type'],
    ['no content type', post('token', '{}', {'content-type': ''}), 415, 'unsupported-content-type'],
    [
      'two content types',
      post('token', '{}', {'content-type': 'text/plain, application/json'}),
      415,
      'unsupported-content-type',
    ],
    [
      'two content types in the other order',
      post('token', '{}', {'content-type': 'application/json, text/plain'}),
      415,
      'unsupported-content-type',
    ],
    [
      'a content type that only begins like JSON',
      post('token', '{}', {'content-type': 'application/jsonp'}),
      415,
      'unsupported-content-type',
    ],
    [
      'JSON as a parameter of another type',
      post('token', '{}', {'content-type': 'text/plain; application/json'}),
      415,
      'unsupported-content-type',
    ],
    ['invalid JSON', post('token', '{'), 400, 'invalid-json'],
    ['an empty body', post('token', ''), 400, 'invalid-json'],
    ['a JSON string', post('token', '"code"'), 400, 'invalid-json'],
    ['a JSON array', post('token', [CODE]), 400, 'invalid-json'],
    ['JSON null', post('token', 'null'), 400, 'invalid-json'],
    ['a body that is not UTF-8', post('token', NOT_UTF_8), 400, 'invalid-json'],
    ['no code', post('token', {}), 400, 'missing-code'],
    ['an empty code', post('token', {code: ''}), 400, 'missing-code'],
    ['a code that is not a string', post('token', {code: 7}), 400, 'missing-code'],
    ['an inherited code', post('token', '{"__proto__": {"code": "x"}}'), 400, 'missing-code'],
    ['a large body', post('token', {code: 'x'.repeat(17_000)}), 413, 'too-large'],
    ['a large body on a route that needs none', post('code', {x: 'x'.repeat(17_000)}), 413, 'too-large'],
    ['an unknown code', post('token', {code: 'x'}), 400, 'code-refused'],
  ];
  for (const [title, request, status, error] of refused) {
    it(`refuses ${title}`, async () => {
      const {answer, saved} = backEnd();
      const response = await answer(request);
      expect(response.status).toBe(status);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(response.headers.get('allow')).toBe(status === 405 ? 'POST' : null);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(await response.json()).toEqual({error, message: expect.any(String) as string});
      expect(saved).toEqual([]);
    });
  }

  const taken: readonly [title: string, headers: Readonly<Record<string, string>>][] = [
    ['a charset', {'content-type': 'application/json; charset=utf-8'}],
    ['capitals', {'content-type': 'Application/JSON;Charset="UTF-8"'}],
    ['spaces around it', {'content-type': ' application/json ; charset=utf-8'}],
  ];
  for (const [title, headers] of taken) {
    it(`accepts a content type with ${title}`, async () => {
      expect((await backEnd().answer(post('code', {}, headers))).status).toBe(200);
    });
  }

  it('accepts a request for a code without a body', async () => {
    expect((await backEnd().answer(post('code', ''))).status).toBe(200);
  });

  const origins: readonly [origin: string, host: string, status: number][] = [
    ['https://app.example', 'app.example', 200],
    ['http://app.example', 'app.example', 200],
    ['https://app.example:8443', 'app.example:8443', 200],
    ['https://app.example:8443', 'app.example', 403],
    ['https://evil.example', 'app.example', 403],
    ['https://app.example.evil.example', 'app.example', 403],
    ['https://app.example@evil.example', 'app.example', 403],
    ['https://evil.example@app.example', 'app.example', 403],
    ['https://app.example/', 'app.example', 403],
    ['null', 'app.example', 403],
    ['', 'app.example', 403],
    ['file://', '', 403],
    ['app.example', 'app.example', 403],
    ['https://app.example, https://evil.example', 'app.example', 403],
  ];
  for (const [origin, host, status] of origins) {
    it(`answers ${status} to Origin '${origin}' at '${host}' if a browser sends no Sec-Fetch-Site`, async () => {
      const request = post('code', {}, {origin, host});
      request.headers.delete('sec-fetch-site');
      expect((await backEnd().answer(request)).status).toBe(status);
    });
  }

  it('accepts a client that sends neither header, which is not a browser', async () => {
    const request = post('code');
    request.headers.delete('sec-fetch-site');
    expect((await backEnd().answer(request)).status).toBe(200);
  });

  it('distinguishes a body that was already read from an empty one', async () => {
    const request = post('token', {code: CODE});
    await request.text();
    expect(await (await backEnd().answer(request)).json()).toMatchObject({error: 'unreadable-body'});
  });

  it('does not wait forever for a body', async () => {
    let isCancelled = false;
    const body = new ReadableStream({
      cancel: () => {
        isCancelled = true;
      },
    });
    const headers = {'content-type': 'application/json'};
    const request = new Request('https://app.example/token', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit);
    const response = await backEnd().answer(request);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({error: 'incomplete-body'});
    expect(isCancelled).toBe(true);
  });

  it('does not report a body that breaks off, because any client can send one', async () => {
    const reported: unknown[] = [];
    const body = new ReadableStream({
      start: (controller) => {
        controller.error(new Error('the client left'));
      },
    });
    const headers = {'content-type': 'application/json'};
    const init = {method: 'POST', headers, body, duplex: 'half'} as RequestInit;
    const {answer} = backEnd({onError: (error) => void reported.push(error)});
    const response = await answer(new Request('https://app.example/token', init));
    expect(await response.json()).toMatchObject({error: 'incomplete-body'});
    expect(reported).toEqual([]);
  });

  it('saves no token that no request can carry', async () => {
    for (const access_token of ['a\nb', '\ud800', 'tokén']) {
      const {answer, saved} = backEnd({fetch: () => Promise.resolve(Response.json({access_token}))});
      const response = await answer(post('token', {code: CODE}));
      expect(await response.json()).toMatchObject({error: 'service-unreadable'});
      expect(saved).toEqual([]);
    }
  });

  it('stops reading an endless body at its limit', async () => {
    let pulled = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(4000));
      },
    });
    const headers = {'content-type': 'application/json'};
    const request = new Request('https://app.example/token', {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
    } as RequestInit);
    expect((await backEnd().answer(request)).status).toBe(413);
    expect(pulled).toBeLessThan(10);
  });

  for (const token of [`${TOKEN}\n`, 'two words', 'tokén', 'a\r\nx-evil: 1']) {
    it(`does not send a token that no header can hold, such as ${JSON.stringify(token)}`, async () => {
      const {answer, asked} = backEnd({getUser: () => ({id: 1, token}), onError: () => undefined});
      expect(await (await answer(post('code'))).json()).toMatchObject({code: null});
      expect(asked).toEqual([]);
    });
  }
});

describe('connection', () => {
  it('returns the user’s own connection, with what describeConnectionError needs', async () => {
    const {answer, asked} = backEnd();
    const connection = await answer.connection(as(TOKEN), '46');
    expect(connection).toMatchObject({id: 46, id_connector: 59, error: 'SCARequired'});
    expect(connection && describeConnectionError(connection)).toMatchObject({action: 'reconnect'});
    expect(asked.map(({method, url}) => `${method} ${url}`)).toEqual([
      'GET https://demo.biapi.pro/2.0/users/me/connections/46',
    ]);
  });

  it('returns nothing for another user’s connection', async () => {
    const {answer} = backEnd();
    expect(await answer.connection(as(TOKEN), '47')).toBeUndefined();
    expect(await answer.connection(as(OTHER_TOKEN), '47')).toMatchObject({id: 47});
  });

  it('returns nothing for a connection that does not exist', async () => {
    expect(await backEnd().answer.connection(as(TOKEN), 99)).toBeUndefined();
  });

  it('returns nothing if there is no user', async () => {
    const {answer, asked} = backEnd();
    expect(await answer.connection(new Request('https://app.example/callback'), 46)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  const ids = [
    '',
    '0',
    '-1',
    '046',
    '4.6',
    '46/',
    '../node/46',
    '46/accounts',
    '46?expand=accounts',
    '46#',
    '%34%36',
    ' 46',
    '46\n',
    '٤٦',
    'me',
    '9'.repeat(17),
    1e21,
    Number.NaN,
    -46,
    4.5,
    null,
    undefined,
    {toString: () => '46/accounts'},
  ];
  for (const id of ids) {
    it(`does not call the service with the invalid id ${typeof id === 'string' ? JSON.stringify(id) : String(id)}`, async () => {
      const {answer, asked} = backEnd();
      expect(await answer.connection(as(TOKEN), id as string)).toBeUndefined();
      expect(asked).toEqual([]);
    });
  }

  it('throws the error that the routes would answer with', async () => {
    const busy = (): Promise<Response> => Promise.resolve(new Response(null, {status: 429}));
    const {answer} = backEnd({fetch: busy, onError: () => undefined});
    const error: unknown = await answer.connection(as(TOKEN), 46).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BackendError);
    const response = await answer(post('code', {}, {'x-user': TOKEN}));
    const {code, status, message, name} = error as BackendError;
    expect(name).toBe('BackendError');
    expect({status, body: {error: code, message}}).toEqual({
      status: response.status,
      body: (await response.json()) as unknown,
    });
  });

  it('rejects an answer about another connection', async () => {
    const {answer} = backEnd({fetch: () => Promise.resolve(Response.json({id: 47}))});
    await expect(answer.connection(as(TOKEN), 46)).rejects.toMatchObject({code: 'service-unreadable'});
  });
});

describe('payment', () => {
  it('reads what the emulated service says, from the creation to the bank’s answer', async () => {
    const sandbox = createSandbox();
    const ids: number[] = [];
    const {answer} = backEnd({
      fetch: (...args) => sandbox.fetch(new Request(...args)),
      createPayment: () => ({
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
      }),
      savePayment: (_user, {id}) => {
        ids.push(id);
      },
    });
    const {paymentId} = (await (await answer(post('payment', START))).json()) as {paymentId: string};
    expect(ids.map(String)).toEqual([paymentId]);
    const request = new Request('https://app.example/orders/7');
    expect(await answer.payment(request, paymentId)).toMatchObject({state: 'created', client_state: 'S'});
    sandbox.setPaymentState({id: Number(paymentId), state: 'rejected', errorCode: 'insufficientFunds'});
    expect(await answer.payment(request, paymentId)).toMatchObject({
      state: 'rejected',
      error_code: 'insufficientFunds',
    });
    expect(await answer.payment(request, 4711)).toBeUndefined();
  });
});

describe('a fetch option', () => {
  const outages: readonly [title: string, fetch: typeof globalThis.fetch, status: number, error: string][] = [
    ['that fails', () => Promise.reject(new TypeError('refused')), 502, 'service-unreachable'],
    [
      'with its own timeout',
      () => Promise.reject(new DOMException('', 'TimeoutError')),
      504,
      'service-timeout',
    ],
  ];
  for (const [title, fetch, status, error] of outages) {
    it(`${title} gives ${status} ${error}`, async () => {
      const response = await backEnd({fetch}).answer(post('code', {}, {'x-user': TOKEN}));
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({error});
    });
  }
});
