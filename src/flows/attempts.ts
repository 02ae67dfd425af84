import {type Flow, FLOWS, type Parameter} from './parameters.js';

/** How long an attempt may take, in ms: longer than the 30 minutes of a code, and than a slow login at a bank. */
export const ATTEMPT_LIFETIME = 3_600_000;

/** What of a Web `Storage` is used. */
export type AttemptStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** A flow that was started here, kept under its state until its callback. No code, no IBAN, no token. */
export interface Attempt {
  readonly flow: Flow;
  /** When it started, in ms since the epoch. */
  readonly time: number;
  /** Whether a code was sent: the service then returns none. */
  readonly codeSent: boolean;
  /** What it was about: the flow's parameters, but for secrets, IBANs, and whose flow it is. */
  readonly about: Readonly<Partial<Record<Parameter, unknown>>>;
  /** Whether nothing that narrows the flow had to be left out of `about`. */
  readonly isWhole: boolean;
  readonly returnTo?: string;
  readonly context?: unknown;
}

/** What stays of an attempt whose callback was handled, so that the same callback is known when it comes again. */
export interface HandledAttempt {
  readonly state: string;
  readonly flow: Flow;
  /** When it started, in ms since the epoch. */
  readonly time: number;
  readonly returnTo?: string;
}

const PREFIX = 'budgea-webview:';
const ATTEMPT = `${PREFIX}attempt:`;
const HANDLED = `${PREFIX}handled`;
/** The cursor counts starts; each slot names one pending attempt, so that the oldest can go without a search. */
const CURSOR = `${PREFIX}cursor`;
const SLOT = `${PREFIX}slot:`;
const MOST_ATTEMPTS = 1024;
const MOST_HANDLED = 32;

/** The storage to use; `undefined` where a browser blocks it, which throws at the mere touch. */
export function reachStore(store?: AttemptStore | null): AttemptStore | undefined {
  if (store) return store;
  try {
    return (globalThis as {localStorage?: Storage | null}).localStorage ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Remembers an attempt under its state, at the same cost however many are pending. When there are too many the oldest
 * goes.
 *
 * @throws what the storage throws, with nothing left behind.
 */
export function rememberAttempt(store: AttemptStore, state: string, attempt: Attempt): void {
  const next = (Number(store.getItem(CURSOR)) || 0) % MOST_ATTEMPTS;
  const slot = SLOT + String(next);
  const oldest = store.getItem(slot);
  try {
    store.setItem(ATTEMPT + state, JSON.stringify(attempt));
    store.setItem(CURSOR, String(next + 1));
    store.setItem(slot, state);
    if (oldest !== null) store.removeItem(ATTEMPT + oldest);
  } catch (error) {
    store.removeItem(ATTEMPT + state);
    throw error;
  }
}

/** Removes an attempt whose page was not left after all; one that cannot be removed expires. */
export function forgetAttempt(store: AttemptStore, state: string): void {
  try {
    store.removeItem(ATTEMPT + state);
  } catch {
    // nobody has its state, so nobody can finish it
  }
}

/**
 * Removes the attempt of a state and gives it back: from here on nobody else gets it.
 *
 * @throws what the storage throws, with the attempt left where it is.
 */
export function takeAttempt(store: AttemptStore, state: string): Attempt | undefined {
  const text = store.getItem(ATTEMPT + state);
  if (text !== null) store.removeItem(ATTEMPT + state);
  return readAttempt(text);
}

/** Whether an attempt is too old to be believed, or from the future of a clock that was set back. */
export function isExpired(attempt: {readonly time: number}, now: number): boolean {
  return Math.abs(now - attempt.time) > ATTEMPT_LIFETIME;
}

/**
 * Removes the attempts that are too old to be finished and the slots of those that are gone, and remembers what was
 * handled. It throws nothing: what was consumed counts, even where the storage fails now.
 */
export function tidyUp(store: AttemptStore, now: number, handled?: HandledAttempt): void {
  try {
    if (handled) {
      const recent = readHandled(store).filter((earlier) => !isExpired(earlier, now));
      store.setItem(HANDLED, JSON.stringify([handled, ...recent].slice(0, MOST_HANDLED)));
    }
    const keys = keysOf(store);
    for (const key of keys.filter((found) => found.startsWith(ATTEMPT))) {
      const attempt = readAttempt(store.getItem(key));
      if (!attempt || isExpired(attempt, now)) store.removeItem(key);
    }
    for (const key of keys.filter((found) => found.startsWith(SLOT))) {
      if (store.getItem(ATTEMPT + String(store.getItem(key))) === null) store.removeItem(key);
    }
  } catch {
    // the next callback tidies up
  }
}

/** What is remembered of a state whose callback was handled. */
export function findHandled(store: AttemptStore, state: string): HandledAttempt | undefined {
  return readHandled(store).find((handled) => handled.state === state);
}

/** Every key, taken down before any is removed: removing one moves the others. */
function keysOf(store: AttemptStore): string[] {
  return Array.from({length: store.length}, (_, index) => store.key(index) ?? '');
}

function readAttempt(text: string | null): Attempt | undefined {
  const attempt = parse(text) as Attempt | null | undefined;
  return isRecord(attempt) && Object(attempt.about) === attempt.about ? attempt : undefined;
}

function readHandled(store: AttemptStore): readonly HandledAttempt[] {
  const list = parse(store.getItem(HANDLED));
  return Array.isArray(list) ? list.filter((item: HandledAttempt | null) => isRecord(item)) : [];
}

/** Whether a value from the storage has what every record of ours has. */
function isRecord<R extends {readonly flow: Flow; readonly time: number}>(
  value: R | null | undefined,
): value is R {
  return Boolean(value && Object.hasOwn(FLOWS, value.flow) && Number.isFinite(value.time));
}

/** What a text in the storage says; anything may stand there, so what is no JSON says nothing. */
function parse(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return undefined;
  }
}
