import fc from 'fast-check';
import {describe, expect, it, vi} from 'vitest';
import type {FlowResult} from '../../src/flows/index.js';
import {check} from './check.js';
import {HostileStore} from './store.js';

type Flows = typeof import('../../src/flows/index.js');

const CALLBACK = 'https://app.example/callback';
const KEY = 'budgea-webview:attempt:';
const FLOWS = ['connect', 'reconnect', 'manage', 'transfer', 'payment'];
const METHODS = ['getItem', 'setItem', 'removeItem', 'key', 'length'] as const;

/** What goes wrong with a call: it throws, does nothing, or gives something that no storage gives. */
const FAULTS: Readonly<Record<string, () => unknown>> = {
  throws: () => {
    throw new DOMException('blocked', 'SecurityError');
  },
  'throws a text': () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw 'blocked';
  },
  'does nothing': () => undefined,
  'gives null': () => null,
  'gives a number': () => 5,
  'gives a negative number': () => -1,
  'gives NaN': () => Number.NaN,
  'gives an object': () => ({}),
  'gives a promise': () => Promise.resolve('x'),
  'gives a function': () => () => 1,
  'gives a symbol': () => Symbol('x'),
  'gives nonsense': () => '{"state":',
  'gives JSON null': () => 'null',
  'gives a key of nothing': () => `${KEY}__proto__`,
};

interface Fault {
  readonly fault: string;
  /** The calls it happens to: `once` at that call, else from it on. */
  readonly at: number;
  readonly once: boolean;
  readonly methods: readonly string[];
}

/** A storage of which one call, or each call from one on, goes wrong. */
function broken(items: Map<string, string>, {fault, at, once, methods}: Fault): HostileStore {
  const store = new HostileStore(items);
  let calls = 0;
  const isFaulty = (): boolean => {
    const call = calls++;
    return once ? call === at : call >= at;
  };
  return new Proxy(store, {
    get: (_, name: string) => {
      const value = store[name];
      if (!methods.includes(name))
        return typeof value === 'function' ? (value.bind(store) as unknown) : value;
      if (typeof value !== 'function') return isFaulty() ? FAULTS[fault]!() : value;
      return (...given: unknown[]) =>
        isFaulty() ? FAULTS[fault]!() : (value.apply(store, given) as unknown);
    },
  });
}

/** Loads the flows as a page does that was just opened. */
async function openPage(): Promise<Flows> {
  vi.resetModules();
  return import('../../src/flows/index.js');
}

async function start({startFlow}: Flows, store: Storage, name: string): Promise<string> {
  let left = '';
  const options = {
    domain: 'demo',
    clientId: 1,
    redirectUri: CALLBACK,
    store,
    context: name,
    returnTo: `/${name}`,
  };
  await startFlow('connect', {...options, navigate: (url) => void (left = url)});
  return new URL(left).searchParams.get('state')!;
}

/** Runs a function. A storage that answers like a promise-based one from the first call on may be refused by name. */
function orRefused<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    const {code, option} = error as {code?: unknown; option?: unknown};
    if (code === 'invalid-parameter' && option === 'store') return undefined;
    throw error;
  }
}

/** Throws if a result is none of those that a host can rely on. */
function mustBeWhole(result: FlowResult): void {
  const fields: Record<string, unknown> = {...result};
  const isText = (name: string): boolean => fields[name] === undefined || typeof fields[name] === 'string';
  const isRight =
    Object.isFrozen(result) &&
    [
      'kind',
      'reason',
      'connectionId',
      'code',
      'owner',
      'error',
      'description',
      'transferId',
      'paymentId',
    ].every(isText) &&
    (fields['flow'] === undefined || FLOWS.includes(fields['flow'] as string)) &&
    (fields['returnTo'] === undefined ||
      (isText('returnTo') && /^\/(?![/\\])/.test(fields['returnTo'] as string)));
  if (!isRight) throw new Error(`this is no result: ${JSON.stringify(result)}`);
}

const fault: fc.Arbitrary<Fault> = fc.record({
  fault: fc.constantFrom(...Object.keys(FAULTS)),
  at: fc.nat(25),
  once: fc.boolean(),
  methods: fc.oneof(
    fc.constant(METHODS),
    fc.constantFrom(...METHODS).map((name) => [name]),
  ),
});

const faultAsCode = (given: Fault): string => `const store = broken(items, ${JSON.stringify(given)});`;

describe('a fault at any call of the storage', () => {
  it('at a start either stops it before the page is left, or changes nothing', async () => {
    const page = await openPage();
    await check(
      {short: 400, long: 100_000},
      fault,
      async (given) => {
        const items = new Map<string, string>();
        const other = await start(page, new HostileStore(items), 'other');
        let state: string | undefined;
        try {
          state = await start(page, broken(items, given), 'mine');
        } catch (error) {
          if (!(error instanceof page.FlowError)) throw error;
        }
        for (const one of [other, state]) {
          if (one === undefined) continue;
          const result = page.finishFlow({
            url: `${CALLBACK}?state=${one}&connection_id=1`,
            store: new HostileStore(items),
          });
          if (result.kind !== 'success')
            throw new Error(
              `${one === other ? 'the other' : 'the started'} attempt ends as ${JSON.stringify(result)}`,
            );
        }
      },
      (given) =>
        `${faultAsCode(given)}\nawait start(page, store, 'mine'); // then its success is not accepted`,
    );
    expect.assertions(0);
  });

  it('at a callback throws nothing, loses no other attempt, and lets no success count twice', async () => {
    const pages = [await openPage(), await openPage()] as const;
    await check(
      {short: 400, long: 100_000},
      fault,
      async (given) => {
        const items = new Map<string, string>();
        const whole = new HostileStore(items);
        const [state, other] = [await start(pages[0], whole, 'mine'), await start(pages[0], whole, 'other')];
        const store = broken(items, given);
        const finish = (page: Flows, used: HostileStore, query: string): FlowResult | undefined => {
          const url = `${CALLBACK}?state=${state}${query}`;
          const result = orRefused(() => page.finishFlow({url, store: used}));
          if (result) mustBeWhole(result);
          return result;
        };
        const results = [
          finish(pages[0], store, '&error=access_denied'),
          finish(pages[0], store, '&connection_id=1&code=a'),
          finish(pages[0], store, '&connection_id=2&code=b'),
          finish(pages[0], whole, '&connection_id=3&code=c'),
        ];
        const successes = results.filter((result) => result?.kind === 'success').length;
        if (successes > 1) throw new Error(`${successes} successes: ${JSON.stringify(results)}`);
        const later = finish(pages[1], whole, '&connection_id=4');
        if (successes === 1 && later?.kind === 'success')
          throw new Error('a later page sees the success again');
        // a storage that lies about what it holds may lose it
        const lies = !given.fault.startsWith('throws') && /getItem|key|length/.test(given.methods.join());
        if (lies) return;
        if (successes === 0 && later?.kind !== 'success')
          throw new Error(`no success at all: ${JSON.stringify([...results, later])}`);
        const last = pages[0].finishFlow({url: `${CALLBACK}?state=${other}&connection_id=1`, store: whole});
        if (last.kind !== 'success') throw new Error(`the other attempt ends as ${JSON.stringify(last)}`);
      },
      (given) => `${faultAsCode(given)}\nfinish(page, store, '&error=access_denied'); // and the other three`,
    );
    expect.assertions(0);
  });

  it('at a sign-out throws nothing', async () => {
    const page = await openPage();
    await check(
      {short: 200, long: 20_000},
      fault,
      async (given) => {
        const items = new Map<string, string>();
        await start(page, new HostileStore(items), 'mine');
        orRefused(() => {
          page.forgetAttempts({store: broken(items, given)});
        });
        page.forgetAttempts({store: new HostileStore(items)});
        if ([...items.keys()].some((key) => key.startsWith(KEY))) throw new Error('an attempt is left');
      },
      (given) => `${faultAsCode(given)}\nforgetAttempts({store});`,
    );
    expect.assertions(0);
  });
});

const nonsense = fc.oneof(
  fc.constantFrom(
    '',
    'null',
    '{}',
    '[]',
    '5',
    '"x"',
    'true',
    '{',
    'undefined',
    '[object Object]',
    '{"__proto__":{"used":true}}',
    '{"constructor":1}',
    '9'.repeat(100_000),
  ),
  fc.json(),
);
const strangeValue = fc.oneof(
  fc.constantFrom(
    null,
    0,
    -1,
    1e308,
    '',
    'x',
    true,
    false,
    [],
    {},
    '__proto__',
    'constructor',
    'toString',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    'https://evil.example/',
    '/ok',
    {length: 1},
    [null],
    'connect',
    'manage',
  ),
  fc.jsonValue({maxDepth: 2}) as fc.Arbitrary<unknown>,
);
const tampered = fc.record({
  key: fc.oneof(
    fc.constantFrom('', '__proto__', 'constructor', 'x', ' ', '%00', 'a:b'),
    fc.string({maxLength: 6}),
  ),
  value: nonsense,
});
const change = fc.record({field: fc.nat(20), value: strangeValue, removes: fc.boolean()});
const accident = fc.record({
  records: fc.array(tampered, {maxLength: 4}),
  foreign: fc.array(tampered, {maxLength: 2}),
  changes: fc.array(change, {maxLength: 3}),
  copies: fc.boolean(),
});

describe('any nonsense in the storage', () => {
  it('is skipped, and no attempt beside it is lost', async () => {
    const page = await openPage();
    await check(
      {short: 600, long: 150_000},
      accident,
      async ({records, foreign, changes, copies}) => {
        const items = new Map<string, string>();
        const store = new HostileStore(items);
        const [mine, other] = [await start(page, store, 'mine'), await start(page, store, 'other')];
        for (const {key, value} of records) items.set(KEY + key, value);
        for (const {key, value} of foreign) items.set(key, value);
        const record = JSON.parse(items.get(KEY + mine)!) as Record<string, unknown>;
        const names = Object.keys(record);
        for (const {field, value, removes} of changes) {
          const name = names[field % names.length]!;
          if (removes) Reflect.deleteProperty(record, name);
          else record[name] = value;
        }
        items.set(KEY + mine, JSON.stringify(record));
        if (copies) items.set(`${KEY}copy`, items.get(KEY + other)!);
        for (const state of ['copy', mine, ...records.map(({key}) => key)]) {
          const url = `${CALLBACK}?state=${encodeURIComponent(state)}&connection_id=1&code=a`;
          const result = page.finishFlow({url, store});
          mustBeWhole(result);
          if (state === 'copy' && result.kind === 'success')
            throw new Error('the record of another state is believed');
        }
        const untouched = await start(page, store, 'new');
        for (const state of [other, untouched]) {
          const {kind} = page.finishFlow({url: `${CALLBACK}?state=${state}&connection_id=1`, store});
          if (kind !== 'success') throw new Error(`an attempt beside it ends as ${kind}`);
        }
        page.forgetAttempts({store});
        if (foreign.some(({key}) => !key.startsWith(KEY) && !items.has(key)))
          throw new Error('the record of somebody else is gone');
      },
      (given) => `const accident = ${JSON.stringify(given)};`,
    );
    expect.assertions(0);
  });
});
