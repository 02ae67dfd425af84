import {fail, FlowError, invalid} from '../service/flow-error.js';
import {isGiven, isValid, ownProperties} from '../service/options.js';
import {FLOWS, type Parameter} from '../service/parameters.js';
import {isExpired, type StartedAttempt} from '../service/results.js';

/** How many attempts are kept. */
export const MAX_ATTEMPTS = 1000;

/** How many more may wait before a start removes them, so that only one start in so many searches the storage. */
const MAX_EXCESS = 200;

/** The part of a Web `Storage` that is used. */
export type AttemptStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

/** A flow that was started here, kept until its hour is over. It holds no code, no IBAN and no token. */
export interface Attempt extends StartedAttempt {
  readonly state: string;
  /** The flow's parameters, without sensitive ones and without those that are the same for every flow. */
  readonly parameters: Readonly<Partial<Record<Parameter, unknown>>>;
  /** Whether `parameters` is all that the flow needs to start again. */
  readonly canRetry: boolean;
}

const PREFIX = 'budgea-webview:attempt:';

/** The methods of a Web `Storage` that are used. */
const METHODS = ['getItem', 'setItem', 'removeItem', 'key'] as const;

/**
 * Checks a storage that was given.
 *
 * @throws {FlowError} `invalid-parameter` if it is another kind of storage.
 */
export function checkStore(store: AttemptStore | null | undefined): void {
  if (isGiven(store) && !isWebStorage(store)) invalid('store', 'a synchronous Web Storage');
}

/** Tells whether a storage answers at once. Those of React Native and of databases answer with promises. */
function isWebStorage(store: AttemptStore): boolean {
  try {
    const isComplete = METHODS.every((name) => typeof store[name] === 'function');
    return isComplete && typeof store.length === 'number' && !isValid('object', store.getItem(PREFIX));
  } catch {
    // blocked, which is another error
    return true;
  }
}

/**
 * Returns the storage to use.
 *
 * @throws {FlowError} `no-storage` if there is none, or if the browser blocks it: then it throws as soon as it is
 * touched.
 */
export function openStore(given?: AttemptStore | null): AttemptStore {
  try {
    const store = given ?? (globalThis as {readonly localStorage?: Storage | null}).localStorage;
    return store ?? fail('no-storage', 'localStorage is missing: give a store');
  } catch (cause) {
    return noStorage(cause);
  }
}

function noStorage(cause: unknown): never {
  if (cause instanceof FlowError) throw cause;
  return fail('no-storage', 'The storage is blocked or full', {cause});
}

/**
 * Saves an attempt. Up to the maximum, the cost is the same for any number of attempts that wait.
 *
 * A payment has the same state at each start. If a success of it was handled, it stays used up.
 *
 * @throws {FlowError} `no-storage`.
 */
export function saveAttempt(store: AttemptStore, attempt: Attempt): void {
  try {
    if (store.length > MAX_ATTEMPTS + MAX_EXCESS) {
      for (const key of attemptKeys(store).slice(0, -MAX_ATTEMPTS)) store.removeItem(key);
    }
    if (!isUsed(store, attempt.state)) store.setItem(PREFIX + attempt.state, JSON.stringify(attempt));
    // a storage may ignore it, and then no callback would find it
    if (!readAttempt(store, attempt.state)) noStorage(undefined);
  } catch (cause) {
    noStorage(cause);
  }
}

/** Removes an attempt that did not leave the page. */
export function forgetAttempt(store: AttemptStore, state: string): void {
  try {
    if (!isUsed(store, state)) store.removeItem(PREFIX + state);
  } catch {
    // nobody knows its state, so it can only expire
  }
}

/**
 * Reads the attempt of a state, or `undefined` if there is none.
 *
 * @throws what the storage throws.
 */
export function readAttempt(store: AttemptStore, state: string): Attempt | undefined {
  const attempt = parseAttempt(store.getItem(PREFIX + state));
  return attempt?.state === state ? attempt : undefined;
}

/**
 * Marks an attempt as used, so that no callback of it succeeds again.
 *
 * @throws what the storage throws; `no-storage` if the attempt is still there as before.
 */
export function useUp(store: AttemptStore, {state, flow, time, returnTo, owner}: Attempt): void {
  const key = PREFIX + state;
  try {
    store.setItem(key, JSON.stringify({state, flow, time, returnTo, owner, used: true}));
  } catch {
    // a full storage may refuse to write, but can still remove
    store.removeItem(key);
  }
  if (ignoresMark(store, state)) noStorage(undefined);
}

/** Tells whether a storage still has an attempt as it was before it was marked as used. */
function ignoresMark(store: AttemptStore, state: string): boolean {
  try {
    return store.getItem(PREFIX + state) !== null && !readAttempt(store, state)?.used;
  } catch {
    // it took the mark, and cannot be read any more
    return false;
  }
}

/** Tells whether a change of the storage, in another tab, is a success that used up its attempt. */
export function isUse({key, newValue}: Pick<StorageEvent, 'key' | 'newValue'>): boolean {
  return Boolean(key?.startsWith(PREFIX) && parseAttempt(newValue)?.used);
}

/**
 * Tells whether a success of a state was handled within the last hour.
 *
 * @throws what the storage throws.
 */
function isUsed(store: AttemptStore, state: string): boolean {
  const attempt = readAttempt(store, state);
  return Boolean(attempt?.used && !isExpired(attempt));
}

/** Removes the attempts that are over. It throws nothing. */
export function pruneAttempts(store: AttemptStore): void {
  try {
    for (const key of attemptKeys(store)) {
      const attempt = parseAttempt(store.getItem(key));
      if (!attempt || isExpired(attempt)) store.removeItem(key);
    }
  } catch {
    // the next callback tries again
  }
}

/** Removes all attempts. It throws nothing. */
export function removeAttempts(given: AttemptStore | null | undefined): void {
  try {
    const store = openStore(given);
    for (const key of attemptKeys(store)) store.removeItem(key);
  } catch {
    // in a storage that fails, no attempt can be found either
  }
}

/** Returns the keys of all attempts at once, because removing one moves the others. */
function attemptKeys(store: AttemptStore): string[] {
  const keys = Array.from({length: store.length}, (_, index) => String(store.key(index)));
  return keys.filter((key) => key.startsWith(PREFIX));
}

/** Parses a record of the storage. Anybody can write there, so anything but an attempt counts as nothing. */
function parseAttempt(text: string | null): Attempt | undefined {
  try {
    const attempt = ownProperties(JSON.parse(text ?? '') as Attempt);
    const {flow, time} = attempt;
    const isAttempt = typeof flow === 'string' && Object.hasOwn(FLOWS, flow) && Number.isFinite(time);
    return isAttempt
      ? (Object.assign(attempt, {parameters: ownProperties(attempt.parameters)}) as Attempt)
      : undefined;
  } catch {
    return undefined;
  }
}
