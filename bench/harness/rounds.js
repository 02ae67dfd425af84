// Measures subjects in turn, round by round, so that whatever else the machine does meets all of them alike. It runs in
// Node and in a browser.

/**
 * What is measured: `run` is timed and waited for, or `time` gives the time in ms of its own accord.
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {number} [operations] How many operations a run is. Default: 1.
 * @property {number} [runs] How often it runs in a round, each time prepared anew. Default: 1.
 * @property {() => unknown} [prepare] Gives what a run needs; not timed.
 * @property {(input: any) => unknown} [run]
 * @property {(input: any) => number | Promise<number>} [time]
 */

/**
 * How much is measured: processes one after the other, rounds in each, and rounds before them that are not counted.
 *
 * @typedef {{readonly processes: number, readonly rounds: number, readonly warmUp: number}} Effort
 */

/**
 * Orders for some subjects: as many as it takes until each stood in each place, and right after each other one, equally
 * often (Williams' squares). Of two and of three, that is every order there is.
 *
 * @param {number} count
 * @returns {number[][]}
 */
export function orders(count) {
  // 0, last, 1, last but one, …: each step is of another width, so that no neighbours meet twice
  const first = Array.from({length: count}, (_, place) =>
    place % 2 === 0 ? place / 2 : count - (place + 1) / 2,
  );
  const rows = first.map((_, shift) => first.map((subject) => (subject + shift) % count));
  return count % 2 === 0 || count === 1 ? rows : [...rows, ...rows.map((row) => [...row].reverse())];
}

/**
 * Runs each subject in each round, in another order each time, and gives the time of one operation in ms by subject
 * and round. Rounds to warm up come first and are not counted. Each process goes on with the orders where the one before
 * it ended.
 *
 * @param {readonly Subject[]} subjects
 * @param {{readonly rounds: number, readonly warmUp: number, readonly process: number}} options
 * @returns {Promise<Record<string, number[]>>}
 */
export async function measure(subjects, {rounds, warmUp, process}) {
  const rows = orders(subjects.length);
  const samples = Object.fromEntries(subjects.map(({name}) => [name, []]));
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const index of rows[(process * rounds + round) % rows.length]) {
      const subject = subjects[index];
      const sample = await sampleOf(subject);
      if (round >= warmUp) samples[subject.name].push(sample);
    }
  }
  return samples;
}

async function sampleOf({operations = 1, runs = 1, prepare, run, time = timeOf(run)}) {
  const times = [];
  for (let count = 0; count < runs; count++) times.push(await time(await prepare?.()));
  return midmean(times) / operations;
}

/** Waits for promises alone, which would otherwise cost the others a turn of the event loop. */
function timeOf(run) {
  return async (input) => {
    const started = performance.now();
    const running = run(input);
    if (running instanceof Promise) await running;
    return performance.now() - started;
  };
}

/** The mean of the middle half: a clock's steps level out, and what the machine did beside does not count. */
function midmean(values) {
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(sorted.length / 4);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
