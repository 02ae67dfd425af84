import {expect} from 'chai';
import fc from 'fast-check';
import {errorOf} from '../support/errors.js';
import {type Flow, type FlowErrorCode, webviewUrl} from '../../src/flows/index.js';
import {FLOWS, type Parameter} from '../../src/service/parameters.js';

const connect = {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'} as const;
const DOCUMENTED_CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

/** `webviewUrl` without its types, as in plain JavaScript. */
const untyped = webviewUrl as (flow: unknown, options?: unknown) => string;

function queryOf(url: string): URLSearchParams {
  return new URL(url).searchParams;
}

describe('webviewUrl', () => {
  it('builds the documented address of each flow', () => {
    expect(webviewUrl('connect', connect)).to.equal(
      'https://demo.biapi.pro/2.0/auth/webview/connect?client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback',
    );
    expect(
      webviewUrl('reconnect', {...connect, code: DOCUMENTED_CODE, connectionId: 46, language: 'fr'}),
    ).to.equal(
      'https://demo.biapi.pro/2.0/auth/webview/fr/reconnect?client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback' +
        '&code=%2FJiDppWgbmc%2B5ztHIUJtHl0ynYfw682Z&connection_id=46',
    );
    expect(webviewUrl('manage', {domain: 'demo', clientId: 17473055, code: 'c'})).to.equal(
      'https://demo.biapi.pro/2.0/auth/webview/manage?client_id=17473055&code=c',
    );
    expect(webviewUrl('transfer', {...connect, transferId: '22', language: 'en'})).to.equal(
      'https://demo.biapi.pro/2.0/auth/webview/en/transfer?client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&transfer_id=22',
    );
  });

  it('sends every parameter of a flow under its documented name', () => {
    const samples: Record<Parameter, [unknown, string]> = {
      clientId: [17473055, '17473055'],
      redirectUri: ['https://app.example/cb', 'https://app.example/cb'],
      code: [DOCUMENTED_CODE, DOCUMENTED_CODE],
      state: ['s1', 's1'],
      connectionId: ['46', '46'],
      resetCredentials: [true, 'true'],
      transferId: [22, '22'],
      connectorIds: [[3, '59'], '3,59'],
      connectorUuids: [['07d76adf-ae35-5b38-aca8-67aafba13169'], '07d76adf-ae35-5b38-aca8-67aafba13169'],
      connectorCapabilities: [['bank', 'document'], 'bank,document'],
      accountIbans: [['FR7630004012550000041157244'], 'FR7630004012550000041157244'],
      accountTypes: [['checking', 'a-new-type'], 'checking,a-new-type'],
      accountUsages: [['PRIV'], 'PRIV'],
      connectionSources: [['openapi', 'directaccess'], 'openapi,directaccess'],
      connectorCountry: ['FR', 'FR'],
      maxConnections: [3, '3'],
      connectorFields: [undefined, ''],
      paymentId: [31, '31'],
    };
    for (const flow of Object.keys(FLOWS) as Flow[]) {
      const names = (Object.keys(FLOWS[flow]) as Parameter[]).filter(
        (name) =>
          name !== 'connectorFields' && (name !== 'connectorIds' || !('connectorUuids' in FLOWS[flow])),
      );
      const options = Object.fromEntries(names.map((name) => [name, samples[name][0]]));
      const query = queryOf(untyped(flow, {domain: 'demo', ...options}));
      const expected = names.map((name) => [
        name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
        samples[name][1],
      ]);
      expect([...query]).to.deep.equal(expected, flow);
    }
    expect(queryOf(webviewUrl('connect', {...connect, connectorIds: [3, 59]})).get('connector_ids')).to.equal(
      '3,59',
    );
  });

  it("builds the address of today's service, with the domain in its query", () => {
    for (const domain of ['demo', 'demo.biapi.pro', 'https://demo.biapi.pro/2.0/']) {
      const url = webviewUrl('connect', {...connect, service: 'powens', domain, language: 'de'});
      expect(url).to.equal(
        'https://webview.powens.com/de/connect?domain=demo.biapi.pro&client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback',
      );
    }
    const local = webviewUrl('manage', {
      ...connect,
      service: 'powens',
      baseUrl: 'http://localhost:4001/',
      code: 'c',
    });
    expect(local).to.match(/^http:\/\/localhost:4001\/manage\?domain=demo\.biapi\.pro&client_id=/);
    for (const language of ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es']) {
      expect(webviewUrl('connect', {...connect, service: 'powens', language})).to.include(
        `.com/${language}/connect`,
      );
    }
  });

  it("takes both connector lists only on today's service", () => {
    const both = {...connect, connectorIds: [3], connectorUuids: ['u']};
    const query = queryOf(webviewUrl('connect', {...both, service: 'powens'}));
    expect([query.get('connector_ids'), query.get('connector_uuids')]).to.deep.equal(['3', 'u']);
    expect(errorOf(() => webviewUrl('connect', {...both, service: 'budgea'})).code).to.equal(
      'conflicting-parameters',
    );
  });

  it('sends connection sources only together with resetCredentials', () => {
    const reconnect = {...connect, code: 'c', connectionId: 46, connectionSources: ['openapi']};
    const query = queryOf(webviewUrl('reconnect', {...reconnect, resetCredentials: true}));
    expect([query.get('reset_credentials'), query.get('connection_sources')]).to.deep.equal([
      'true',
      'openapi',
    ]);
    for (const resetCredentials of [undefined, false]) {
      const error = errorOf(() => webviewUrl('reconnect', {...reconnect, resetCredentials}));
      expect(error).to.include({code: 'conflicting-parameters', option: 'resetCredentials'});
    }
  });

  it('refuses a redirect URI with a query only for a payment, which cannot be created with one', () => {
    const options = {...connect, redirectUri: `https://app.example/callback?from=x`, code: 'c'};
    const error = errorOf(() => webviewUrl('payment', {...options, paymentId: 31}));
    expect(error).to.include({code: 'invalid-parameter', option: 'redirectUri'});
    expect(queryOf(webviewUrl('manage', options)).get('redirect_uri')).to.equal(options.redirectUri);
  });

  it('fills connector fields by UUID and name', () => {
    const url = webviewUrl('connect', {
      ...connect,
      connectorFields: {'07d76adf-ae35': {website: 'par & pro', login: 'é+1', empty: ''}, other: {}},
    });
    expect(url).to.include('&07d76adf-ae35.website=par%20%26%20pro&07d76adf-ae35.login=%C3%A9%2B1');
    expect([...queryOf(url).keys()]).to.have.lengthOf(4);
  });

  it('takes a domain as a label, a host or a URL', () => {
    for (const domain of [
      'demo',
      'demo.biapi.pro',
      'https://demo.biapi.pro/2.0/',
      'https://demo.biapi.pro',
      'DEMO',
    ]) {
      expect(new URL(webviewUrl('connect', {...connect, domain})).host).to.equal('demo.biapi.pro', domain);
    }
  });

  it('takes a base URL with or without the path of the service', () => {
    for (const base of ['', '/', '/2.0', '/2.0/', '/2.0/auth/webview/']) {
      const url = webviewUrl('connect', {
        ...connect,
        domain: undefined,
        baseUrl: `http://localhost:4001${base}`,
      });
      expect(url).to.match(/^http:\/\/localhost:4001\/2\.0\/auth\/webview\/connect\?/);
    }
    expect(webviewUrl('connect', {...connect, baseUrl: 'https://proxy.example/bank/'})).to.match(
      /^https:\/\/proxy\.example\/bank\/2\.0\/auth\/webview\/connect\?/,
    );
  });

  it('takes a base URL on http only for localhost', () => {
    for (const host of ['localhost', 'app.localhost:4001', '127.0.0.1:4001', '127.10.20.30', '[::1]:4001']) {
      const url = webviewUrl('connect', {...connect, baseUrl: `http://${host}/`});
      expect(url).to.match(/^http:/);
      expect(new URL(url).host).to.equal(host);
    }
    for (const host of [
      'localhost.evil',
      'xlocalhost',
      '.localhost',
      'x127.0.0.1',
      '[::2]',
      '128.0.0.1',
      '127.evil',
    ]) {
      expect(
        errorOf(() => webviewUrl('connect', {...connect, baseUrl: `http://${host}/`})).code,
        host,
      ).to.be.oneOf(['insecure-url', 'invalid-parameter']);
    }
    expect(errorOf(() => webviewUrl('connect', {...connect, baseUrl: 'ftp://localhost/'})).code).to.equal(
      'insecure-url',
    );
  });

  it('keeps the path of a proxy, without the path of the service at its end', () => {
    const pathOf = (path: string): string =>
      new URL(webviewUrl('connect', {...connect, baseUrl: `https://proxy.example${path}`})).pathname;
    for (const path of [
      '/bank',
      '/bank/',
      '/bank/2.0',
      '/bank/2.0/',
      '/bank/2.0/auth/webview',
      '/bank/2.0/auth/webview/',
    ]) {
      expect(pathOf(path)).to.equal('/bank/2.0/auth/webview/connect');
    }
    expect(pathOf('/2.0/bank')).to.equal('/2.0/bank/2.0/auth/webview/connect');
  });

  it('sends no language segment without a language, and the primary language of a regional tag', () => {
    expect(webviewUrl('connect', {...connect, language: 'fr-CA'})).to.include('/webview/fr/connect?');
    expect(webviewUrl('connect', {...connect, language: null})).to.include('/webview/connect?');
  });

  it("treats undefined, null, '' and [] as not given", () => {
    const url = webviewUrl('connect', {
      ...connect,
      code: null,
      state: '',
      connectorIds: [],
      connectorUuids: undefined,
    });
    expect([...queryOf(url).keys()]).to.deep.equal(['client_id', 'redirect_uri']);
    expect(untyped('connect', {...connect, connectionId: undefined})).to.equal(
      webviewUrl('connect', connect),
    );
  });

  it('sends an explicit false', () => {
    const url = webviewUrl('reconnect', {...connect, code: 'c', connectionId: 46, resetCredentials: false});
    expect(queryOf(url).get('reset_credentials')).to.equal('false');
  });

  it('takes redirect URIs of a site and of an app', () => {
    for (const redirectUri of [
      'http://localhost:5173/callback',
      'https://app.example/callback?tab=2&promocode=x#/bank',
      'https://xn--bcher-kva.example/retour?q=é',
      'https://app.example?https=1',
      'com.example.app:/callback',
      'javascriptapp://callback',
      'my-app+1.x:callback',
      'myapp://callback',
    ]) {
      expect(queryOf(webviewUrl('connect', {...connect, redirectUri})).get('redirect_uri')).to.equal(
        redirectUri,
      );
    }
  });

  const refused: readonly [
    title: string,
    flow: unknown,
    options: unknown,
    code: FlowErrorCode,
    option: string,
  ][] = [
    ['a flow that does not exist', 'toString', connect, 'invalid-parameter', 'flow'],
    ['a flow that is not a string', ['connect'], connect, 'invalid-parameter', 'flow'],
    [
      'a language that is not a string',
      'connect',
      {...connect, language: ['fr']},
      'invalid-parameter',
      'language',
    ],
    ['no options', 'connect', undefined, 'missing-parameter', 'domain'],
    ['no domain', 'connect', {...connect, domain: ''}, 'missing-parameter', 'domain'],
    ['no client id', 'connect', {...connect, clientId: undefined}, 'missing-parameter', 'clientId'],
    ['no redirect URI', 'connect', {...connect, redirectUri: null}, 'missing-parameter', 'redirectUri'],
    ['reconnect without a code', 'reconnect', {...connect, connectionId: 46}, 'missing-parameter', 'code'],
    [
      'reconnect without a connection',
      'reconnect',
      {...connect, code: 'c'},
      'missing-parameter',
      'connectionId',
    ],
    ['manage without a code', 'manage', {domain: 'demo', clientId: 1}, 'missing-parameter', 'code'],
    [
      'a state for manage without a redirect URI',
      'manage',
      {domain: 'demo', clientId: 1, code: 'c', state: 's'},
      'missing-parameter',
      'redirectUri',
    ],
    [
      'an option of another flow',
      'reconnect',
      {...connect, transferId: 1},
      'unknown-parameter',
      'transferId',
    ],
    ['an unknown option', 'connect', {...connect, client_id: 1}, 'unknown-parameter', 'client_id'],
    [
      'an option named after an inherited property',
      'connect',
      {...connect, constructor: 1},
      'unknown-parameter',
      'constructor',
    ],
    [
      'both connector lists',
      'connect',
      {...connect, connectorIds: [3], connectorUuids: ['u']},
      'conflicting-parameters',
      'connectorUuids',
    ],
    ['a domain with a path', 'connect', {...connect, domain: 'evil.com/'}, 'invalid-parameter', 'domain'],
    ['a domain with a space', 'connect', {...connect, domain: 'a b'}, 'invalid-parameter', 'domain'],
    ['a domain with a user', 'connect', {...connect, domain: 'demo@evil.com'}, 'invalid-parameter', 'domain'],
    ['a domain of two labels', 'connect', {...connect, domain: 'demo.evil'}, 'invalid-parameter', 'domain'],
    [
      'a domain that is an http URL',
      'connect',
      {...connect, domain: 'http://demo.biapi.pro'},
      'invalid-parameter',
      'domain',
    ],
    ['a domain that is not a string', 'connect', {...connect, domain: 7}, 'invalid-parameter', 'domain'],
    ['an unknown language', 'connect', {...connect, language: 'xx'}, 'invalid-parameter', 'language'],
    [
      'a language that is a path',
      'connect',
      {...connect, language: '../..'},
      'invalid-parameter',
      'language',
    ],
    [
      'a base URL on http',
      'connect',
      {...connect, baseUrl: 'http://proxy.example'},
      'insecure-url',
      'baseUrl',
    ],
    [
      'a base URL on http with a host that starts like a loopback address',
      'connect',
      {...connect, baseUrl: 'http://127.0.0.1.evil'},
      'insecure-url',
      'baseUrl',
    ],
    [
      'a javascript: base URL',
      'connect',
      {...connect, baseUrl: 'javascript:alert(1)'},
      'insecure-url',
      'baseUrl',
    ],
    ['a relative base URL', 'connect', {...connect, baseUrl: '/proxy'}, 'invalid-parameter', 'baseUrl'],
    [
      'a base URL with a query',
      'connect',
      {...connect, baseUrl: 'https://a.example/?b'},
      'invalid-parameter',
      'baseUrl',
    ],
    [
      'a base URL with a user',
      'connect',
      {...connect, baseUrl: 'https://u@a.example/'},
      'invalid-parameter',
      'baseUrl',
    ],
    ['an id that is a fraction', 'connect', {...connect, clientId: 1.5}, 'invalid-parameter', 'clientId'],
    ['an id that is not a number', 'connect', {...connect, clientId: NaN}, 'invalid-parameter', 'clientId'],
    [
      'an id above the safe integers',
      'connect',
      {...connect, clientId: 2 ** 53},
      'invalid-parameter',
      'clientId',
    ],
    ['an id that is an object', 'connect', {...connect, clientId: {}}, 'invalid-parameter', 'clientId'],
    ['a code that is not a string', 'connect', {...connect, code: 5}, 'invalid-parameter', 'code'],
    ['a state with a lone surrogate', 'connect', {...connect, state: '\ud800'}, 'invalid-parameter', 'state'],
    [
      'a list that is a string',
      'connect',
      {...connect, connectorIds: '3,59'},
      'invalid-parameter',
      'connectorIds',
    ],
    [
      'a list value with a comma',
      'connect',
      {...connect, accountUsages: ['a,b']},
      'invalid-parameter',
      'accountUsages',
    ],
    ['an empty list value', 'connect', {...connect, connectorIds: ['']}, 'invalid-parameter', 'connectorIds'],
    [
      'a list with a hole',
      'connect',
      {...connect, connectorIds: new Array(2)},
      'invalid-parameter',
      'connectorIds',
    ],
    [
      'a boolean that is a string',
      'reconnect',
      {...connect, code: 'c', connectionId: 46, resetCredentials: 'true'},
      'invalid-parameter',
      'resetCredentials',
    ],
  ];
  for (const [title, flow, options, code, option] of refused) {
    it(`refuses ${title}`, () => {
      const error = errorOf(() => untyped(flow, options));
      expect(error).to.include({name: 'FlowError', code, option});
      expect(error.message).to.match(new RegExp(`^${option} must be `));
    });
  }

  for (const redirectUri of [
    '/callback',
    'callback',
    'localhost:5173/callback',
    'app.example:8080/callback',
    '//app.example/callback',
    'https:app.example/callback',
    'x https://app.example/',
    '1app://callback',
    '?x=myapp://callback',
    'app.example:8080',
    'vbscript:x',
    'filesystem:https://app.example/',
    'about:blank',
    'view-source:https://app.example/',
    'ftp://app.example/',
    'ws://app.example/',
    'wss://app.example/',
    'https://app.example/cb?transfer_id',
    'https://app.example/cb?error_description=',
    'https:///callback',
    'http:app.example',
    'http:///callback',
    'xhttps:///callback?code',
    'https://app.example/call back',
    ' https://app.example/',
    'https://app.example\\callback',
    'https://[bad/',
    'https://user@app.example/callback',
    'http\u017f://app.example/callback',
    'app\u212a://callback',
    'https://app.example/\u0085',
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'blob:https://app.example/1',
    'file:///etc/passwd',
    'https://app.example/cb?state=mine',
    'https://app.example/cb?a=1&code=mine',
    'https://app.example/cb?error',
    'https://app.example/cb?connection_id=4#x',
    'https://app.example/cb?%73tate=mine',
  ]) {
    it(`refuses the redirect URI ${redirectUri}`, () => {
      expect(errorOf(() => webviewUrl('connect', {...connect, redirectUri})).code).to.equal(
        'invalid-parameter',
      );
    });
  }

  it('keeps secrets and IBANs out of its messages', () => {
    for (const options of [
      {code: 'SECRET\ud800'},
      {state: 'SECRET\ud800'},
      {accountIbans: ['SECRET,FR76']},
      {connectorFields: {u: {login: 'SECRET\ud800'}}},
      {baseUrl: 'https://user:SECRET@a.example'},
      {baseUrl: 'https://u:SECRET@ho st/'},
      {baseUrl: 'https://SECRET@a.example/'},
      {domain: 'https://u:SECRET@demo.biapi.pro'},
      {redirectUri: 'https://app.example/cb?code=SECRET'},
      {redirectUri: 'https://app.example/cb?a=1#state=SECRET&x=\\'},
      {redirectUri: 'https://u:SECRET@app.example/cb'},
    ]) {
      expect(errorOf(() => untyped('connect', {...connect, ...options})).message).not.to.include('SECRET');
    }
  });

  it('sends any string so that form decoding and percent-decoding both restore it', () => {
    const text = fc.string({unit: 'grapheme', minLength: 1});
    fc.assert(
      fc.property(
        text,
        text,
        fc.array(
          text.filter((item) => !item.includes(',')),
          {minLength: 1},
        ),
        (code, state, list) => {
          const url = webviewUrl('connect', {...connect, code, state, accountUsages: list});
          const form = queryOf(url);
          const plain = Object.fromEntries(
            url
              .slice(url.indexOf('?') + 1)
              .split('&')
              .map((pair) => pair.split('=').map(decodeURIComponent) as [string, string]),
          );
          for (const [name, value] of [
            ['code', code],
            ['state', state],
            ['account_usages', list.join(',')],
          ] as const) {
            expect(form.get(name)).to.equal(value);
            expect(plain[name]).to.equal(value);
          }
        },
      ),
    );
  });

  it('throws quickly, with a short message, however long the options are', () => {
    const long = '/'.repeat(80_000);
    const started = performance.now();
    for (const options of [{domain: `${long}x`}, {baseUrl: `https://a.example${long}x`}, {[`x${long}`]: 1}]) {
      try {
        untyped('connect', {...connect, ...options});
      } catch (error) {
        expect((error as Error).message.length).to.be.at.most(120);
      }
    }
    expect(performance.now() - started).to.be.below(500);
  });
});
