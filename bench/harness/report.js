// Tables, figures and goals as BENCHMARKS.md has them.
import {ratio, summary, tellApart} from './statistics.js';

/**
 * @typedef {import('./statistics.js').Samples} Samples
 * @typedef {import('./statistics.js').Estimate} Estimate
 * @typedef {(value: number) => string} Written
 */

/**
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A time given in ms, in the unit that suits it. */
export function time(ms) {
  if (Math.abs(ms) >= 1000) return `${digits(ms / 1000)} s`;
  return Math.abs(ms) >= 1 ? `${digits(ms)} ms` : `${digits(ms * 1000)} µs`;
}

/** Milliseconds, where a fraction of one counts as little as it does to a user. */
export function milliseconds(ms) {
  return `${ms.toFixed(1)} ms`;
}

/** @param {number} value */
export function times(value) {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}

/**
 * The median, and the quartiles around it.
 *
 * @param {Samples} samples
 * @param {Written} [written]
 */
export function spread(samples, written = time) {
  const {median, low, high} = summary(samples);
  return `${written(median)} (${written(low)} – ${written(high)})`;
}

/**
 * How many times as much as the baseline, with `≈` where the two cannot be told apart.
 *
 * @param {Samples} samples
 * @param {Samples} baseline
 * @param {Samples} twin The baseline, measured once more under another name.
 */
export function versus(samples, baseline, twin) {
  if (samples === baseline) return '1';
  const compared = ratio(samples, baseline);
  const isSame = samples === twin || tellApart(compared, ratio(twin, baseline)) === 'same';
  return (isSame ? '≈ ' : '') + interval(compared, times);
}

/**
 * A goal, and whether it is met: where the interval lies on both sides of the limit, that cannot be told.
 *
 * @param {string} what
 * @param {Estimate} actual
 * @param {number} limit
 * @param {Written} [written]
 */
export function goal(what, actual, limit, written = times) {
  const verdict = actual.high <= limit ? 'Met' : actual.low > limit ? 'Missed' : 'Cannot be told';
  return `- **${verdict}**: ${what}, at most ${written(limit)}: ${interval(actual, written)}`;
}

/**
 * @param {Estimate} estimate
 * @param {Written} written
 */
export function interval({median, low, high}, written) {
  return `${written(median)} (${written(low)} – ${written(high)})`;
}

function digits(value) {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
