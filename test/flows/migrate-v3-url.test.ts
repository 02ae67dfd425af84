import {expect} from 'chai';
import fc from 'fast-check';
import {errorOf} from '../support/errors.js';
import {type Flow, FlowError, type V3Migration, webviewUrl} from '../../src/flows/index.js';
import {migrateV3Url} from '../../src/flows/migrate-v3-url.js';

const WEBVIEW = 'https://demo.biapi.pro/2.0/auth/webview';
const QUERY = 'client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&state=s1';
const DOCUMENTED_CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
const SAME = {
  domain: 'demo',
  clientId: '17473055',
  redirectUri: 'https://app.example/callback',
  state: 's1',
} as const;

const untyped = migrateV3Url as (url?: unknown) => V3Migration;
const select = (more = ''): V3Migration => migrateV3Url(`${WEBVIEW}/connect/select?${QUERY}${more}`);
const accounts = (more = ''): V3Migration => migrateV3Url(`${WEBVIEW}/accounts?${QUERY}${more}`);

/** Returns the notes of a migration as `parameter code`, without those that every address of its flow has. */
function notesOf({notes}: V3Migration): readonly string[] {
  return notes
    .filter(({code}) => !['callback-changed', 'behaviour-changed', 'now-optional', 'missing'].includes(code))
    .map(({parameter, code}) => `${parameter} ${code}`)
    .filter((note) => note !== 'url renamed');
}

function codesOf({notes}: V3Migration): readonly string[] {
  return notes.map(({parameter, code}) => `${parameter} ${code}`);
}

/** Returns the address of a migration, with a value for each missing parameter. */
function addressOf({flow, options, notes}: V3Migration): URL {
  const needed = {clientId: '1', redirectUri: 'https://app.example/', code: 'c', connectionId: '1'};
  const missing = notes
    .filter(({code}) => code === 'missing')
    .map(({parameter}) => parameter.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase()));
  const given = Object.entries(needed).filter(([name]) => missing.includes(name));
  const host = options.baseUrl === undefined ? {domain: 'demo'} : {};
  return new URL(
    (webviewUrl as (flow: Flow, options: unknown) => string)(flow, {
      ...host,
      ...Object.fromEntries(given),
      ...options,
    }),
  );
}

describe('migrateV3Url', () => {
  it('migrates /connect/select to connect', () => {
    const migration = select();
    expect(migration.flow).to.equal('connect');
    expect(migration.options).to.deep.equal(SAME);
    expect(codesOf(migration)).to.deep.equal([
      'url renamed',
      'id_connection callback-changed',
      'code callback-changed',
    ]);
  });

  it('migrates /connect/select with a connection to reconnect', () => {
    const migration = select('&id_connection=46#c');
    expect(migration.flow).to.equal('reconnect');
    expect(migration.options).to.deep.equal({...SAME, connectionId: '46', code: 'c'});
    expect(codesOf(migration)).to.deep.equal([
      'url renamed',
      'id_connection renamed',
      'fragment moved',
      'id_connection callback-changed',
      'code callback-changed',
    ]);
  });

  it('migrates /accounts to manage', () => {
    const migration = accounts('#c');
    expect(migration.flow).to.equal('manage');
    expect(migration.options).to.deep.equal({...SAME, code: 'c'});
    expect(codesOf(migration)).to.deep.equal([
      'url renamed',
      'fragment moved',
      'redirect_uri now-optional',
      'code callback-changed',
      'redirect_uri behaviour-changed',
    ]);
    expect(migration.notes.at(-1)?.text).to.include('webhooks');
  });

  const mapped: readonly [query: string, options: object, notes: readonly string[]][] = [
    ['&response_type=code', {}, ['response_type dropped']],
    ['&id_connector=59', {connectorIds: ['59']}, ['id_connector renamed']],
    ['&connectors=3,59', {connectorIds: ['3', '59']}, ['connectors renamed']],
    ['&connectors=3%2C%2059,', {connectorIds: ['3', '59']}, ['connectors renamed']],
    ['&id_connector=3&connectors=3', {connectorIds: ['3']}, ['id_connector renamed', 'connectors renamed']],
    ['&id_connector=3&connectors=59', {}, ['id_connector ambiguous']],
    ['&connectors=,', {}, []],
    ['&types=banks', {connectorCapabilities: ['bank']}, ['types renamed']],
    ['&types=providers', {connectorCapabilities: ['document']}, ['types renamed']],
    ['&types=banks,providers', {}, ['types not-mapped']],
    ['&types=bank', {}, ['types not-mapped']],
    ['&types=toString', {}, ['types not-mapped']],
    ['&types=banks&types=providers', {}, ['types ambiguous']],
    ['&code=a+b%2Fc', {code: 'a+b/c'}, []],
    ['&code=%2FJiDppWgbmc%2B5ztHIUJtHl0ynYfw682Z', {code: DOCUMENTED_CODE}, []],
    [`#${DOCUMENTED_CODE}`, {code: DOCUMENTED_CODE}, ['fragment moved']],
    ['#%2FJiDppWgbmc%2B5ztHIUJtHl0ynYfw682Z', {code: DOCUMENTED_CODE}, ['fragment moved']],
    [`#code=${DOCUMENTED_CODE}`, {code: DOCUMENTED_CODE}, ['fragment moved']],
    ['#dG9rZW4==', {code: 'dG9rZW4=='}, ['fragment moved']],
    ['&code=a#a', {code: 'a'}, ['fragment moved']],
    ['&code=a#b', {code: 'a'}, ['fragment ambiguous']],
    ['#access_token=SECRET', {}, ['fragment permanent-token']],
    ['#token=SECRET', {}, ['fragment permanent-token']],
    ['&access_token=SECRET', {}, ['access_token permanent-token']],
    ['&token=SECRET&code=c', {code: 'c'}, ['token permanent-token']],
    ['#code=', {}, ['fragment not-mapped']],
    ['#a=b&c=d', {}, ['fragment not-mapped']],
    ['#code=a&state=b', {}, ['fragment not-mapped']],
    ['#%zz', {}, ['fragment not-mapped']],
    ['#two words', {}, ['fragment not-mapped']],
    ['#', {}, []],
    ['&code=a&code=a', {}, ['code ambiguous']],
    ['&code=%zz', {}, ['code not-mapped']],
    ['&account_types=checking', {}, ['account_types unknown-parameter']],
    ['&SECRETnjZbYddebUGlkR445JKPA6pCoRaGb', {}, ['query unknown-parameter']],
    ['&SECRET=1&%zz=1', {}, ['query unknown-parameter']],
    ['&connectors[]=3', {}, ['query unknown-parameter']],
    ['&types=&connectors&code=', {}, []],
  ];
  for (const [query, options, notes] of mapped) {
    it(`maps ${query}`, () => {
      const migration = select(query);
      expect(migration.flow).to.equal('connect');
      expect(migration.options).to.deep.equal({...SAME, ...options});
      expect(notesOf(migration)).to.deep.equal(notes);
      expect(JSON.stringify(migration.notes)).not.to.include('SECRET');
    });
  }

  it('omits parameters that the new flow does not take', () => {
    const reconnect = select('&id_connection=46&id_connector=3&connectors=3&types=banks');
    expect(reconnect.options).to.deep.equal({...SAME, connectionId: '46'});
    expect(notesOf(reconnect)).to.deep.equal([
      'id_connector not-taken',
      'connectors not-taken',
      'types not-taken',
      'id_connection renamed',
    ]);
    const manage = accounts('&id_connection=46&id_connector=3&types=providers');
    expect(manage.options).to.deep.equal({...SAME, connectorCapabilities: ['document']});
    expect(notesOf(manage)).to.deep.equal([
      'id_connector not-taken',
      'id_connection not-taken',
      'types renamed',
    ]);
  });

  it('omits a parameter that is repeated', () => {
    for (const name of ['client_id', 'redirect_uri', 'state', 'response_type', 'id_connection']) {
      const migration = migrateV3Url(`${WEBVIEW}/connect/select?${name}=1&${name}=2&${name}=3`);
      expect(migration.options).to.deep.equal({domain: 'demo'});
      expect(notesOf(migration)).to.include(`${name} ambiguous`);
    }
    expect(migrateV3Url(`${WEBVIEW}/connect/select?id_connection=1&id_connection=2`).flow).to.equal(
      'reconnect',
    );
  });

  it('reports the required parameters that are missing', () => {
    const missing = (url: string): readonly string[] =>
      migrateV3Url(url)
        .notes.filter(({code}) => code === 'missing')
        .map(({parameter}) => parameter);
    expect(missing(`${WEBVIEW}/connect/select`)).to.deep.equal(['client_id', 'redirect_uri']);
    expect(missing(`${WEBVIEW}/connect/select?id_connection=4`)).to.deep.equal([
      'client_id',
      'redirect_uri',
      'code',
    ]);
    expect(missing(`${WEBVIEW}/accounts`)).to.deep.equal(['client_id', 'code']);
    expect(missing(`${WEBVIEW}/accounts#access_token=x`)).to.include('code');
  });

  it('omits a redirect URI that would be refused, and the state that requires it', () => {
    for (const redirectUri of ['/callback', 'javascript:alert(1)', 'https://a.example/?state=SECRET']) {
      const migration = migrateV3Url(
        `${WEBVIEW}/accounts?client_id=1&state=s1&redirect_uri=${encodeURIComponent(redirectUri)}`,
      );
      expect(migration.options).to.deep.equal({domain: 'demo', clientId: '1'});
      expect(notesOf(migration)).to.deep.equal(['redirect_uri not-mapped', 'state not-taken']);
      expect(JSON.stringify(migration)).not.to.include('SECRET');
    }
    expect(migrateV3Url(`${WEBVIEW}/connect/select?state=s1`).options).to.include({state: 's1'});
  });

  const places: readonly [url: string, settings: object, notes?: readonly string[]][] = [
    ['https://demo.biapi.pro/2.0/auth/webview/connect/select', {domain: 'demo'}],
    ['https://demo.biapi.pro/2.0/auth/webview/connect/select/', {domain: 'demo'}],
    ['https://DEMO.biapi.pro:443/2.0/auth/webview/accounts', {domain: 'demo'}],
    ['https://demo.biapi.pro/2.0/auth/webview/fr/connect/select', {domain: 'demo', language: 'fr'}],
    ['https://demo.biapi.pro/2.0/auth/webview/en-GB/accounts', {domain: 'demo', language: 'en'}],
    ['https://demo.biapi.pro/2.0/auth/webview/de/accounts', {domain: 'demo'}, ['language not-mapped']],
    ['https://demo.biapi.pro/2.0/auth/webview/xx/accounts', {domain: 'demo'}, ['language not-mapped']],
    ['https://demo.biapi.pro/2.0/auth/share/connect/select', {domain: 'demo'}],
    ['https://demo.biapi.pro/auth/share/fr/accounts', {domain: 'demo', language: 'fr'}],
    ['https://demo.biapi.pro/2.0/webview/accounts', {domain: 'demo'}],
    ['https://demo.biapi.pro/connect/select', {domain: 'demo'}],
    ['https://demo.biapi.pro/2.0/fr/accounts', {domain: 'demo', language: 'fr'}],
    ['http://demo.biapi.pro/2.0/auth/webview/accounts', {domain: 'demo'}, ['url insecure']],
    ['http://localhost:4001/2.0/auth/webview/accounts', {baseUrl: 'http://localhost:4001'}],
    [
      'https://proxy.example/bank/2.0/auth/webview/en/accounts',
      {baseUrl: 'https://proxy.example/bank', language: 'en'},
    ],
    ['https://proxy.example/accounts', {baseUrl: 'https://proxy.example'}],
    ['https://a.b.biapi.pro/accounts', {baseUrl: 'https://a.b.biapi.pro'}],
    ['http://proxy.example/2.0/auth/webview/accounts', {}, ['url insecure']],
    ['https://-x.biapi.pro/accounts', {}, ['url not-mapped']],
  ];
  for (const [url, settings, notes = []] of places) {
    it(`reads the domain or base URL, and the language, of ${url}`, () => {
      for (const migration of [migrateV3Url(url), migrateV3Url(new URL(url))]) {
        expect(migration.options).to.deep.equal(settings);
        expect(notesOf(migration)).to.deep.equal(notes);
      }
    });
  }

  for (const url of [
    '',
    'accounts',
    '/2.0/auth/webview/accounts',
    'demo.biapi.pro/2.0/auth/webview/accounts',
    'https://demo.biapi.pro/',
    'https://demo.biapi.pro/2.0/auth/webview/connect',
    'https://demo.biapi.pro/2.0/auth/webview/fr/manage',
    'https://demo.biapi.pro/2.0/auth/webview/connect/select/x',
    'https://demo.biapi.pro/2.0/auth/webview/select',
    'https://demo.biapi.pro/2.0/auth/share/',
    'https://demo.biapi.pro/2.0/users/me/accounts',
    'https://demo.biapi.pro/2.0/me/accounts',
    'https://demo.biapi.pro/2.0/webview/transfers/accounts',
    'https://proxy.example/2.0/webview/transfers/accounts',
    'https://proxy.example/2.0/users/me/accounts',
    'https://demo.biapi.pro/proxy/2.0/auth/webview/accounts',
    'https://user@demo.biapi.pro/accounts',
    'https://demo.biapi.pro@evil.example/accounts',
    'ftp://demo.biapi.pro/accounts',
    'javascript:/accounts',
    'data:text/plain,/accounts',
    'https://demo.biapi.pro/?x=/accounts',
    undefined,
    null,
    5,
    {},
    Symbol('x'),
    Object.create(null) as unknown,
  ]) {
    it(`refuses ${typeof url === 'string' ? `'${url}'` : Object.prototype.toString.call(url)}`, () => {
      const error = errorOf(() => untyped(url));
      expect(error.code).to.equal('invalid-parameter');
      expect(error.option).to.equal('url');
    });
  }

  it('keeps secrets out of its messages', () => {
    for (const url of [
      'https://demo.biapi.pro/manage?code=SECRET',
      'https://demo.biapi.pro/manage#SECRET',
      'https://u:SECRET@demo.biapi.pro/accounts',
      'https:\\\\u:SECRET@ho st/accounts',
      'u:SECRET@demo',
      'client_id=1&code=SECRET',
      'x://ho st?code=SECRET',
      'https://demo.biapi.pro/2.0/auth/webview/connect/SECRETnjZbYddebUGlkR445JKPA6pCoRaGb',
      'javascript:SECRET/accounts',
    ]) {
      expect(errorOf(() => untyped(url)).message).not.to.include('SECRET');
    }
  });

  it('returns a deeply frozen migration', () => {
    const {options, notes} = select('&connectors=3&types=banks');
    expect(select()).to.be.frozen;
    expect([options, ...Object.values<unknown>({...options}), notes, ...notes]).to.satisfy(
      (all: readonly unknown[]) => all.every((value) => Object.isFrozen(value)),
    );
  });

  it('returns options that webviewUrl accepts, whatever the old address contains', () => {
    const text = fc.string({unit: 'grapheme', minLength: 1});
    const name = fc.constantFrom(
      ...['client_id', 'redirect_uri', 'state', 'response_type', 'id_connector', 'connectors', 'types'],
      ...['id_connection', 'code', 'token', 'constructor', 'promocode'],
    );
    const value = fc.oneof(text, fc.webUrl(), fc.constantFrom('banks', 'providers', '3,59', '46'));
    const pair = fc.tuple(name, value).map(([left, right]) => `${left}=${encodeURIComponent(right)}`);
    const url = fc
      .tuple(
        fc.constantFrom(WEBVIEW, 'https://proxy.example/x/2.0/auth/share', 'http://localhost:4001'),
        fc.constantFrom('', '/fr', '/en'),
        fc.constantFrom('/connect/select', '/accounts'),
        fc.array(
          fc.oneof(
            pair,
            fc.string().filter((raw) => !raw.includes('#')),
          ),
        ),
        fc.oneof(
          fc.constant(''),
          fc.string().map((hash) => `#${hash}`),
        ),
      )
      .map(([host, language, page, pairs, hash]) => `${host}${language}${page}?${pairs.join('&')}${hash}`);
    fc.assert(
      fc.property(url, (given) => {
        const migration = migrateV3Url(given);
        const address = addressOf(migration);
        expect(address.pathname.endsWith(`/${migration.flow}`)).to.equal(true);
        for (const [option, expected] of Object.entries(migration.options)) {
          if (['domain', 'baseUrl', 'language'].includes(option)) continue;
          const wire = option.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
          expect(address.searchParams.get(wire)).to.equal(String(expected));
        }
      }),
    );
  });

  it('throws only FlowError, and quotes no value in a note, for any input', () => {
    const given = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.webUrl({withQueryParameters: true, withFragments: true}),
      fc
        .tuple(fc.webPath(), fc.string())
        .map(([path, rest]) => `https://demo.biapi.pro${path}/accounts${rest}`),
    );
    fc.assert(
      fc.property(given, (url) => {
        try {
          expect(untyped(url)).to.be.frozen;
        } catch (error) {
          expect(error).to.be.instanceOf(FlowError);
        }
      }),
    );
    const secret = fc.string({unit: fc.constantFrom('A', 'b', '7', '+', '/'), minLength: 12});
    fc.assert(
      fc.property(secret, fc.constantFrom('code=', 'token=', 'state=', 'types=', 'x=', ''), (value, name) => {
        for (const url of [`${WEBVIEW}/accounts?${name}${value}`, `${WEBVIEW}/accounts#${name}${value}`]) {
          expect(JSON.stringify(migrateV3Url(url).notes)).not.to.include(value);
        }
      }),
    );
  });

  it('returns within a second, however long the address is', () => {
    const started = performance.now();
    for (const long of ['/2.0', '/auth/webview', '/connect', '/fr', '@', '='].map((part) =>
      part.repeat(20_000),
    )) {
      for (const url of [
        `https://demo.biapi.pro${long}/accounts`,
        `x${long}`,
        `${WEBVIEW}/accounts?a${long}`,
      ]) {
        try {
          untyped(url);
        } catch (error) {
          expect((error as Error).message.length).to.be.below(500);
        }
      }
    }
    expect(performance.now() - started).to.be.below(1000);
  });
});
