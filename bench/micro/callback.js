import {FINISHERS} from './finishers.js';
import {entriesOf, refill} from './storage.js';
import {CODE, CONNECTION_ID, REDIRECT_URI} from './values.js';

/** Each run starts a new attempt, and finishes it once. */
const RUNS = 10;
/** What a busy browser's storage holds: attempts that still wait, and flows that were finished. */
const LEFT = 100;
const FINISHED = 32;

/** The outcomes of a callback, and what its address says. */
const OUTCOMES = {
  success: (state) => ({state, code: CODE, connection_id: CONNECTION_ID}),
  cancelled: (state) => ({state, error: 'access_denied', error_description: 'The user said no.'}),
  unverified: (state) => ({state: state.replace(/^./, '!'), code: CODE, connection_id: CONNECTION_ID}),
};

/**
 * Finishing a flow: with a success, the provider's error, and a forged state, each in an otherwise empty storage; with a
 * success in a busy browser's storage; and, in a browser, with the page's own address, which is cleaned.
 *
 * @param {Storage} store
 */
export async function subjects(store) {
  const made = [];
  for (const [name, finisherIn] of Object.entries(FINISHERS)) {
    const finisher = finisherIn(store);
    for (const outcome of Object.keys(OUTCOMES)) made.push(subject(name, outcome, finisher, store, []));
    const busy = await busyStorage(finisher, store);
    made.push({...subject(name, 'success', finisher, store, busy), name: `${name}, busy`});
    if (finisher.finishPage && typeof history === 'object') made.push(pageSubject(name, finisher, store));
  }
  return made;
}

function subject(name, outcome, {begin, finish}, store, before) {
  return {
    name: `${name}, ${outcome}`,
    runs: RUNS,
    prepare: async () => {
      refill(store, before);
      return callback(outcome, await begin());
    },
    run: (url) => expecting(outcome, finish(url)),
  };
}

function pageSubject(name, {begin, finishPage}, store) {
  return {
    name: `${name}, page`,
    runs: RUNS,
    prepare: async () => {
      store.clear();
      history.replaceState(null, '', new URL(callback('success', await begin())).search);
    },
    run: () => expecting('success', finishPage()),
  };
}

/** Throws if the outcome is not the expected one. */
function expecting(kind, outcome) {
  if (outcome instanceof Promise) return outcome.then((settled) => expecting(kind, settled));
  if (outcome.kind !== kind) throw new Error(`${outcome.kind} instead of ${kind}`);
  return outcome;
}

function callback(outcome, state) {
  return `${REDIRECT_URI}?${new URLSearchParams(OUTCOMES[outcome](state))}`;
}

async function busyStorage({begin, finish}, store) {
  store.clear();
  for (let count = 0; count < FINISHED; count++) await finish(callback('success', await begin()));
  for (let count = 0; count < LEFT; count++) await begin();
  return entriesOf(store);
}
