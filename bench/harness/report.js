// Writes the tables, figures and goals of BENCHMARKS.md.
import {ratio, summary, tellApart} from './statistics.js';

/**
 * @typedef {import('./statistics.js').Samples} Samples
 * @typedef {import('./statistics.js').Estimate} Estimate
 * @typedef {(value: number) => string} Written
 */

/**
 * Writes a table.
 *
 * @param {readonly string[]} head
 * @param {readonly (readonly string[])[]} rows
 */
export function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Writes a time in ms with the best unit. */
export function time(ms) {
  if (Math.abs(ms) >= 1000) return `${digits(ms / 1000)} s`;
  return Math.abs(ms) >= 1 ? `${digits(ms)} ms` : `${digits(ms * 1000)} µs`;
}

/** Writes a time in ms with one decimal. Users do not notice less. */
export function milliseconds(ms) {
  return `${ms.toFixed(1)} ms`;
}

/**
 * Writes a ratio.
 *
 * @param {number} value
 */
export function times(value) {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}

/**
 * Writes the median and the quartiles.
 *
 * @param {Samples} samples
 * @param {Written} [written]
 */
export function spread(samples, written = time) {
  const {median, low, high} = summary(samples);
  return `${written(median)} (${written(low)} – ${written(high)})`;
}

/**
 * Writes the ratio to the baseline, with `≈` if there is no measurable difference.
 *
 * @param {Samples} samples
 * @param {Samples} baseline
 * @param {Samples} twin The baseline, measured again under another name.
 */
export function versus(samples, baseline, twin) {
  if (samples === baseline) return '1';
  const compared = ratio(samples, baseline);
  const isSame = samples === twin || tellApart(compared, ratio(twin, baseline)) === 'same';
  return (isSame ? '≈ ' : '') + interval(compared, times);
}

/**
 * Writes a goal, and whether it is met. If the limit is within the interval, that cannot be told.
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
 * Writes an estimate with its interval.
 *
 * @param {Estimate} estimate
 * @param {Written} written
 */
export function interval({median, low, high}, written) {
  return `${written(median)} (${written(low)} – ${written(high)})`;
}

function digits(value) {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
