import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {documentOf, sectionsOf} from '../harness/document.js';
import {goal, versus} from '../harness/report.js';
import {measure, orders} from '../harness/rounds.js';
import {difference, median, quantile, ratio, seeded, summary, tellApart} from '../harness/statistics.js';

const PROCESSES = 4;
const ROUNDS = 24;

/** Makes times as on a shared machine: slow rounds for all, noise, sometimes an outlier. */
function machine(seed: number): (slowness: number) => number[][] {
  const weather = seeded(seed);
  const load = Array.from({length: PROCESSES}, () => Array.from({length: ROUNDS}, () => 1 + 4 * weather()));
  let next = seed;
  return (slowness) => {
    const random = seeded((next += 1000));
    return load.map((rounds) =>
      rounds.map((slow) => slowness * slow * (0.95 + 0.1 * random()) * (random() > 0.97 ? 5 : 1)),
    );
  };
}

const SEEDS = Array.from({length: 8}, (_, index) => index + 1);

describe('the statistics of the benchmarks', () => {
  it('finds the median, and interpolates between two values', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(quantile([0, 10], 0.25)).toBe(2.5);
    expect(
      summary([
        [1, 2],
        [3, 4, 5],
      ]),
    ).toEqual({median: 3, low: 2, high: 4});
  });

  it('does not tell apart what takes equally long, on a busy machine', () => {
    const verdicts = SEEDS.map((seed) => {
      const timesOf = machine(seed);
      const [baseline, twin, subject] = [timesOf(1), timesOf(1), timesOf(1)];
      return tellApart(ratio(subject, baseline), ratio(twin, baseline));
    });
    expect(verdicts).toEqual(SEEDS.map(() => 'same'));
  });

  it.each([
    [2, 'more'],
    [1.1, 'more'],
    [0.5, 'less'],
  ])('tells apart what takes %s times as long', (slowness, expected) => {
    for (const seed of SEEDS) {
      const timesOf = machine(seed);
      const [baseline, twin, subject] = [timesOf(1), timesOf(1), timesOf(slowness)];
      const compared = ratio(subject, baseline);
      expect(compared.median / slowness).toBeCloseTo(1, 1);
      expect(compared.low).toBeLessThanOrEqual(compared.median);
      expect(compared.high).toBeGreaterThanOrEqual(compared.median);
      expect(tellApart(compared, ratio(twin, baseline))).toBe(expected);
    }
  });

  it('does not take one slow process for a slow subject', () => {
    const baseline = [
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [1, 1, 1, 1],
    ];
    const subject = [
      [1, 1, 1, 1],
      [1, 1, 1, 1],
      [2, 2, 2, 2],
    ];
    const {low, high} = ratio(subject, baseline);
    expect([low, high]).toEqual([1, 2]);
    expect(tellApart({low, high}, {low: 1, high: 1})).toBe('same');
  });

  it('does not tell apart what differs less than the same code measured twice', () => {
    expect(tellApart({low: 1.02, high: 1.04}, {low: 1, high: 1.01})).toBe('more');
    expect(tellApart({low: 1.02, high: 1.04}, {low: 0.98, high: 1.03})).toBe('same');
    expect(tellApart({low: 0.9, high: 0.97}, {low: 0.96, high: 1.03})).toBe('same');
    expect(tellApart({low: 0.9, high: 0.95}, {low: 0.96, high: 1.03})).toBe('less');
  });

  it('returns differences in the unit of the samples', () => {
    expect(difference([[5, 6]], [[2, 3]])).toEqual({median: 3, low: 3, high: 3});
  });

  it('returns the same for the same samples', () => {
    const timesOf = machine(7);
    const [subject, baseline] = [timesOf(1.3), timesOf(1)];
    expect(ratio(subject, baseline)).toEqual(ratio(subject, baseline));
  });
});

describe('the rounds of the benchmarks', () => {
  it.each([1, 2, 3, 4, 5, 8, 15, 21])('puts each of %i subjects in each place equally often', (count) => {
    const rows = orders(count);
    for (let place = 0; place < count; place++) {
      const times = Array.from(
        {length: count},
        (_, subject) => rows.filter((row) => row[place] === subject).length,
      );
      expect(new Set(times)).toEqual(new Set([rows.length / count]));
    }
  });

  it.each([2, 3, 4, 5, 8, 15, 21])('puts each of %i subjects after each other one equally often', (count) => {
    const times = new Map<string, number>();
    const rows = orders(count);
    for (const row of rows) {
      for (const [place, subject] of row.entries()) {
        if (place > 0)
          times.set(`${row[place - 1]},${subject}`, (times.get(`${row[place - 1]},${subject}`) ?? 0) + 1);
      }
    }
    expect(times.size).toBe(count * (count - 1));
    expect(new Set(times.values())).toEqual(new Set([rows.length / count]));
  });

  it('covers every order of two and of three', () => {
    expect(new Set(orders(2).map(String)).size).toBe(2);
    expect(new Set(orders(3).map(String)).size).toBe(6);
  });

  it('measures every subject in every round, prepared each time, without the warm-up', async () => {
    const seen: string[] = [];
    const subject = (name: string, time: number): Parameters<typeof measure>[0][number] => ({
      name,
      runs: 2,
      operations: 10,
      prepare: () => {
        seen.push(name);
      },
      time: () => time,
    });
    const samples = await measure([subject('a', 10), subject('b', 30)], {rounds: 3, warmUp: 1, process: 1});
    expect(samples).toEqual({a: [1, 1, 1], b: [3, 3, 3]});
    expect(seen.join('')).toBe('bbaaaabbbbaaaabb');
  });

  it('waits for promises, and ignores a single outlier', async () => {
    const times = [1, 1, 100, 1];
    const [slow, steady] = [
      {name: 'slow', run: () => new Promise((resolve) => setTimeout(resolve, 20))},
      {name: 'steady', runs: 4, time: () => times.shift() ?? 1},
    ];
    const samples = await measure([slow, steady], {rounds: 1, warmUp: 0, process: 0});
    expect(samples['slow']?.[0]).toBeGreaterThan(15);
    expect(samples['steady']).toEqual([1]);
  });
});

describe('the page of the benchmarks', () => {
  it('calls a goal met or missed only if the interval leaves no doubt', () => {
    expect(goal('this', {low: 1, median: 1.1, high: 1.2}, 1.25)).toMatch(/^- \*\*Met\*\*/);
    expect(goal('this', {low: 1.3, median: 1.4, high: 1.5}, 1.25)).toMatch(/^- \*\*Missed\*\*/);
    expect(goal('this', {low: 1.2, median: 1.3, high: 1.4}, 1.25)).toMatch(/^- \*\*Cannot be told\*\*/);
  });

  it('marks what it cannot tell apart', () => {
    const timesOf = machine(3);
    const [baseline, twin] = [timesOf(1), timesOf(1)];
    expect(versus(baseline, baseline, twin)).toBe('1');
    expect(versus(timesOf(1), baseline, twin)).toMatch(/^≈ /);
    expect(versus(timesOf(2), baseline, twin)).toMatch(/^[12]\.\d\d \(/);
  });

  it('keeps the sections that were not measured, and counts the goals of all', () => {
    const sections = new Map([
      ['One', '- **Met**: this\n\n| a |'],
      ['Two', '- **Missed**: that\n\n### Not a section'],
    ]);
    const text = documentOf(['One', 'Two', 'Three'], sections);
    expect(text).toContain('Of 2 goals, 1 are met, 1 are missed, and of 0 it cannot be told.');
    expect(sectionsOf(text)).toEqual(sections);
  });

  it('names no path of the machine that measured', () => {
    const text = readFileSync(new URL('../../BENCHMARKS.md', import.meta.url), 'utf8');
    expect(text).not.toMatch(/\/(tmp|home|root|Users)\//);
  });
});
