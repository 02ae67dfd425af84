import fc from 'fast-check';
import {describe, expect, it, vi} from 'vitest';
import {check} from './check.js';
import {HostileStore} from './store.js';

type Flows = typeof import('../../src/flows/index.js');

/** What a tab does, and what another tab does in the middle of it: at the storage call with that number. */
interface Action {
  readonly tab: number;
  readonly does: 'start' | 'succeed' | 'cancel' | 'fail' | 'forget';
  readonly which: number;
  readonly at: number;
  readonly inside?: Action | undefined;
}

/** Tells whether another tab forgets all attempts in the middle of an action. */
function forgetsInside({inside}: Action): boolean {
  return inside !== undefined && (inside.does === 'forget' || forgetsInside(inside));
}

interface Moment {
  readonly begun: number;
  ended: number;
}

const CALLBACK = 'https://app.example/callback';
const QUERIES = {succeed: '&connection_id=46', cancel: '&error=access_denied', fail: '&error=server_error'};
const TABS = 3;

/** Loads the flows anew for each tab: each page has its own memory. */
async function openTabs(): Promise<Flows[]> {
  const tabs: Flows[] = [];
  for (let tab = 0; tab < TABS; tab += 1) {
    vi.resetModules();
    tabs.push(await import('../../src/flows/index.js'));
  }
  return tabs;
}

const action: fc.Arbitrary<Action> = fc.letrec<{action: Action}>((tie) => ({
  action: fc.record({
    tab: fc.nat(TABS - 1),
    does: fc.constantFrom('start', 'succeed', 'succeed', 'cancel', 'fail', 'forget'),
    which: fc.nat(2),
    at: fc.nat(12),
    inside: fc.option(tie('action'), {nil: undefined, depthSize: 'small', maxDepth: 2}),
  }),
})).action;

/** Runs actions in tabs that share a storage. */
class Browser {
  readonly items = new Map<string, string>();
  readonly states: string[] = [];
  readonly successes = new Map<string, Moment[]>();
  readonly started = new Map<string, number>();
  readonly forgot: Moment[] = [];
  readonly #tabs: readonly Flows[];
  /** The states of successes that are in the middle of their calls. */
  readonly #succeeding: string[] = [];
  #time = 0;

  constructor(tabs: readonly Flows[]) {
    this.#tabs = tabs;
  }

  /** Returns the storage as an action sees it: another tab acts at one of its calls. */
  #store({at, inside}: Action, running: Promise<void>[]): HostileStore {
    const store = new HostileStore(this.items);
    let call = 0;
    return new Proxy(store, {
      get: (_, name: string) => {
        if (inside && call++ === at) running.push(this.run(inside));
        const value = store[name];
        return typeof value === 'function' ? (value.bind(store) as unknown) : value;
      },
    });
  }

  async run(given: Action): Promise<void> {
    const {tab, does, which} = given;
    const {startFlow, finishFlow, forgetAttempts} = this.#tabs[tab]!;
    const running: Promise<void>[] = [];
    const store = this.#store(given, running);
    const moment = {begun: ++this.#time, ended: Infinity};
    if (does === 'start') {
      let left = '';
      const options = {domain: 'demo', clientId: 1, redirectUri: CALLBACK, store, context: this.#time};
      try {
        await startFlow('connect', {...options, navigate: (url) => void (left = url)});
      } catch (error) {
        // another tab forgot the attempt before this one could read it back
        if (forgetsInside(given)) return;
        throw error;
      }
      const state = new URL(left).searchParams.get('state')!;
      this.states.push(state);
      this.started.set(state, moment.begun);
    } else if (does === 'forget') {
      this.forgot.push(moment);
      forgetAttempts({store});
    } else if (this.states.length > 0) {
      const state = this.states[which % this.states.length]!;
      // one address for each call: the same address gives the same object
      const url = `${CALLBACK}?state=${state}${QUERIES[does]}&call=${moment.begun}`;
      if (does === 'succeed') this.#succeeding.push(state);
      const {kind} = finishFlow({url, store});
      if (does === 'succeed') this.#succeeding.splice(this.#succeeding.indexOf(state), 1);
      moment.ended = ++this.#time;
      this.#judge(state, kind, does, moment);
    }
    moment.ended = ++this.#time;
    await Promise.all(running);
  }

  #judge(state: string, kind: string, does: keyof typeof QUERIES, moment: Moment): void {
    const others = this.successes.get(state) ?? [];
    const before = others.some(({ended}) => ended < moment.begun);
    const wasForgotten = this.forgot.some(({ended}) => ended > this.started.get(state)!);
    const expected = {succeed: 'success', cancel: 'cancelled', fail: 'failed'}[does];
    if (kind === 'success') this.successes.set(state, [...others, moment]);
    if (before && !wasForgotten && kind !== 'replayed')
      throw new Error(`${kind}, though it succeeded before`);
    if (kind === 'replayed' && others.length === 0 && !this.#succeeding.includes(state))
      throw new Error('replayed, though it never succeeded');
    if (kind === 'unverified' && !wasForgotten) throw new Error('the attempt of another tab is lost');
    if (!['replayed', 'unverified', expected].includes(kind))
      throw new Error(`${kind} in the place of ${expected}`);
  }

  /** Checks that every attempt can still succeed, unless it did or was forgotten. */
  async end(): Promise<void> {
    for (const [which, state] of this.states.entries()) {
      if (this.forgot.length > 0 || this.successes.has(state)) continue;
      await this.run({tab: 0, does: 'succeed', which, at: 0});
      if (!this.successes.has(state)) throw new Error('an attempt cannot succeed any more');
    }
  }
}

function code(actions: readonly Action[]): string {
  const write = ({inside, at, tab, does, which}: Action): string =>
    `{tab: ${tab}, does: '${does}', which: ${which}, at: ${at}${inside ? `, inside: ${write(inside)}` : ''}}`;
  return [
    'const browser = new Browser(await openTabs());',
    ...actions.map((one) => `await browser.run(${write(one)});`),
    'await browser.end();',
  ].join('\n');
}

describe('several tabs, each in the middle of a storage call of another', () => {
  it('count a success once unless two calls overlap, and lose no attempt', async () => {
    const tabs = await openTabs();
    const begin: Action = {tab: 0, does: 'start', which: 0, at: 0};
    let overlaps = 0;
    await check(
      {short: 800, long: 150_000},
      fc.array(action, {minLength: 1, maxLength: 8}).map((actions) => [begin, begin, ...actions]),
      async (actions) => {
        const browser = new Browser(tabs);
        for (const one of actions) await browser.run(one);
        await browser.end();
        for (const moments of browser.successes.values()) if (moments.length > 1) overlaps += 1;
      },
      code,
    );
    console.log(`hostile: ${overlaps} successes that two overlapping calls saw`);
    expect(tabs).toHaveLength(TABS);
  });
});
