import {expect, it} from 'vitest';
import {finishFlow, migrateV3Url, payPageUrl, startFlow, webviewUrl} from '../../src/flows/index.js';
import {rejection} from '../support/errors.js';
import {MemoryStorage} from '../support/memory-storage.js';

const connect = {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'} as const;
const manage = {domain: 'demo', clientId: 17473055, code: 'c'} as const;

const url = webviewUrl as (flow: unknown, options?: unknown) => string;
const start = (flow: unknown, options: object): Promise<void> =>
  (startFlow as (flow: unknown, options: unknown) => Promise<void>)(flow, {
    store: new MemoryStorage(),
    navigate: () => undefined,
    ...options,
  });
const broken = Object.assign(new MemoryStorage(), {
  getItem: () => {
    throw new DOMException('blocked', 'SecurityError');
  },
});

/** One misuse of each sort, in the order of the page. */
const MISUSES: readonly [title: string, misuse: () => unknown][] = [
  ['A flow that does not exist', () => url('conect', connect)],
  ['No domain', () => url('connect', {...connect, domain: ''})],
  ['A domain that is none', () => url('connect', {...connect, domain: 'evil.com/'})],
  ['A parameter left out', () => url('reconnect', {...connect, code: 'c'})],
  ['A parameter of another flow', () => url('transfer', {...connect, connectorIds: [3]})],
  ['Both lists of connectors', () => url('connect', {...connect, connectorIds: [3], connectorUuids: ['u']})],
  ['An id that is none', () => url('connect', {...connect, clientId: -1})],
  ['A text that is none', () => url('connect', {...connect, code: 5})],
  ['A text that is not well-formed', () => url('connect', {...connect, code: '\ud800'})],
  [
    'A switch that is none',
    () => url('reconnect', {...connect, code: 'c', connectionId: 46, resetCredentials: 'yes'}),
  ],
  ['A list that is none', () => url('connect', {...connect, connectorIds: '3,59'})],
  ['A list value with a comma', () => url('connect', {...connect, accountUsages: ['PRIV,ORGA']})],
  ['An IBAN with a comma', () => url('connect', {...connect, accountIbans: ['FR76,']})],
  ['A language that the webview does not speak', () => url('connect', {...connect, language: 'xx'})],
  ['A base URL that is none', () => url('connect', {...connect, baseUrl: 'proxy'})],
  ['A base URL that is not safe', () => url('connect', {...connect, baseUrl: 'http://proxy.example'})],
  ['A redirect URI that is not absolute', () => url('connect', {...connect, redirectUri: '/callback'})],
  [
    'A redirect URI with a name of ours',
    () => url('connect', {...connect, redirectUri: 'https://app.example/?code=1'}),
  ],
  ['State without redirect URI', () => url('manage', {...manage, state: 's'})],
  ['State for startFlow', () => start('connect', {...connect, state: 's'})],
  ['Context without redirect URI', () => start('manage', {...manage, context: 1})],
  ['Context that is no JSON', () => start('connect', {...connect, context: () => 1})],
  [
    'An address elsewhere to return to',
    () => start('connect', {...connect, returnTo: 'https://evil.example/'}),
  ],
  ['No way out', () => start('connect', {...connect, navigate: undefined})],
  ['No storage', () => start('connect', {...connect, store: broken})],
  [
    'A code source that fails',
    () => start('connect', {...connect, code: () => Promise.reject(new Error('down'))}),
  ],
  ['A code source without a code', () => start('connect', {...connect, code: () => undefined})],
  ['No user where one is needed', () => start('reconnect', {...connect, connectionId: 46, code: () => null})],
  ['A start given up', () => start('connect', {...connect, signal: AbortSignal.abort()})],
  ['No address to finish', () => finishFlow()],
  ['A service of none', () => url('connect', {...connect, service: 'bugdea'})],
  ['Fewer than one connection', () => url('connect', {...connect, maxConnections: 0})],
  ['Connector fields of another shape', () => url('connect', {...connect, connectorFields: 'login'})],
  [
    'A connector field that is no text',
    () => url('connect', {...connect, connectorFields: {uuid: {login: 1}}}),
  ],
  ['No old address to migrate', () => migrateV3Url('https://demo.biapi.pro/2.0/users/me')],
  ['A pay page without its id', () => payPageUrl('transfer', {domain: 'demo', code: 'c'} as never)],
];

it('the page of errors matches what the code throws', async () => {
  const rows = await Promise.all(
    MISUSES.map(async ([title, misuse]) => {
      const {code, message} = await rejection(Promise.resolve().then(misuse));
      return `| ${title} | \`${code}\` | ${message.replaceAll('|', '\\|')} |`;
    }),
  );
  const page = [
    '# Errors',
    '',
    'What `FlowError` says for each sort of misuse. Made from the code by `npm run docs`.',
    '',
    '| misuse | `code` | `message` |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
  await expect(page).toMatchFileSnapshot('../../docs/errors.md');
});
