import {expect} from 'chai';
import fc from 'fast-check';
import {ATTEMPT_LIFETIME} from '../../src/service/results.js';
import {withoutCallback} from '../../src/service/callback.js';
import {FLOWS, type Kind, type Parameter} from '../../src/service/parameters.js';
import {sameOriginPath} from '../../src/service/addresses.js';
import {CALLBACK_PARAMETERS} from '../../src/service/callback-parameters.js';
import {
  finishFlow,
  type Flow,
  type FlowResult,
  parseCallback,
  startFlow,
  webviewUrl,
} from '../../src/flows/index.js';
import {MemoryStorage} from '../support/memory-storage.js';
import {atTime, CALLBACK, connect, Visit} from '../support/visit.js';

const text = fc.string({unit: 'grapheme', minLength: 1});
const id = fc.oneof(fc.nat(), text);
const item = text.filter((value) => !value.includes(','));

/** Any value of each kind, and the string that the service must read. */
const VALUES = {
  'string or number': id.map((value) => [value, String(value)]),
  string: text.map((value) => [value, value]),
  'absolute URL': fc.webUrl().map((value) => [value, value]),
  boolean: fc.boolean().map((value) => [value, String(value)]),
  'positive integer': fc.integer({min: 1, max: 2 ** 31}).map((value) => [value, String(value)]),
  'array without commas': fc
    .array(fc.oneof(fc.nat(), item), {minLength: 1})
    .map((value) => [value, value.join(',')]),
} as const satisfies Record<Exclude<Kind, 'object'>, fc.Arbitrary<readonly unknown[]>>;

/** Returns any options of a flow: all required ones, and some of the others. */
function optionsOf(flow: Flow): fc.Arbitrary<Partial<Record<Parameter, readonly unknown[]>>> {
  const takes = Object.entries(FLOWS[flow]).filter(
    ([name]) => !['connectorIds', 'connectorFields'].includes(name),
  );
  const record = Object.fromEntries(
    takes.map(([name, declared]) => [
      name,
      VALUES[declared.replace('!', '') as keyof typeof VALUES] as fc.Arbitrary<readonly unknown[]>,
    ]),
  );
  const requiredKeys = takes
    .filter(([name, declared]) => declared.endsWith('!') || name === 'redirectUri')
    .map(([name]) => name);
  return fc.record(record, {requiredKeys}).map((options: Partial<Record<Parameter, readonly unknown[]>>) => {
    const chosen = {...options};
    // sources count only with it
    if (chosen.connectionSources) chosen.resetCredentials = [true, 'true'];
    // no payment is created with a query
    const withoutQuery = chosen.redirectUri?.map((uri) => String(uri).replaceAll('?', '_'));
    if (flow === 'payment' && withoutQuery) chosen.redirectUri = withoutQuery;
    return chosen;
  });
}

/** Part of a query: one of our parameters or another one, encoded or not, with any value. */
const name = fc.oneof(
  fc.constantFrom(
    ...CALLBACK_PARAMETERS,
    'amp;state',
    'promocode',
    'estate',
    'State',
    'codes',
    '%73tate',
    '%zz',
    '',
  ),
  fc.string({maxLength: 5}),
);
const value = fc.oneof(fc.string({maxLength: 12}), fc.constantFrom('%zz', '%2B', '+', 'access_denied', '46'));
const pair = fc.oneof(
  fc.tuple(name, value).map(([left, right]) => `${left}=${right}`),
  name,
);
const query = fc.array(pair, {maxLength: 8}).map((pairs) => pairs.join('&').replaceAll('#', ''));
const callback = fc.oneof(
  query.map((found) => `${CALLBACK}?${found}`),
  fc.tuple(query, fc.string()).map(([found, hash]) => `${CALLBACK}?${found}#${hash}`),
  fc.string({minLength: 1}),
  fc.webUrl({withQueryParameters: true, withFragments: true}),
);

const isOurName = (found: string): boolean => {
  try {
    return (CALLBACK_PARAMETERS as readonly string[]).includes(
      decodeURIComponent(found.replaceAll('+', ' ')).replace(/^(amp;)+/i, ''),
    );
  } catch {
    return false;
  }
};

describe('for any options', () => {
  for (const flow of Object.keys(FLOWS) as Flow[]) {
    it(`the address of ${flow} decodes to the options`, () => {
      fc.assert(
        fc.property(optionsOf(flow), (chosen) => {
          const options = Object.fromEntries(Object.entries(chosen).map(([key, [given]]) => [key, given]));
          const url = webviewUrl(flow, {domain: 'demo', ...options} as never);
          const found = new URL(url).searchParams;
          const expected = Object.entries(chosen).map(([key, [, read]]) => [
            key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
            read,
          ]);
          expect(Object.fromEntries(found)).to.deep.equal(Object.fromEntries(expected));
          expect(new URL(url).host).to.equal('demo.biapi.pro');
        }),
      );
    });
  }
});

describe('for any callback', () => {
  it('parseCallback does not throw', () => {
    fc.assert(
      fc.property(callback, fc.constantFrom(undefined, ...(Object.keys(FLOWS) as Flow[])), (url, flow) => {
        const answer = parseCallback(url, flow ? {flow} : {});
        expect(answer.kind).to.be.oneOf([
          'none',
          'success',
          'cancelled',
          'failed',
          'incomplete',
          'malformed',
        ]);
        expect(answer).to.be.frozen;
      }),
    );
  });

  it('finishFlow does not trust a callback without its attempt', async () => {
    await fc.assert(
      fc.asyncProperty(callback, async (url) => {
        const visit = new Visit();
        await visit.start('connect', connect);
        const result = finishFlow({url, store: visit.store});
        expect(result.kind).to.be.oneOf(['none', 'unverified', 'malformed']);
        expect(visit.finish(`?state=${visit.state}&connection_id=46`).kind).to.equal('success');
      }),
    );
  });

  it('cleaning removes only our parameters', () => {
    fc.assert(
      fc.property(
        fc.array(
          pair.map((found) => found.replaceAll('#', '')),
          {minLength: 1},
        ),
        fc.constantFrom('', '#', '#a?state=1&code=2'),
        (pairs, hash) => {
          const url = `${CALLBACK}?${pairs.join('&')}${hash}`;
          const kept = pairs
            .join('&')
            .split('&')
            .filter((found) => !isOurName(found.split('=', 1)[0] ?? ''));
          if (kept.length === pairs.join('&').split('&').length) {
            expect(withoutCallback(url)).to.equal(url);
            return;
          }
          const rest = kept.join('&');
          expect(withoutCallback(url)).to.equal(`${CALLBACK}${rest && '?'}${rest}${hash}`);
          expect(withoutCallback(withoutCallback(url))).to.equal(withoutCallback(url));
        },
      ),
    );
  });
});

describe('for any path to return to', () => {
  it('the result is the same as with `URL`, and never another host', () => {
    const path = fc.array(fc.constantFrom('/', 'a', '-', '_', '.', '\\', '?', '#', '%2e', 'é', '\n', '='));
    fc.assert(
      fc.property(path, (pieces) => {
        const page = typeof location === 'undefined' ? 'http://localhost/' : location.href;
        const given = `/${pieces.join('')}`;
        const kept = sameOriginPath(given);
        if (kept === undefined) return;
        const {origin, pathname, search, hash} = new URL(given, page);
        expect(origin).to.equal(new URL(page).origin);
        expect(kept).to.equal(pathname + search + hash);
      }),
      {numRuns: 1000, examples: [[['-', '?']]]},
    );
  });
});

describe('for any order of starts and finishes in two tabs', () => {
  it('each attempt succeeds at most once, and does not affect another', async () => {
    const step = fc.record({tab: fc.nat(1), starts: fc.boolean(), which: fc.nat(5)});
    await fc.assert(
      fc.asyncProperty(fc.array(step, {maxLength: 40}), async (steps) => {
        const first = new MemoryStorage();
        const tabs = [new Visit(first), new Visit(first.inAnotherTab())];
        const states: string[] = [];
        const results = new Map<string, FlowResult[]>();
        for (const {tab, starts, which} of steps) {
          const visit = tabs[tab]!;
          if (starts || states.length === 0) {
            await visit.start('connect', {...connect, context: states.length});
            states.push(visit.state);
            continue;
          }
          const index = which % states.length;
          const state = states[index]!;
          const result = visit.finish(`?state=${state}&connection_id=${index}`);
          results.set(state, [...(results.get(state) ?? []), result]);
        }
        for (const [index, state] of states.entries()) {
          const seen = new Set(results.get(state));
          const successes = [...seen].filter(({kind}) => kind === 'success');
          expect(successes).to.have.lengthOf(seen.size > 0 ? 1 : 0);
          for (const success of successes)
            expect(success).to.include({connectionId: String(index), context: index});
          for (const other of seen) expect(other.kind).to.be.oneOf(['success', 'replayed']);
        }
      }),
    );
  });
});

describe('for any times of starts and finishes', () => {
  it('a callback removes each attempt that is more than an hour old', async () => {
    const step = fc.record({minutes: fc.nat(70), starts: fc.boolean(), isOwn: fc.boolean()});
    await fc.assert(
      fc.asyncProperty(fc.array(step, {maxLength: 30}), async (steps) => {
        const visit = new Visit();
        let now = Date.UTC(2026, 0, 15);
        for (const [index, {minutes, starts, isOwn}] of steps.entries()) {
          now += minutes * 60_000;
          await atTime(now, async () => {
            if (starts || isOwn) await visit.start('connect', connect);
            if (!starts) visit.finish(`?state=${isOwn ? visit.state : 'forged'}&connection_id=${index}`);
          });
          if (starts) continue;
          const entries = JSON.parse(visit.store.dump()) as [string, string][];
          for (const [key, value] of entries) {
            const {time = 0} = JSON.parse(value) as {time?: number};
            if (key.includes(':attempt:')) expect(now - time).to.be.at.most(ATTEMPT_LIFETIME);
          }
        }
      }),
    );
  });
});

describe('for any failure of the storage', () => {
  it('startFlow rejects with no-storage, or finishFlow returns a result', async () => {
    const methods = ['getItem', 'setItem', 'removeItem', 'key'] as const;
    await fc.assert(
      fc.asyncProperty(fc.subarray([...methods]), fc.nat(12), async (broken, after) => {
        const visit = new Visit();
        let calls = 0;
        const {store} = visit;
        for (const method of broken) {
          const works = store[method].bind(store) as (...given: unknown[]) => unknown;
          Object.assign(store, {
            [method]: (...given: unknown[]) => {
              calls += 1;
              if (calls > after) throw new DOMException('broken', 'SecurityError');
              return works(...given);
            },
          });
        }
        let code: unknown;
        await startFlow('connect', {...connect, store, navigate: visit.navigate}).catch((error: unknown) => {
          ({code} = error as {code: unknown});
        });
        if (visit.left.length === 0) {
          expect(code).to.equal('no-storage');
          return;
        }
        const result = visit.finish(`?state=${visit.state}&connection_id=46`);
        expect(result.kind).to.be.oneOf(['success', 'unverified']);
      }),
    );
  });
});
