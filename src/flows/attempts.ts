import {nanoid} from 'nanoid';
import {type Flow, FLOWS, type Parameter} from './parameters.js';

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
  readonly returnTo?: string;
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

const HANDLED = 'budgea-webview:handled';
const MOST_HANDLED = 32;
const SLOT = 'budgea-webview:attempt:';
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
  while (isTaken(store, state) && (draws += 1) < MOST_DRAWS);
  return state;
}

function isTaken(store: AttemptStore, state: string): boolean {
  const attempt = readAttempt(store, slotOf(state));
  return attempt !== undefined && !isExpired(attempt);
}

/**
 * Remembers an attempt, at the same cost however many wait.
 *
 * @throws what the storage throws.
 */
export function rememberAttempt(store: AttemptStore, attempt: Attempt): void {
  store.setItem(slotOf(attempt.state), JSON.stringify(attempt));
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

/** Whether an attempt is too old to be believed, or from the future of a clock that was set back. */
export function isExpired({time}: HandledAttempt): boolean {
  return Math.abs(Date.now() - time) > ATTEMPT_LIFETIME;
}

/**
 * Remembers what was handled, and removes the attempts that are too old to be finished. It throws nothing: what was
 * taken out counts, even where the storage fails now.
 */
export function tidyUp(store: AttemptStore, handled?: HandledAttempt): void {
  try {
    if (handled) {
      const recent = readHandled(store).filter((earlier) => !isExpired(earlier));
      store.setItem(HANDLED, JSON.stringify([handled, ...recent].slice(0, MOST_HANDLED)));
    }
    // every key, taken down before any is removed: removing one moves the others
    for (const key of Array.from({length: store.length}, (_, index) => store.key(index) ?? '')) {
      if (!key.startsWith(SLOT)) continue;
      const attempt = readAttempt(store, key);
      if (!attempt || isExpired(attempt)) store.removeItem(key);
    }
  } catch {
    // the next callback tidies up
  }
}

/** What is remembered of a state whose callback was handled. */
export function findHandled(store: AttemptStore, state: string): HandledAttempt | undefined {
  return readHandled(store).find((handled) => handled.state === state);
}

function readHandled(store: AttemptStore): readonly HandledAttempt[] {
  const list = read(store, HANDLED);
  return Array.isArray(list) ? list.filter(isRecord) : [];
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

/** What stands in the storage; anything may, so what is no JSON says nothing. Where nothing stands, it is `null`. */
function read(store: AttemptStore, key: string): unknown {
  const text = store.getItem(key);
  try {
    // `null` is JSON, too: to throw at every start would take longer than all the rest
    return JSON.parse(text as string);
  } catch {
    return undefined;
  }
}
