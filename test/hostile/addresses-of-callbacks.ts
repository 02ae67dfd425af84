import fc from 'fast-check';
import {NAMES} from './model.js';

/** A pair of a query, before it is spelled. `{0}` in a value stands for the state of the first attempt. */
interface Pair {
  readonly name: string;
  readonly value: string;
  readonly spelling: string;
}

/** A callback that somebody sends to a page. */
export interface Callback {
  readonly pairs: readonly Pair[];
  readonly hash: string;
  readonly base: string;
}

const hex = (text: string): string =>
  [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

/** How a name and a value can be written in an address. */
const SPELLINGS: Readonly<Record<string, (name: string, value: string) => string>> = {
  encoded: (name, value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`,
  form: (name, value) => new URLSearchParams([[name, value]]).toString(),
  raw: (name, value) => `${name}=${value.replace(/[&#]/g, encodeURIComponent)}`,
  'every byte': (name, value) => `${hex(name)}=${hex(value).toUpperCase()}`,
  'a byte of the name': (name, value) =>
    `${hex(name.slice(0, 1))}${name.slice(1)}=${encodeURIComponent(value)}`,
  'twice encoded': (name, value) => `${name}=${encodeURIComponent(encodeURIComponent(value))}`,
  'twice encoded name': (name, value) => `${hex(name).replaceAll('%', '%25')}=${encodeURIComponent(value)}`,
  'amp;': (name, value) => `amp;${name}=${encodeURIComponent(value)}`,
  'AMP;': (name, value) => `AMP;${name}=${encodeURIComponent(value)}`,
  'amp;amp;': (name, value) => `amp%3bamp;${name}=${encodeURIComponent(value)}`,
  'in capitals': (name, value) => `${name.toUpperCase()}=${encodeURIComponent(value)}`,
  list: (name, value) => `${name}[]=${encodeURIComponent(value)}`,
  'without =': (name) => name,
  'two =': (name, value) => `${name}==${encodeURIComponent(value)}`,
  semicolon: (name, value) => `x=1;${name}=${encodeURIComponent(value)}`,
  'a space before': (name, value) => `%20${name}=${encodeURIComponent(value)}`,
  'a null after': (name, value) => `${name}%00=${encodeURIComponent(value)}`,
  'cut UTF-8': (name, value) => `${name}=${encodeURIComponent(value)}%C3`,
  overlong: (name, value) => `${name}=%C0%AF${encodeURIComponent(value)}`,
  'a bad escape': (name, value) => `${name}=${encodeURIComponent(value)}%zz`,
  'a byte order mark': (name, value) => `${name}=%EF%BB%BF${encodeURIComponent(value)}`,
};

const spelling = fc.oneof(
  {weight: 12, arbitrary: fc.constantFrom('encoded', 'form')},
  {weight: 3, arbitrary: fc.constantFrom(...Object.keys(SPELLINGS))},
);
const id = fc.oneof(fc.nat(99_999).map(String), fc.constantFrom('46', '0', '007'));
const VALUES: Readonly<Record<string, fc.Arbitrary<string>>> = {
  state: fc.constantFrom('{0}', '{0}', '{0}', '{1}', '{2}'),
  error: fc.constantFrom(
    'access_denied',
    'tos_declined',
    'server_error',
    'session_expired',
    'brand_new',
    'cancelled',
    'CancelledByUser',
    'bug',
  ),
  error_code: fc.constantFrom(
    'insufficientFunds',
    'CancelledByUser',
    'CancelledByClient',
    'bug',
    'bankMessage',
    'somethingNew',
  ),
  connection_ids: fc.array(id, {minLength: 1, maxLength: 3}).map((ids) => ids.join(',')),
  code: fc.constantFrom('/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z', 'a+b/c==', 'plain'),
  connection_deleted: fc.constantFrom('true', 'false'),
  payment_state: fc.constantFrom(
    'created',
    'validating',
    'pending',
    'done',
    'accepted',
    'partial',
    'rejected',
    'expired',
    'frozen',
  ),
  error_description: fc.constantFrom('The user said no', '<b>no</b>', 'é + €'),
  bank_message: fc.constantFrom('Refus', '<script>'),
};
/** Values that no service sends, or that nobody expects. */
const strange = fc.oneof(
  fc.constantFrom(
    '',
    '-1',
    '1.5',
    '../46',
    '<img src=x>',
    '4'.repeat(65),
    '4'.repeat(5000),
    'a\nb',
    'a\0b',
    '٤٦',
    'null',
    'undefined',
    '[object Object]',
    '__proto__',
    'constructor',
    'toString',
    '{0} ',
    '{0}x',
    'x{0}',
    '{0}&error=',
    'TRUE',
    ',',
    '1,,2',
    'javascript:alert(1)',
    'access_denied ',
    'ACCESS_DENIED',
    '�',
    '\u{1f4a9}',
    '‮46',
  ),
  fc.string({maxLength: 8, unit: 'grapheme'}),
  fc.string({maxLength: 4, unit: 'binary'}).filter((text) => !/\p{Cs}/u.test(text)),
);
const foreign = fc.constantFrom(
  'promocode',
  'estate',
  'utm_source',
  'State',
  'codes',
  'connection',
  '__proto__',
  'constructor',
  'payment_id',
  'connectionId',
  '',
);

const valueOf = (name: string): fc.Arbitrary<string> =>
  fc.oneof({weight: 7, arbitrary: VALUES[name] ?? id}, {weight: 1, arbitrary: strange});
const named = (name: string): fc.Arbitrary<Pair> =>
  fc.record({name: fc.constant(name), value: valueOf(name), spelling});
const ours = fc.constantFrom(...NAMES).chain(named);
const other = fc.record({name: foreign, value: strange, spelling});
/** What the service answers to the flows. */
const proper = fc
  .constantFrom(
    ['connection_id', 'code'],
    ['connection_id'],
    [],
    ['transfer_id'],
    ['id_payment', 'payment_state'],
    ['error'],
    ['error', 'error_description'],
    ['error_code', 'payment_state'],
    ['id_connection', 'code'],
  )
  .chain((names) => fc.tuple(...['state', ...names].map(named)));

export const callback: fc.Arbitrary<Callback> = fc.record({
  pairs: fc
    .tuple(
      fc.oneof({weight: 5, arbitrary: proper}, {weight: 1, arbitrary: fc.constant([])}),
      fc.oneof(
        {weight: 3, arbitrary: fc.constant([])},
        {weight: 2, arbitrary: fc.array(fc.oneof(ours, ours, other), {maxLength: 4})},
      ),
      fc.nat(),
    )
    .map(([first, more, turn]) => {
      const all = [...first, ...more];
      const at = all.length > 0 && turn % 3 === 0 ? turn % all.length : 0;
      return [...all.slice(at), ...all.slice(0, at)];
    }),
  hash: fc.oneof(
    {weight: 5, arbitrary: fc.constant('')},
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '#',
        '#a',
        '#state={0}&error=access_denied',
        '#?state={0}&connection_id=1',
        '#/route?code=1',
      ),
    },
  ),
  base: fc.oneof(
    {weight: 8, arbitrary: fc.constant('https://app.example/callback')},
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'http://localhost:8080/',
        'app.example://callback',
        'https://app.example/a;state=1/code=2',
        'https://state:code@app.example/',
        'HTTPS://APP.EXAMPLE/é',
        '/callback',
      ),
    },
  ),
});

/** Writes a callback as an address. `{0}` becomes what `stateOf` gives. */
export function write({pairs, hash, base}: Callback, stateOf: (index: number) => string): string {
  const fill = (text: string): string =>
    text.replace(/\{(\d)\}/g, (_, index: string) => stateOf(Number(index)));
  const query = pairs.map(({name, value, spelling: how}) => SPELLINGS[how]!(name, fill(value))).join('&');
  return `${base}${pairs.length > 0 ? '?' : ''}${query}${fill(hash)}`;
}
