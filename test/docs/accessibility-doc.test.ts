import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

const page = new URL('../../docs/accessibility.md', import.meta.url);
const text = readFileSync(page, 'utf8');
const rows = text.split('\n').filter((line) => /^\| (?!success|---)/.test(line));
/** A title that shows it, and the file that it stands in. */
const claims = [...text.matchAll(/\[([^\]]+)\]\((\.\.\/test\/[^)]+)\)/g)].map(
  ([, title = '', path = '']) => [title, path] as const,
);

describe('the statement about accessibility', () => {
  it('names a test for everything that it claims', () => {
    expect(rows.length).toBeGreaterThan(10);
    for (const row of rows) expect(row).toMatch(/\]\(\.\.\/test\/[^)]+\) \|$/);
  });

  it.each(claims)('names “%s”, which stands in %s', (title, path) => {
    expect(readFileSync(new URL(path, page), 'utf8')).toContain(title);
  });
});
