// Measures subjects in turn, round by round, so that other work of the machine affects all of them alike. It runs in Node
// and in a browser.

/**
 * What is measured: `run` is timed and awaited, or `time` returns the time in ms.
 *
 * @typedef {object} Subject
 * @property {string} name
 * @property {number} [operations] The operations of one run. Default: 1.
 * @property {number} [runs] The runs in one round, each prepared by itself. Default: 1.
 * @property {() => unknown} [prepare] Returns what a run needs; not timed.
 * @property {(input: any) => unknown} [run]
 * @property {(input: any) => number | Promise<number>} [time]
 */

/**
 * How much is measured: the processes, the rounds in each, and the rounds before them that are not counted.
 *
 * @typedef {{readonly processes: number, readonly rounds: number, readonly warmUp: number}} Effort
 */

/**
 * Returns orders of some subjects, in which each is in each place, and right after each other one, equally often
 * (Williams' squares). For two and for three, that is every order.
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
 * round. The rounds to warm up come first and are not counted. Each process continues with the orders of the previous one.
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

/** Awaits only promises: to await anything else would cost a turn of the event loop. */
function timeOf(run) {
  return async (input) => {
    const started = performance.now();
    const running = run(input);
    if (running instanceof Promise) await running;
    return performance.now() - started;
  };
}

/** Returns the mean of the middle half, which evens out the steps of the clock and ignores outliers. */
function midmean(values) {
  const sorted = Float64Array.from(values).sort();
  const cut = Math.floor(sorted.length / 4);
  const middle = sorted.slice(cut, sorted.length - cut);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
