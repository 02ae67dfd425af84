// Puts BENCHMARKS.md together: an introduction, the goals of all sections, and the sections, each from its last run.

const INTRODUCTION = `# Benchmarks

This package, measured side by side with what its users would take in its place. \`npm run bench\` measures it all anew and
writes this page; \`npm run bench -- start page\` does so for some sections.

How to read it:

- Whatever is compared was measured in turn, in many rounds, in an order that changes from round to round, in several
  processes. What counts is the ratio within a round: a machine that is shared or slow makes all of them slow alike.
- In brackets after a time are its quartiles, and after a ratio or a difference the interval in which the true one lies,
  99 times of 100 (bootstrapped over processes and rounds).
- The baseline is measured twice, once more as "again": that ratio shows the noise. **≈** marks what cannot be told apart
  from the baseline: its interval reaches into the noise, or across 1.
- A goal is met, or missed, where all of its interval is on that side of the limit. In between, it cannot be told.`;

/** @param {string} text */
export function sectionsOf(text) {
  return new Map(
    text
      .split(/^## /m)
      .slice(1)
      .map((section) => {
        const end = section.indexOf('\n');
        return /** @type {const} */ ([section.slice(0, end), section.slice(end).trim()]);
      }),
  );
}

/**
 * @param {readonly string[]} titles In order.
 * @param {ReadonlyMap<string, string>} sections
 */
export function documentOf(titles, sections) {
  const written = titles.filter((title) => sections.has(title));
  const goals = written.flatMap((title) => sections.get(title)?.match(/^- \*\*.*$/gm) ?? []);
  const count = (verdict) => goals.filter((goal) => goal.startsWith(`- **${verdict}**`)).length;
  const tally = `Of ${goals.length} goals, ${count('Met')} are met, ${count('Missed')} are missed, and of ${count('Cannot be told')} it cannot be told.`;
  return `${[INTRODUCTION, tally, ...written.map((title) => `## ${title}\n\n${sections.get(title)}`)].join('\n\n')}\n`;
}
