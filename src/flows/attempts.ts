import {nanoid} from 'nanoid';
import {withoutPrototype} from '../service/own-options.js';
import {type Flow, FLOWS, type Parameter} from '../service/parameters.js';

/** How long an attempt may take, in ms: longer than the 30 minutes of a code, and than a slow login at a bank. */
export const ATTEMPT_LIFETIME = 3_600_000;

/** What of a Web `Storage` is used. */
export type AttemptStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** What stays of an attempt whose callback was handled, so that the same callback is known when it comes again. */
export interface HandledAttempt {
  readonly state: string;
  readonly flow: Flow;
  /** When it started, in ms since the epoch. */
  readonly time: number;
  readonly returnTo?: string | undefined;
}

/** A flow that was started here, kept until its callback. No code, no IBAN, no token. */
export interface Attempt extends HandledAttempt {
  /** What it was about: the flow's parameters, but for secrets, IBANs, and whose flow it is. */
  readonly about: Readonly<Partial<Record<Parameter, unknown>>>;
  /** Whether a code was sent: the service then returns none. */
  readonly codeSent: boolean;
  /** Whether nothing that narrows the flow had to be left out of `about`. */
  readonly isWhole: boolean;
  readonly context?: unknown;
}

/** What is kept from callback to callback. */
export interface Past {
  /** The latest attempts whose callback was handled, the newest first. */
  readonly handled: readonly HandledAttempt[];
  /** No attempt that waits started before, in ms since the epoch; whatever a storage holds where that is not known. */
  readonly oldest: number;
}

const PAST = 'budgea-webview:past';
const MOST_HANDLED = 32;
const SLOT = 'budgea-webview:attempt:';
/** How each attempt starts as a text. */
const TIME_FIRST = '{"time":';
/** How many draws find a free slot in any storage that is not all but full. */
const MOST_DRAWS = 64;

/** The storage to use; `undefined` where a browser blocks it, which throws at the mere touch. */
export function reachStore(store?: AttemptStore | null): AttemptStore | undefined {
  if (store) return store;
  try {
    return (globalThis as {localStorage?: Storage | null}).localStorage ?? undefined;
  } catch {
    return undefined;
  }
}

/** The slot of a state: its first two characters name one of 4,096, so that attempts are bounded and never searched. */
function slotOf(state: string): string {
  return SLOT + state.slice(0, 2);
}

/**
 * A new state, of a slot where no other attempt waits; where all are taken, of one whose attempt has to go.
 *
 * @throws what the storage throws.
 */
export function newState(store: AttemptStore): string {
  let state: string;
  let draws = 0;
  do state = nanoid();
  while (isAlive(timeIn(store, slotOf(state))) && (draws += 1) < MOST_DRAWS);
  return state;
}

/**
 * Remembers an attempt that starts now, at the same cost however many wait.
 *
 * @throws what the storage throws.
 */
export function rememberAttempt(store: AttemptStore, attempt: Omit<Attempt, 'time'>): void {
  store.setItem(slotOf(attempt.state), JSON.stringify({time: Date.now(), ...attempt}));
}

/** Removes an attempt whose page was not left after all; one that cannot be removed expires. */
export function forgetAttempt(store: AttemptStore, state: string): void {
  try {
    store.removeItem(slotOf(state));
  } catch {
    // nobody has its state, so nobody can finish it
  }
}

/**
 * Takes the attempt of a state out of the storage: from here on nobody else gets it.
 *
 * @throws what the storage throws, with the attempt left where it is.
 */
export function takeAttempt(store: AttemptStore, state: string): Attempt | undefined {
  const slot = slotOf(state);
  const attempt = readAttempt(store, slot);
  if (attempt?.state !== state) return undefined;
  store.removeItem(slot);
  return attempt;
}

/** Whether an attempt of a time is neither too old to be believed, nor from the future of a clock that was set back. */
export function isAlive(time: number): boolean {
  return Math.abs(Date.now() - time) <= ATTEMPT_LIFETIME;
}

/**
 * What the callbacks before have kept.
 *
 * @throws what the storage throws.
 */
export function readPast(store: AttemptStore): Past {
  const {handled, oldest = 0} = withoutPrototype(Object(read(store, PAST)) as Partial<Past>);
  return {handled: Array.isArray(handled) ? handled.filter(isRecord) : [], oldest};
}

/**
 * Removes the attempts that are too old, which are looked for only once there is one, and remembers the one that was
 * taken. It throws nothing: what was taken counts, even where the storage fails now.
 */
export function tidyUp(store: AttemptStore, past: Past, taken?: Attempt): void {
  try {
    // from the future, it is of a clock that was set back
    const isSound = past.oldest <= Date.now() && isAlive(past.oldest);
    const oldest = isSound ? past.oldest : sweep(store);
    if (!taken) return;
    const {state, flow, time, returnTo} = taken;
    const recent = [{state, flow, time, returnTo}, ...past.handled].filter((handled) =>
      isAlive(handled.time),
    );
    store.setItem(PAST, JSON.stringify({handled: recent.slice(0, MOST_HANDLED), oldest}));
  } catch {
    // the next callback tidies up
  }
}

/** Removes the attempts that are too old to be finished, and gives the time before which none started. */
function sweep(store: AttemptStore): number {
  let oldest = Date.now();
  try {
    // every key, taken down before any is removed: removing one moves the others
    for (const key of Array.from({length: store.length}, (_, index) => store.key(index) ?? '')) {
      if (!key.startsWith(SLOT)) continue;
      const time = timeIn(store, key);
      if (isAlive(time)) oldest = Math.min(oldest, time);
      else store.removeItem(key);
    }
  } catch {
    // where the storage fails, the next callback looks again
    return 0;
  }
  return oldest;
}

/** When the attempt in a slot started, read without the rest; `NaN` where there is none. */
function timeIn(store: AttemptStore, slot: string): number {
  return Number.parseInt(store.getItem(slot)?.slice(TIME_FIRST.length) ?? '', 10);
}

function readAttempt(store: AttemptStore, slot: string): Attempt | undefined {
  const attempt = read(store, slot);
  return isRecord(attempt) && Object((attempt as Attempt).about) === (attempt as Attempt).about
    ? (attempt as Attempt)
    : undefined;
}

/** Whether a value from the storage has what every record of ours has. */
function isRecord(value: unknown): value is HandledAttempt {
  const {flow, time} = (value ?? {}) as HandledAttempt;
  return Object.hasOwn(FLOWS, flow) && Number.isFinite(time);
}

/** What stands in the storage; anything may, so what is no JSON says nothing. */
function read(store: AttemptStore, key: string): unknown {
  const text = store.getItem(key);
  try {
    return text && JSON.parse(text);
  } catch {
    return undefined;
  }
}
