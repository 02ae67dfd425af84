import {STARTERS} from './starters.js';
import {entriesOf, refill} from './storage.js';

/** Few in a run, so that the number of attempts that wait stays about the same. */
const STARTS = 10;
const RUNS = 3;
const PENDING = [0, 100, 1000];

/**
 * Starting a flow while others wait: making the state, building the address, and storing the attempt.
 *
 * @param {Storage} store
 */
export async function subjects(store) {
  const made = [];
  for (const [name, starterIn] of Object.entries(STARTERS)) {
    for (const pending of PENDING) made.push(await subject(name, pending, starterIn, store));
  }
  return made;
}

async function subject(name, pending, starterIn, store) {
  const {start, startMany} = starterIn(store, readToTheEnd);
  const awaited = async (count) => {
    for (let index = 0; index < count; index++) await start();
  };
  const atOnce = (count) => {
    for (let index = 0; index < count; index++) start();
  };
  const first = start();
  await first;
  store.clear();
  await (startMany ?? awaited)(pending);
  const before = entriesOf(store);
  const starts = first instanceof Promise ? awaited : atOnce;
  return {
    name: `${name}, ${pending} pending`,
    operations: STARTS,
    runs: RUNS,
    prepare: () => {
      refill(store, before);
    },
    run: () => starts(STARTS),
  };
}

/** Leaves for an address. An engine joins a concatenated text only when somebody reads it. */
function readToTheEnd(url) {
  return url.charCodeAt(url.length - 1);
}
