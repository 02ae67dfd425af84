import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {
  finishFlow,
  type FlowErrorCode,
  migrateV3Url,
  payPageUrl,
  startFlow,
  webviewUrl,
} from '../../src/flows/index.js';
import {createBackend} from '../../src/server/index.js';
import {rejection} from '../support/errors.js';
import {MemoryStorage} from '../support/memory-storage.js';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');

/** The section for what the console says although nothing fails. */
const WARNINGS = 'Warnings in the console';

/** Each section of the page, by its title. */
const sections = new Map(
  page
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);

const connect = {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'} as const;
const manage = {domain: 'demo', clientId: 17473055, code: 'c'} as const;

const payment = {...connect, code: 'c', paymentId: 31} as const;

const url = webviewUrl as (flow: unknown, options?: unknown) => string;
const start = (flow: unknown, options: object): Promise<void> =>
  (startFlow as (flow: unknown, options: unknown) => Promise<void>)(flow, {
    store: new MemoryStorage(),
    navigate: () => undefined,
    ...options,
  });
const broken = Object.assign(new MemoryStorage(), {
  setItem: () => {
    throw new DOMException('blocked', 'SecurityError');
  },
});

const backEnd = (options: object): unknown =>
  (createBackend as (options: unknown) => unknown)({
    domain: 'demo',
    clientId: 1,
    clientSecret: 's',
    getUser: () => null,
    saveToken: () => undefined,
    ...options,
  });
const payPage = payPageUrl as (page: string, options: object) => string;

/** One misuse of each kind. */
const MISUSES: readonly [what: string, misuse: () => unknown][] = [
  ['a flow that does not exist', () => url('conect', connect)],
  ['a service that does not exist', () => url('connect', {...connect, service: 'bugdea'})],
  ['no domain', () => url('connect', {...connect, domain: ''})],
  ['a wrong domain', () => url('connect', {...connect, domain: 'evil.com/'})],
  ['a missing parameter', () => url('reconnect', {...connect, code: 'c'})],
  ['a parameter of another flow', () => url('transfer', {...connect, connectorIds: [3]})],
  ['both lists of connectors', () => url('connect', {...connect, connectorIds: [3], connectorUuids: ['u']})],
  [
    'sources without all credentials',
    () => url('reconnect', {...connect, code: 'c', connectionId: 46, connectionSources: ['openapi']}),
  ],
  ['a negative id', () => url('connect', {...connect, clientId: -1})],
  ['a number for a code', () => url('connect', {...connect, code: 5})],
  ['half of a surrogate pair', () => url('connect', {...connect, code: '\ud800'})],
  [
    'a string for a boolean',
    () => url('reconnect', {...connect, code: 'c', connectionId: 46, resetCredentials: 'yes'}),
  ],
  ['a string for a list', () => url('connect', {...connect, connectorIds: '3,59'})],
  ['a list item with a comma', () => url('connect', {...connect, connectorIds: ['3,59']})],
  ['no connections at all', () => url('connect', {...connect, maxConnections: 0})],
  ['connector fields of another shape', () => url('connect', {...connect, connectorFields: 'login'})],
  [
    'a connector field that is a number',
    () => url('connect', {...connect, connectorFields: {uuid: {login: 1}}}),
  ],
  ['a language that the webview does not speak', () => url('connect', {...connect, language: 'xx'})],
  ['a base URL that is not a URL', () => url('connect', {...connect, baseUrl: 'proxy'})],
  ['a base URL on http', () => url('connect', {...connect, baseUrl: 'http://proxy.example'})],
  ['a relative redirect URI', () => url('connect', {...connect, redirectUri: '/callback'})],
  [
    'a redirect URI with a parameter of the callback',
    () => url('connect', {...connect, redirectUri: 'https://app.example/?code=1'}),
  ],
  [
    'a redirect URI with a query for a payment',
    () => url('payment', {...payment, redirectUri: 'https://app.example/?a=1'}),
  ],
  ['a payment without its state', () => start('payment', payment)],
  ['a payment that exists and is created', () => start('payment', {...payment, createPayment: () => null})],
  ['a payment created by another flow', () => start('connect', {...connect, createPayment: () => null})],
  ['a createPayment without a payment', () => start('payment', {...connect, createPayment: () => null})],
  ['a state without a redirect URI', () => url('manage', {...manage, state: 's'})],
  ['a state for startFlow', () => start('connect', {...connect, state: 's'})],
  ['a context without a redirect URI', () => start('manage', {...manage, context: 1})],
  ['a context that is not JSON', () => start('connect', {...connect, context: () => 1})],
  ['a URL elsewhere to return to', () => start('connect', {...connect, returnTo: 'https://evil.example/'})],
  ['no navigate outside a browser', () => start('connect', {...connect, navigate: undefined})],
  ['no storage', () => start('connect', {...connect, store: broken})],
  ['no storage at all', () => start('connect', {...connect, store: undefined})],
  [
    'a storage that answers with promises',
    () => start('connect', {...connect, store: {getItem: () => Promise.resolve(null)}}),
  ],
  ['a number for an owner', () => start('connect', {...connect, owner: 5})],
  [
    'a string for allowInsecureBaseUrl',
    () => url('connect', {...connect, baseUrl: 'http://sandbox', allowInsecureBaseUrl: 'true'}),
  ],
  [
    'a code function that fails',
    () => start('connect', {...connect, code: () => Promise.reject(new Error('down'))}),
  ],
  [
    'no user for a flow that requires one',
    () => start('reconnect', {...connect, connectionId: 46, code: () => null}),
  ],
  ['an aborted signal', () => start('connect', {...connect, signal: AbortSignal.abort()})],
  ['no URL to finish', () => finishFlow()],
  ['a URL that is not of the old webview', () => migrateV3Url('https://demo.biapi.pro/2.0/users/me')],
  [
    'a language without its place',
    () => payPageUrl('transfers', {domain: 'demo', code: 'c', base: '/x/', language: 'fr'}),
  ],
  ['a page that does not exist', () => payPage('transfer-list', {domain: 'demo', code: 'c'})],
  ['a base that is a whole URL', () => payPage('transfers', {domain: 'demo', code: 'c', base: 'https://x/'})],
  ['an id that is a path', () => payPage('transfer', {domain: 'demo', code: 'c', transferId: '../1'})],
  ['no code for a known user', () => url('reconnect', {...connect, connectionId: 46})],
  ['no secret of the back end', () => backEnd({clientSecret: ''})],
  ['an origin that is a pattern', () => backEnd({allowedOrigins: ['*']})],
  ['a user in place of a function', () => backEnd({getUser: {id: 1}})],
  ['a time limit of zero', () => backEnd({timeLimit: 0})],
  ['a kind of code that does not exist', () => backEnd({codeType: 'twice'})],
  ['an option that the back end does not take', () => backEnd({getToken: () => null})],
];

const CODES: Readonly<Record<FlowErrorCode, true>> = {
  'missing-parameter': true,
  'invalid-parameter': true,
  'conflicting-parameters': true,
  'unknown-parameter': true,
  'insecure-url': true,
  'no-storage': true,
  'no-crypto': true,
  'code-unavailable': true,
  'exchange-failed': true,
  'connections-unavailable': true,
  'navigation-blocked': true,
  aborted: true,
};

describe('the page of errors', () => {
  it('has one section for each code, and one for what is no error', () => {
    expect([...sections.keys()]).toEqual([...Object.keys(CODES), WARNINGS]);
  });

  it('lists each warning of the source, word for word if it has no values', () => {
    const folder = new URL('../../src/', import.meta.url);
    const names = readdirSync(folder, {recursive: true, encoding: 'utf8'}).filter((name) =>
      name.endsWith('.ts'),
    );
    const source = names.map((name) => readFileSync(new URL(name, folder), 'utf8')).join('\n');
    const warnings = [...source.matchAll(/console\.warn\(\s*(?:(['"])(.*)\1)?/g)].map(([, , text]) => text);
    const rows = sections.get(WARNINGS)?.match(/^\| `/gm) ?? [];
    expect(rows).toHaveLength(warnings.length);
    for (const text of warnings) if (text) expect(sections.get(WARNINGS)).toContain(`| \`${text}\` |`);
  });

  it.each(MISUSES)('explains the message of %s under its code', async (_what, misuse) => {
    const {code, message} = await rejection(Promise.resolve().then(misuse));
    expect(message.length).toBeLessThanOrEqual(120);
    expect(sections.get(code)).toContain(`| \`${message}\` |`);
  });
});
