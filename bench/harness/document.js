// Reads and writes BENCHMARKS.md: an introduction, a count of the goals, and a section for each part.

const INTRODUCTION = `# Benchmarks

This page compares the package with its alternatives. \`npm run bench\` measures everything again and writes this page.
\`npm run bench -- start page\` does so for some sections.

How to read it:

- The subjects of a table were measured in turn, in many rounds and several processes. Their order changes from round to
  round. Ratios are taken within a round, because a busy machine slows down all subjects of a round.
- After a time, the brackets hold its quartiles. After a ratio or a difference, they hold the interval that contains the true
  value in 99 of 100 cases (bootstrapped over processes and rounds).
- The baseline is measured twice, the second time as "again". That ratio shows the noise. **≈** means that there is no
  measurable difference from the baseline: the interval includes 1, or overlaps with the noise.
- A goal is met or missed if its whole interval is on that side of the limit. Otherwise it cannot be told.`;

/**
 * Returns the sections of the page, by their titles.
 *
 * @param {string} text
 */
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
 * Returns the page.
 *
 * @param {readonly string[]} titles In their order.
 * @param {ReadonlyMap<string, string>} sections
 */
export function documentOf(titles, sections) {
  const written = titles.filter((title) => sections.has(title));
  const goals = written.flatMap((title) => sections.get(title)?.match(/^- \*\*.*$/gm) ?? []);
  const count = (verdict) => goals.filter((goal) => goal.startsWith(`- **${verdict}**`)).length;
  const tally = `Of ${goals.length} goals, ${count('Met')} are met, ${count('Missed')} are missed, and of ${count('Cannot be told')} it cannot be told.`;
  return `${[INTRODUCTION, tally, ...written.map((title) => `## ${title}\n\n${sections.get(title)}`)].join('\n\n')}\n`;
}
