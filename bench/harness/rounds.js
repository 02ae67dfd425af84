// Measures subjects in turn, round by round, so that other work of the machine affects all of them. It runs in Node and in
// a browser.

/**
 * What is measured: `run` is timed and awaited, or `time` returns the time in ms itself.
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {number} [operations] How many operations a run is. Default: 1.
 * @property {number} [runs] How often it runs in a round, prepared each time. Default: 1.
 * @property {() => unknown} [prepare] Returns what a run needs; not timed.
 * @property {(input: any) => unknown} [run]
 * @property {(input: any) => number | Promise<number>} [time]
 */

/**
 * How much is measured: the processes, the rounds of each, and the rounds of warm-up before them, which are not counted.
 *
 * @typedef {{readonly processes: number, readonly rounds: number, readonly warmUp: number}} Effort
 */

/**
 * Returns orders of subjects in which each subject is equally often in each place, and equally often right after each other
 * one (Williams' squares). For two and three subjects, these are all orders.
 *
 * @param {number} count
 * @returns {number[][]}
 */
export function orders(count) {
  // 0, last, 1, last but one, …: each step has another width, so that no two are neighbours twice
  const first = Array.from({length: count}, (_, place) =>
    place % 2 === 0 ? place / 2 : count - (place + 1) / 2,
  );
  const rows = first.map((_, shift) => first.map((subject) => (subject + shift) % count));
  return count % 2 === 0 || count === 1 ? rows : [...rows, ...rows.map((row) => [...row].reverse())];
}

/**
 * Runs each subject in each round, in another order each time, and returns the time of one operation in ms by subject and
 * round. The rounds of warm-up come first. Each process continues with the orders after those of the process before it.
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

/** Times a run. It only awaits promises, because `await` costs a turn of the event loop. */
function timeOf(run) {
  return async (input) => {
    const started = performance.now();
    const running = run(input);
    if (running instanceof Promise) await running;
    return performance.now() - started;
  };
}

/** Returns the mean of the middle half: it evens out the steps of the clock, and ignores outliers. */
function midmean(values) {
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(sorted.length / 4);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
