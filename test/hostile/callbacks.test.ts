import {isDeepStrictEqual} from 'node:util';
import fc from 'fast-check';
import {afterAll, describe, expect, it} from 'vitest';
import {finishFlow, type FlowResult, parseCallback, startFlow} from '../../src/flows/index.js';
import {callback, type Callback, write} from './addresses-of-callbacks.js';
import {check, times} from './check.js';
import {type Allowed, type Flow, HOUR, Model, read, type Reading, type Started} from './model.js';
import {HostileStore} from './store.js';

const FLOWS = ['connect', 'reconnect', 'manage', 'transfer', 'payment'] as const;
const CALLBACK = 'https://app.example/callback';
const KEY = 'budgea-webview:attempt:';
const {now} = Date;
let clock = 0;
let calls = 0;

interface Start {
  readonly flow: Flow;
  readonly sendsCode: boolean;
  readonly owner?: string | undefined;
  readonly codeOwner?: string | undefined;
  readonly context?: string | number | boolean | null | {a: number[]} | undefined;
  readonly returnTo?: string | undefined;
  readonly id?: string | undefined;
}

interface Step {
  readonly callback?: Callback;
  readonly again?: boolean;
  readonly owner?: string | undefined;
  readonly wait?: number;
}

const owner = fc.constantFrom('ann', 'bob');
const start: fc.Arbitrary<Start> = fc.record({
  flow: fc.constantFrom(...FLOWS),
  sendsCode: fc.boolean(),
  owner: fc.option(owner, {nil: undefined}),
  codeOwner: fc.option(owner, {nil: undefined}),
  context: fc.constantFrom(undefined, 'basket', 0, false, null, {a: [1]}),
  returnTo: fc.constantFrom(undefined, '/accounts', '/a?b=1#c'),
  id: fc.constantFrom(undefined, '7'),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({callback, owner: fc.oneof({weight: 4, arbitrary: fc.constant(undefined)}, owner)}),
  },
  {weight: 1, arbitrary: fc.record({again: fc.constant(true), owner: fc.option(owner, {nil: undefined})})},
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(1, -1, 60_000, -60_000, HOUR, HOUR - 1, HOUR + 1, -HOUR, -HOUR - 1, 9 * HOUR)
      .map((wait) => ({wait})),
  },
);
const visit = fc.record({
  starts: fc.array(start, {minLength: 1, maxLength: 3}),
  steps: fc.array(step, {minLength: 1, maxLength: 10}),
});
type Visit = typeof visit extends fc.Arbitrary<infer T> ? T : never;

/** Starts a flow, and returns what the contract says is known of it. */
async function begin(given: Start, index: number, store: HostileStore): Promise<Started> {
  const {flow, owner: own, context, returnTo} = given;
  const id = flow === 'reconnect' || flow === 'payment' ? '7' : flow === 'connect' ? undefined : given.id;
  const mustSend = flow === 'reconnect' || flow === 'manage' || flow === 'payment';
  const codeSent = mustSend || given.sendsCode;
  const payment = flow === 'payment';
  const codeOwner = payment ? undefined : given.codeOwner;
  const ids = {
    reconnect: {connectionId: id},
    manage: {connectionId: id},
    transfer: {transferId: id},
    connect: {},
    payment: {},
  };
  const source = (): object => ({code: codeSent ? 'sent' : null, owner: codeOwner});
  let left = '';
  const options = {
    domain: 'demo',
    clientId: 1,
    redirectUri: CALLBACK,
    context,
    returnTo,
    owner: own,
    store,
    ...ids[flow],
    ...(payment
      ? given.sendsCode
        ? {paymentId: id, code: 'token', state: `payment-${index}`}
        : {createPayment: () => ({paymentId: id, code: 'token'})}
      : {code: source}),
    navigate: (url: string) => {
      left = url;
    },
  };
  await startFlow(flow, options as never);
  const state = new URL(left).searchParams.get('state')!;
  return {
    state,
    flow,
    time: clock,
    codeSent,
    owner: own ?? codeOwner,
    codeOwner: codeOwner ?? own,
    context,
    returnTo,
    id,
  };
}

/** Tells whether a result is one of those that the contract allows. */
function isAllowed(result: FlowResult, allowed: readonly Allowed[], {values}: Reading): boolean {
  const logs = [values.get('error_description'), values.get('bank_message')];
  return allowed.some((one) => {
    if (one.kind !== result.kind) return false;
    if (result.kind === 'malformed')
      return (one['reasons'] as Set<string> | undefined)?.has(result.reason) ?? true;
    if (result.kind === 'unverified')
      return one['reason'] === result.reason && typeof result.answer.kind === 'string';
    const {description, ...rest} = {description: undefined, ...result};
    return isDeepStrictEqual(rest, {...one}) && (description === undefined || logs.includes(description));
  });
}

async function walk({starts, steps}: Visit): Promise<void> {
  clock = 1_700_000_000_000;
  const store = new HostileStore();
  const model = new Model();
  const states: string[] = [];
  for (const [index, given] of starts.entries()) {
    const started = await begin(given, index, store);
    states.push(started.state);
    model.attempts.set(started.state, started);
  }
  const stateOf = (index: number): string => states[index] ?? `unknown-${index}`;
  const seen = new Map<string, FlowResult>();
  let last = '';
  const finish = (url: string, who: string | undefined): void => {
    calls += 1;
    const reading = read(url);
    const allowed = model.allowed(reading, clock, who);
    const result = finishFlow({url, store, owner: who});
    const attempt = model.attempts.get(reading.values.get('state') ?? '');
    const isForeign = who !== undefined && attempt !== undefined && attempt.owner !== who;
    // nobody else gets what was verified
    const isSame = seen.get(url) === result && (!isForeign || result.kind === 'unverified');
    if (!Object.isFrozen(result)) throw new Error('the result is not frozen');
    if (!isSame && !isAllowed(result, allowed, reading))
      throw new Error(
        `finishFlow({url: ${JSON.stringify(url)}, owner: ${String(who)}}) gave ${JSON.stringify(result)}\nallowed: ${JSON.stringify(allowed)}`,
      );
    if (result.kind === 'success' && attempt) attempt.usedBy ??= url;
    seen.set(url, result);
    last = url;
    model.sweep(clock);
    agree(url, result);
  };
  for (const {callback: made, again, owner: who, wait} of steps) {
    clock += wait ?? 0;
    if (made) finish(write(made, stateOf), who);
    else if (again && last) finish(last, who);
  }
  for (const attempt of model.attempts.values()) {
    const age = clock - attempt.time;
    if (attempt.wasOld || age < 0 || age > HOUR) continue;
    if (!store.items.has(KEY + attempt.state)) throw new Error('an attempt is lost');
    const proper = {
      connect: 'connection_id',
      transfer: 'transfer_id',
      payment: 'id_payment',
      reconnect: '',
      manage: '',
    }[attempt.flow];
    finish(`${CALLBACK}?state=${attempt.state}${proper && `&${proper}=7`}&last`, undefined);
    if (attempt.usedBy === undefined) throw new Error('an attempt cannot succeed any more');
  }
}

/** Checks that `parseCallback` reads what `finishFlow` reads. */
function agree(url: string, result: FlowResult): void {
  const answer = parseCallback(url);
  const isEither = (kind: string): boolean => (answer.kind === kind) === (result.kind === kind);
  if (result.kind !== 'replayed' && !(isEither('none') && isEither('malformed')))
    throw new Error(`parseCallback gave ${JSON.stringify(answer)}, finishFlow ${JSON.stringify(result)}`);
}

const by = (who: string | undefined): string => (who ? `, owner: '${who}'` : '');

/** Writes an address as code: as a template if the states in it can be read, else as what makes it. */
function addressAsCode(made: Callback): string {
  const count = (text: string, found: RegExp): number => text.match(found)?.length ?? 0;
  const url = JSON.stringify(write(made, (index) => `STATE${index}`)).slice(1, -1);
  const isReadable = count(url, /STATE\d/g) === count(JSON.stringify(made), /\{\d\}/g);
  if (!isReadable) return `write(${JSON.stringify(made)}, state)`;
  return `\`${url.replaceAll('\\"', '"').replace(/STATE(\d)/g, '${state($1)}')}\``;
}

/** Writes a visit as code. */
function code({starts, steps}: Visit): string {
  const lines = [
    'const store = new HostileStore();',
    'let now = Date.now();',
    'Date.now = () => now;',
    'const starts = [];',
    'const state = (index) => starts[index]?.state ?? `unknown-${index}`;',
    ...starts.map((given, index) => `starts.push(await begin(${JSON.stringify(given)}, ${index}, store));`),
  ];
  for (const {callback: made, again, owner: who, wait} of steps) {
    if (wait !== undefined) lines.push(`now += ${wait};`);
    if (made) lines.push(`finishFlow({url: ${addressAsCode(made)}, store${by(who)}});`);
    if (again) lines.push(`finishFlow({url: theSameUrl, store${by(who)}});`);
  }
  return lines.join('\n');
}

describe('any callback', () => {
  afterAll(() => {
    Date.now = now;
  });

  it('gets a verdict that the contract allows, and no attempt is lost', async () => {
    Date.now = () => clock;
    const started = performance.now();
    await check({short: 9000, long: 180_000}, visit, walk, code);
    const seconds = Math.round(performance.now() - started) / 1000;
    console.log(`hostile: ${calls} callbacks in ${seconds} s`);
    expect(calls).toBeGreaterThan(times({short: 40_000, long: 1_000_000}));
  });
});
