// Describes samples: their median, their spread, how two subjects compare, and when there is no measurable difference.

/** How often an interval contains the true value. */
const CONFIDENCE = 0.99;
const RESAMPLES = 1000;

/**
 * The times of a subject, by process and by round. Two subjects of the same round were measured one after the other.
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

/**
 * Returns the median.
 *
 * @param {readonly number[]} values
 */
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
 * Estimates the ratio of a subject to another in the same round.
 *
 * @param {Samples} subject
 * @param {Samples} baseline
 * @returns {Estimate}
 */
export function ratio(subject, baseline) {
  return estimate(paired(subject, baseline, (value, base) => value / base));
}

/**
 * Estimates the difference between a subject and another in the same round.
 *
 * @param {Samples} subject
 * @param {Samples} baseline
 * @returns {Estimate}
 */
export function difference(subject, baseline) {
  return estimate(paired(subject, baseline, (value, base) => value - base));
}

/**
 * Tells whether a ratio means `more` or `less`, or `same` if there is no measurable difference. The interval must not overlap
 * with that of the baseline's twin, which is the same code under another name.
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
 * Returns a generator of numbers from 0 to 1, the same for the same seed (mulberry32).
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
 * Compares two subjects round by round.
 *
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
 * Returns a median with a bootstrapped interval. It draws processes, then rounds of each, because some conditions are the
 * same within a process but differ between processes, such as the place of a function in memory.
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
