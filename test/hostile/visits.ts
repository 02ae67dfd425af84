import fc from 'fast-check';
import {finishFlow, type FlowResult, parseCallback, startFlow} from '../../src/flows/index.js';
import {callback, type Callback, write} from './addresses-of-callbacks.js';
import {type Allowed, type Flow, HOUR, Model, read, type Reading, type Started} from './model.js';
import {HostileStore} from './store.js';

const FLOWS = ['connect', 'reconnect', 'manage', 'transfer', 'payment'] as const;
const CALLBACK = 'https://app.example/callback';
const KEY = 'budgea-webview:attempt:';
let clock = 0;
let calls = 0;

/** Makes the clock of this process that of the visits, for all that runs afterwards. */
export function stopClock(): void {
  Date.now = () => clock;
}

/** Returns how many callbacks were tried. */
export function countCalls(): number {
  return calls;
}

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
/** Flows that one browser starts, and what happens to it afterwards. */
export const visit = fc.record({
  starts: fc.array(start, {minLength: 1, maxLength: 3}),
  steps: fc.array(step, {minLength: 1, maxLength: 10}),
});
export type Visit = typeof visit extends fc.Arbitrary<infer T> ? T : never;

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

/** Tells whether two values hold the same, as JSON would write them. A field that is `undefined` counts as none. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return Object.is(one, other);
  const fields = (value: object): [string, unknown][] =>
    Object.entries(value).filter(([, field]) => field !== undefined);
  const [mine, theirs] = [fields(one), new Map(fields(other))];
  return mine.length === theirs.size && mine.every(([name, value]) => isSame(value, theirs.get(name)));
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
    return isSame(rest, one) && (description === undefined || logs.includes(description));
  });
}

/** Plays a visit. Throws if a verdict is none that the contract allows, or if an attempt is lost. */
export async function walk({starts, steps}: Visit): Promise<void> {
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
    const isRepeated = seen.get(url) === result && (!isForeign || result.kind === 'unverified');
    if (!Object.isFrozen(result)) throw new Error('the result is not frozen');
    if (!isRepeated && !isAllowed(result, allowed, reading))
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
