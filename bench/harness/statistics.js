// What is said of samples: their middle, their spread, how two subjects compare, and when they cannot be told apart.

/** How sure an interval is: of a hundred, one may miss the true value. */
const CONFIDENCE = 0.99;
const RESAMPLES = 1000;

/**
 * What a subject took, by process and by round. What two subjects took in the same round was measured back to back.
 *
 * @typedef {readonly (readonly number[])[]} Samples
 * @typedef {{readonly low: number, readonly high: number}} Interval
 * @typedef {Interval & {readonly median: number}} Estimate
 */

/**
 * The value below which a share of all values lies, in between two neighbours where it falls there.
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
 * The middle of all samples, and the quartiles around it.
 *
 * @param {Samples} samples
 * @returns {Estimate}
 */
export function summary(samples) {
  const values = samples.flat();
  return {median: median(values), low: quantile(values, 0.25), high: quantile(values, 0.75)};
}

/**
 * How many times as much a subject takes as another in the same round.
 *
 * @param {Samples} subject
 * @param {Samples} baseline
 * @returns {Estimate}
 */
export function ratio(subject, baseline) {
  return estimate(paired(subject, baseline, (value, base) => value / base));
}

/**
 * How much more a subject takes than another in the same round.
 *
 * @param {Samples} subject
 * @param {Samples} baseline
 * @returns {Estimate}
 */
export function difference(subject, baseline) {
  return estimate(paired(subject, baseline, (value, base) => value - base));
}

/**
 * Whether a ratio says `more` or `less`, or `same`: that nothing is known. Its interval has to lie outside what the
 * baseline's twin, the very same code under another name, differs by.
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
 * A generator of numbers from 0 to 1, the same ones for the same seed (mulberry32).
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
 * A median with a bootstrapped interval. Processes are drawn anew, then rounds of each: what is alike within a process,
 * where a function lies in memory say, need not be so in the next.
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
