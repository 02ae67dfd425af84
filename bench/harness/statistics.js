// Computes the median of samples, their spread, how two subjects compare, and whether they can be told apart.

/** The confidence of an interval: one of a hundred misses the true value. */
const CONFIDENCE = 0.99;
const RESAMPLES = 1000;

/**
 * The times of a subject, by process and by round. Two subjects are measured back to back in each round.
 *
 * @typedef {readonly (readonly number[])[]} Samples
 * @typedef {{readonly low: number, readonly high: number}} Interval
 * @typedef {Interval & {readonly median: number}} Estimate
 */

/**
 * Returns the value below which a share of all values is, interpolated between two neighbours.
 *
 * @param {readonly number[]} values
 * @param {number} share
 */
export function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)];
  return below + (sorted[Math.ceil(place)] - below) * (place - Math.floor(place));
}

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * Returns the median of all samples, and the quartiles.
 *
 * @param {Samples} samples
 * @returns {Estimate}
 */
export function summary(samples) {
  const values = samples.flat();
  return {median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75)};
}

/**
 * Returns the ratio of a subject to another one in the same round.
 *
 * @param {Samples} subject
 * @param {Samples} baseline
 * @returns {Estimate}
 */
export function ratio(subject, baseline) {
  return estimate(paired(subject, baseline, (value, base) => value / base));
}

/**
 * Returns the difference between a subject and another one in the same round.
 *
 * @param {Samples} subject
 * @param {Samples} baseline
 * @returns {Estimate}
 */
export function difference(subject, baseline) {
  return estimate(paired(subject, baseline, (value, base) => value - base));
}

/**
 * Returns whether a ratio means `more`, `less`, or `same`, which says that nothing is known. Its interval must be outside
 * the interval of the baseline's twin, the same code under another name.
 *
 * @param {Interval} interval
 * @param {Interval} twin
 * @returns {'more' | 'less' | 'same'}
 */
export function tellApart(interval, twin) {
  if (interval.low > Math.max(1, twin.high)) return 'more';
  return interval.high < Math.min(1, twin.low) ? 'less' : 'same';
}

/**
 * Makes a generator of numbers from 0 to 1, the same for the same seed (mulberry32).
 *
 * @param {number} seed
 */
export function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @param {Samples} subject
 * @param {Samples} baseline
 * @param {(value: number, base: number) => number} compare
 */
function paired(subject, baseline, compare) {
  return subject.map((rounds, process) =>
    rounds.map((value, round) => compare(value, baseline[process]?.[round] ?? NaN)),
  );
}

/**
 * Returns a median with a bootstrapped interval. It draws processes, then rounds of each, since what is the same within a
 * process, such as a function's place in memory, can differ in the next.
 *
 * @param {Samples} processes
 * @returns {Estimate}
 */
function estimate(processes) {
  const random = seeded(1);
  const draw = (list) => list[Math.floor(random() * list.length)];
  const medians = Array.from({length: RESAMPLES}, () =>
    median(processes.map(() => draw(processes)).flatMap((rounds) => rounds.map(() => draw(rounds)))),
  );
  return {
    median: median(processes.flat()),
    low: quantile(medians, (1 - CONFIDENCE) / 2),
    high: quantile(medians, (1 + CONFIDENCE) / 2),
  };
}
