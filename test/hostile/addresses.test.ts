import fc from 'fast-check';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {accept, type Accepted, type Given, originOf} from './accepted.js';
import {BROWSERS, bundle, open, openPage} from './browsers.js';
import {check, sample, times} from './check.js';

const scheme = fc.oneof(
  {weight: 6, arbitrary: fc.constantFrom('https://', 'http://')},
  fc.constantFrom(
    '',
    'HTTPS://',
    'hTTp://',
    'https:',
    'http:/',
    'https:///',
    'http:\\\\',
    'https:/\\',
    '//',
    '\\\\',
    '/\\',
    'blob:https://',
    'blob:http://',
    'data:text/html,',
    'javascript://',
    'java\tscript://',
    'file://',
    'ftp://',
    'ws://',
    'wss://',
    'view-source:https://',
    'about:',
    'myapp://',
    'intent://',
    ' https://',
    'https ://',
    'ht\ntp://',
    '\0https://',
    'http：//',
    'filesystem:https://',
  ),
);
const user = fc.oneof(
  {weight: 8, arbitrary: fc.constant('')},
  fc.constantFrom(
    '@',
    'user@',
    'user:pw@',
    ':@',
    'demo.biapi.pro@',
    'demo.biapi.pro%40',
    'demo.biapi.pro\\@',
    '＠',
  ),
);
const label = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'demo',
      'app',
      'example',
      'localhost',
      'biapi',
      'pro',
      'local',
      'test',
      'evil',
      'sandbox',
      'com',
      '127',
      '0',
      '1',
      '10',
      '192',
      '168',
    ),
  },
  fc.constantFrom(
    '*',
    '_x',
    '-a',
    'a-',
    'a--b',
    'xn--',
    'xn--a',
    'xn--e1afmkfd',
    'xn--mnchen-3ya',
    'xn--ls8h',
    'xn--0',
    'xn--1ch',
    'xn--www-hl0a',
    'XN--A',
    'münchen',
    'faß',
    'ς',
    'ⓛocalhost',
    'ｌocalhost',
    '١٢٧',
    '１２７',
    '𝟏27',
    '0x7f',
    '0177',
    '00',
    '256',
    '2130706433',
    '0x7f000001',
    '%31',
    '%6c',
    '%2e',
    '%2f',
    '%00',
    'a%',
    '\u00ad',
    '\u200b',
    '\u200d',
    '\u202e',
    '💩',
    'ﬀ',
    '℀',
    '℡',
    '＃',
    '／',
    'İ',
    'ẞ',
    'x'.repeat(64),
    '|',
    '^',
    '{',
    '<',
    '"',
    "'",
    '`',
    '!',
    '$',
    ',',
    ';',
    '=',
    '~',
    '(',
    ' ',
    '\t',
    '\n',
    '�',
  ),
);
const dot = fc.oneof(
  {weight: 8, arbitrary: fc.constant('.')},
  fc.constantFrom('。', '．', '｡', '%2E', '..', '․', '\\', '/'),
);
const host = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(label, fc.array(fc.tuple(dot, label), {maxLength: 4}), fc.constantFrom('', '', '', '.'))
      .map(([first, rest, end]) => first + rest.flat().join('') + end),
  },
  fc.constantFrom(
    'demo',
    'demo.biapi.pro',
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '0',
    '0.0.0.0',
    '0x7f.1',
    '017700000001',
    '2130706433',
    '[::1]',
    '[::]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:0:0:1]',
    '[fe80::1]',
    '[fe80::1%25en0]',
    '[fd00::1]',
    '[fc00::1]',
    '[::1',
    '::1',
    '10.0.0.1',
    '10.0.0.256',
    '172.16.0.1',
    '172.32.0.1',
    '192.168.1.5',
    '169.254.169.254',
    '192.168.257',
    '100.64.0.1',
    'sandbox',
    'a.local',
    'a.test',
    'a.local.',
    'localhost.evil.com',
    '127.0.0.1.evil.com',
    'evil.com',
    'local',
    'test',
    '',
  ),
);
const port = fc.oneof(
  {weight: 6, arbitrary: fc.constant('')},
  fc.constantFrom(
    ':80',
    ':443',
    ':8080',
    ':0',
    ':00080',
    ':65536',
    ':',
    ':8o',
    ':-1',
    ': 80',
    ':８０',
    ':80:80',
    ':@evil.com',
  ),
);
const path = fc.oneof(
  {weight: 5, arbitrary: fc.constantFrom('', '/')},
  fc.constantFrom(
    '/2.0/',
    '/2.0',
    '/2.0/auth/webview',
    '//',
    '//evil.com',
    '/\\evil.com',
    '/../..',
    '/%2e%2e/',
    '/a b',
    '?x=1',
    '#y',
    '/a?state=1',
    '/a?code=1',
    '/;x',
    '\\',
    '/\t',
    '/@evil.com',
    '\\@evil.com',
    '/callback',
    '?',
    '/é',
    '/%zz',
  ),
);
const address = fc.tuple(scheme, user, host, port, path).map((parts) => parts.join(''));
const relative = fc.oneof(
  fc
    .array(
      fc.constantFrom(
        '/',
        '\\',
        '.',
        '..',
        'a',
        '?',
        '#',
        '%2f',
        '%5c',
        '\t',
        '\n',
        '\r',
        ' ',
        '@',
        ':',
        'evil.com',
        'https:',
        'javascript:',
        ';',
        '\0',
        '。',
        '／',
        '＼',
      ),
      {maxLength: 7},
    )
    .map((parts) => parts.join('')),
  address,
);

const given: fc.Arbitrary<Given> = fc.oneof(
  fc.record({option: fc.constantFrom('baseUrl', 'privateBaseUrl', 'redirectUri'), text: address}),
  fc.record({
    option: fc.constant('domain'),
    text: fc.oneof(
      address,
      host,
      fc.tuple(host, port, path).map((parts) => parts.join('')),
    ),
  }),
  fc.record({option: fc.constant('returnTo'), text: relative.filter((text) => text !== '')}),
);

const isLoopback = (host: string): boolean =>
  /^((?:.+\.)?localhost\.?|127(\.\d+){3}|\[::1\])(:\d+)?$/.test(host);
const isPrivate = (host: string): boolean =>
  /^(10(\.\d+){3}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|(192\.168|169\.254)(\.\d+){2}|\[f[cd][\da-f]{2}:.*\]|\[fe[89ab][\da-f]:.*\]|[^.:[\]]+|.*\.(local|test))(:\d+)?$/.test(
    host,
  );

/** Returns the host that a reader sees in an address, if it is one that every reader sees alike. */
function hostRead(text: string): string | undefined {
  const [, found] = /^(?:https?:\/\/)?([\w.-]+|\[[\da-f:]+\])(?::\d+)?(?:[/?#].*)?$/is.exec(text) ?? [];
  return found?.toLowerCase();
}

/** Says what is wrong with an address that was accepted. */
function wrong({option, text}: Given, {used, origin}: Accepted): string | undefined {
  const [protocol = '', host = ''] = origin.split('//');
  if (option === 'returnTo')
    return used.startsWith('/') && origin === 'https://app.example' ? undefined : `leads to ${origin}`;
  if (option === 'redirectUri') {
    if (used !== text) return `is sent as ${used}`;
    if (/^(javascript|data|blob|file|about|vbscript|view-source|filesystem):$/.test(protocol))
      return `is of ${protocol}`;
    return /^https?:$/.test(protocol) && host.startsWith('@') ? 'has a user' : undefined;
  }
  const isAllowed =
    protocol === 'https:' ||
    (protocol === 'http:' && (isLoopback(host) || (option === 'privateBaseUrl' && isPrivate(host))));
  if (!isAllowed) return `leads to ${origin}`;
  if (option === 'domain') {
    const read = hostRead(text);
    const meant = read?.includes('.') ? read : `${read ?? ''}.biapi.pro`;
    return read !== undefined && host.replace(/:\d+$/, '') === meant ? undefined : `leads to ${origin}`;
  }
  if (differ(origin, originOf(text))) return `leads to ${origin}, not to ${originOf(text)}`;
  const read = text.includes('://') ? hostRead(text) : undefined;
  const isNumber = read !== undefined && /^[\dx.a-f:[\]]+$/.test(read);
  return read === undefined || isNumber || host.replace(/:\d+$/, '') === read
    ? undefined
    : `leads to ${origin}`;
}

/** Tells whether two engines lead to two hosts. One that refuses an address leads nowhere. */
const differ = (one: string, other: string): boolean => one !== other && one !== 'none' && other !== 'none';

const code = ({option, text}: Given): string =>
  `await accept([{option: '${option}', text: ${JSON.stringify(text)}}]);`;

describe('any address', () => {
  beforeAll(() => {
    // each private base URL is named in the console
    vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  it('is refused, or leads to the host that is read in it', async () => {
    let accepted = 0;
    await check(
      {short: 2000, long: 1_000_000},
      given,
      async (one) => {
        const [result] = await accept([one]);
        if (typeof result === 'string') {
          if (result.startsWith('thrown') || result.startsWith('not')) throw new Error(result);
          return;
        }
        if (result) accepted += 1;
        const problem = result && wrong(one, result);
        if (problem) throw new Error(`${JSON.stringify(one)} is accepted, and ${problem}`);
      },
      code,
    );
    console.log(`hostile: ${accepted} addresses were accepted`);
    expect(accepted).toBeGreaterThan(100);
  });

  it.each(BROWSERS)('leads to the same host in Node and in %s', async (name) => {
    const all = sample(given, times({short: 100, long: 10_000}));
    const inNode = await accept(all);
    const browser = await open(name);
    try {
      const page = await openPage(browser, 'https://app.example/');
      await page.evaluate(await bundle('./accepted.ts'));
      const used = inNode.map((one) => (typeof one === 'string' ? '' : one.used));
      const [there, read] = await page.evaluate(
        async ([cases, addresses]) => {
          const {accept: run, originOf: origin} = (
            globalThis as unknown as {bundled: typeof import('./accepted.js')}
          ).bundled;
          return [await run(cases), addresses.map(origin)] as const;
        },
        [all, used] as const,
      );
      const differences = all.flatMap((one, index) => {
        const [here, its] = [inNode[index]!, there[index]!];
        const found: string[] = [];
        if (typeof here !== 'string' && differ(here.origin, read[index]!))
          found.push(`Node accepts it as ${here.origin}, ${name} reads ${read[index]!}`);
        if (typeof its === 'string')
          return its.startsWith('thrown') ? [its] : found.map((text) => `${code(one)} // ${text}`);
        if (differ(its.origin, originOf(its.used)))
          found.push(`${name} accepts it as ${its.origin}, Node reads ${originOf(its.used)}`);
        const problem = wrong(one, its);
        if (problem) found.push(`${name} accepts it, and it ${problem}`);
        return found.map((text) => `${code(one)} // ${text}`);
      });
      console.log(
        `hostile: ${there.filter((one) => typeof one !== 'string').length} of ${all.length} addresses were accepted in ${name}`,
      );
      expect(differences).toEqual([]);
    } finally {
      await browser.close();
    }
  });
});
