import {expect} from 'chai';
import fc from 'fast-check';
import {errorOf} from '../support/errors.js';
import {FlowError, type FlowErrorCode} from '../../src/flows/index.js';
import {payPageUrl} from '../../src/flows/pay-page-url.js';

const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';
const common = {domain: 'demo', code: CODE} as const;
const SENT = 'code=%2FJiDppWgbmc%2B5ztHIUJtHl0ynYfw682Z';
const BASE = 'https://demo.biapi.pro/2.0/auth/webview';

/** `payPageUrl` without its types, as in plain JavaScript. */
const untyped = payPageUrl as (page: unknown, options?: unknown) => string;

describe('payPageUrl', () => {
  it('builds the address of each page', () => {
    expect(payPageUrl('transfers', common)).to.equal(`${BASE}/transfers?${SENT}`);
    expect(payPageUrl('emitter-accounts', common)).to.equal(`${BASE}/transfers/accounts?${SENT}`);
    expect(payPageUrl('recipients', {...common, accountId: 1})).to.equal(
      `${BASE}/transfers/accounts/1/recipients?${SENT}`,
    );
    expect(payPageUrl('new-transfer', {...common, accountId: 1, recipientId: '2'})).to.equal(
      `${BASE}/transfers/accounts/1/recipients/2?${SENT}`,
    );
    expect(payPageUrl('transfer', {...common, transferId: 22})).to.equal(`${BASE}/transfers/22?${SENT}`);
  });

  it('compiles only with the ids that a page requires', () => {
    // never called: it must only compile
    const types = (): unknown => [
      // @ts-expect-error the account is required
      payPageUrl('recipients', common),
      // @ts-expect-error only another page takes a transfer
      payPageUrl('transfers', {...common, transferId: 1}),
      // @ts-expect-error the code is required
      payPageUrl('transfers', {domain: 'demo'}),
      // @ts-expect-error there is no such page
      payPageUrl('transfers/accounts', common),
    ];
    expect(types).to.be.a('function');
  });

  it('puts the redirect URI in the query, the language in the path and the code in the query or the fragment', () => {
    expect(
      payPageUrl('transfers', {...common, language: 'fr-CA', redirectUri: 'https://app.example/paid?a=1'}),
    ).to.equal(`${BASE}/fr/transfers?redirect_uri=https%3A%2F%2Fapp.example%2Fpaid%3Fa%3D1&${SENT}`);
    expect(payPageUrl('transfers', {...common, codeIn: 'fragment'})).to.equal(`${BASE}/transfers#${CODE}`);
    expect(
      payPageUrl('transfers', {...common, codeIn: 'fragment', code: 'a #%?=', redirectUri: 'app://paid'}),
    ).to.equal(`${BASE}/transfers?redirect_uri=app%3A%2F%2Fpaid#a%20%23%25%3F=`);
  });

  it('accepts another base or host', () => {
    for (const base of ['/2.0/webview', '/2.0/webview/']) {
      expect(payPageUrl('transfers', {...common, base})).to.equal(
        `https://demo.biapi.pro/2.0/webview/transfers?${SENT}`,
      );
    }
    expect(payPageUrl('transfers', {...common, base: '/'})).to.equal(
      `https://demo.biapi.pro/transfers?${SENT}`,
    );
    expect(payPageUrl('transfers', {...common, base: '/pay/{lang}/v1/'})).to.include('/pay/v1/transfers?');
    expect(payPageUrl('transfers', {...common, base: '/pay/{lang}', language: 'en'})).to.include(
      '/pay/en/transfers?',
    );
    expect(payPageUrl('transfers', {baseUrl: 'https://proxy.example/bank/2.0/', code: 'c'})).to.equal(
      'https://proxy.example/bank/2.0/auth/webview/transfers?code=c',
    );
  });

  it("treats undefined, null and '' as not given", () => {
    expect(
      untyped('transfers', {
        ...common,
        redirectUri: '',
        language: null,
        base: undefined,
        codeIn: null,
        accountId: '',
      }),
    ).to.equal(payPageUrl('transfers', common));
  });

  const refused: readonly [
    title: string,
    page: unknown,
    options: unknown,
    code: FlowErrorCode,
    option: string,
  ][] = [
    ['a page that does not exist', 'transfers/accounts', common, 'invalid-parameter', 'page'],
    ['a page named after an inherited property', 'toString', common, 'invalid-parameter', 'page'],
    ['a page that is not a string', ['transfers'], common, 'invalid-parameter', 'page'],
    ['no options', 'transfers', undefined, 'missing-parameter', 'domain'],
    ['no code', 'transfers', {domain: 'demo'}, 'missing-parameter', 'code'],
    ['a code that is not a string', 'transfers', {...common, code: 5}, 'invalid-parameter', 'code'],
    ['a code with a lone surrogate', 'transfers', {...common, code: '\ud800'}, 'invalid-parameter', 'code'],
    ['recipients without an account', 'recipients', common, 'missing-parameter', 'accountId'],
    [
      'a new transfer without a recipient',
      'new-transfer',
      {...common, accountId: 1},
      'missing-parameter',
      'recipientId',
    ],
    [
      'a transfer page without a transfer',
      'transfer',
      {...common, transferId: ''},
      'missing-parameter',
      'transferId',
    ],
    ['an id of another page', 'transfers', {...common, transferId: 1}, 'unknown-parameter', 'transferId'],
    [
      'a recipient on the list of recipients',
      'recipients',
      {...common, accountId: 1, recipientId: 2},
      'unknown-parameter',
      'recipientId',
    ],
    ['an option of a flow', 'transfers', {...common, clientId: 1}, 'unknown-parameter', 'clientId'],
    ["today's service", 'transfers', {...common, service: 'powens'}, 'unknown-parameter', 'service'],
    [
      'an option named after an inherited property',
      'transfers',
      {...common, constructor: 1},
      'unknown-parameter',
      'constructor',
    ],
    ['an id that is a fraction', 'transfer', {...common, transferId: 1.5}, 'invalid-parameter', 'transferId'],
    ['a negative id', 'transfer', {...common, transferId: -1}, 'invalid-parameter', 'transferId'],
    [
      'an id above the safe integers',
      'transfer',
      {...common, transferId: 2 ** 53},
      'invalid-parameter',
      'transferId',
    ],
    ['an id that is an object', 'transfer', {...common, transferId: {}}, 'invalid-parameter', 'transferId'],
    ['an id with a slash', 'transfer', {...common, transferId: '1/../2'}, 'invalid-parameter', 'transferId'],
    [
      'an id with a backslash',
      'recipients',
      {...common, accountId: 'a\\b'},
      'invalid-parameter',
      'accountId',
    ],
    ['an id that is ..', 'recipients', {...common, accountId: '..'}, 'invalid-parameter', 'accountId'],
    [
      'an id that is .',
      'new-transfer',
      {...common, accountId: 1, recipientId: '.'},
      'invalid-parameter',
      'recipientId',
    ],
    [
      'an id that is the name of a page',
      'transfer',
      {...common, transferId: 'accounts'},
      'invalid-parameter',
      'transferId',
    ],
    [
      'an id with a lone surrogate',
      'transfer',
      {...common, transferId: '\udc00'},
      'invalid-parameter',
      'transferId',
    ],
    [
      'a relative redirect URI',
      'transfers',
      {...common, redirectUri: '/paid'},
      'invalid-parameter',
      'redirectUri',
    ],
    [
      'a redirect URI that is not a string',
      'transfers',
      {...common, redirectUri: 5},
      'invalid-parameter',
      'redirectUri',
    ],
    [
      'a javascript: redirect URI',
      'transfers',
      {...common, redirectUri: 'javascript:alert(1)'},
      'invalid-parameter',
      'redirectUri',
    ],
    ['an unknown codeIn', 'transfers', {...common, codeIn: 'header'}, 'invalid-parameter', 'codeIn'],
    ['an unknown language', 'transfers', {...common, language: 'xx'}, 'invalid-parameter', 'language'],
    [
      'a language that is not a string',
      'transfers',
      {...common, language: 5},
      'invalid-parameter',
      'language',
    ],
    [
      'a language for a base without {lang}',
      'transfers',
      {...common, base: '/2.0/webview/', language: 'fr'},
      'conflicting-parameters',
      'base',
    ],
    [
      'a base URL on http',
      'transfers',
      {...common, baseUrl: 'http://proxy.example'},
      'insecure-url',
      'baseUrl',
    ],
  ];
  for (const [title, page, options, code, option] of refused) {
    it(`refuses ${title}`, () => {
      const error = errorOf(() => untyped(page, options));
      expect(error).to.include({code, option});
      expect(error.message).to.match(new RegExp(`^${option} must `));
      expect(error.message).not.to.include(CODE);
    });
  }

  for (const base of [
    'webview',
    'https://evil.example/',
    '//evil.example/',
    '/a//b',
    '/\\evil.example/',
    '/a/../b',
    '/.',
    '/a/..',
    '/a?b=',
    '/a#b',
    '/a b',
    '/%2e%2e/',
    '/{language}/',
    '/x{lang}/',
    5,
  ]) {
    it(`refuses the base ${base}`, () => {
      expect(errorOf(() => untyped('transfers', {...common, base})).code).to.equal('invalid-parameter');
    });
  }

  it('sends any id as one path segment, and any code so that it decodes to itself', () => {
    const id = fc.oneof(
      fc.nat(),
      fc.string({unit: 'grapheme', minLength: 1}).filter((text) => !/[/\\]|^\.{1,2}$/.test(text)),
    );
    const code = fc.string({unit: 'grapheme', minLength: 1});
    fc.assert(
      fc.property(id, id, code, (accountId, recipientId, sent) => {
        const options = {domain: 'demo', code: sent, accountId, recipientId};
        const address = new URL(payPageUrl('new-transfer', options));
        expect(address.origin).to.equal('https://demo.biapi.pro');
        const segments = address.pathname.split('/').map(decodeURIComponent);
        expect(segments.slice(4)).to.deep.equal([
          'transfers',
          'accounts',
          String(accountId),
          'recipients',
          String(recipientId),
        ]);
        expect(address.searchParams.get('code')).to.equal(sent);
        const {hash} = new URL(payPageUrl('new-transfer', {...options, codeIn: 'fragment'}));
        expect(decodeURIComponent(hash.slice(1))).to.equal(sent);
      }),
    );
  });

  it('throws only FlowError, for any options', () => {
    const option = fc.oneof(fc.string(), fc.anything());
    const options = fc.record(
      {
        domain: option,
        baseUrl: option,
        language: option,
        code: option,
        redirectUri: option,
        accountId: option,
        base: option,
        codeIn: option,
      },
      {requiredKeys: []},
    );
    fc.assert(
      fc.property(options, (given) => {
        try {
          expect(untyped('recipients', given)).to.be.a('string');
        } catch (error) {
          expect(error).to.be.instanceOf(FlowError);
        }
      }),
    );
  });
});
