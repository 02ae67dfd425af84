import {existsSync, readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {writtenPages} from '../support/code-blocks.js';

const root = new URL('../../', import.meta.url);

/** Returns the links of a page to files, as written. */
function linksIn(text: string): string[] {
  const prose = text.replace(/^```[^]*?^```$/gm, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.replace(/#.*/, ''))
    .filter((link) => link !== '' && !link.includes(':'));
}

/** Returns the paths of a page in code style. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:src|test|tools|packages|docs|\.github)\/[\w./-]*)`/g)].map(
    ([, path = '']) => path,
  );
}

const textOf = (page: string): string => readFileSync(new URL(page, root), 'utf8');

// the links of the website are routes, which test/e2e/site/ checks
it.each(writtenPages().filter((page) => !page.startsWith('website/')))(
  '%s links only to files that exist',
  (page) => {
    const dead = linksIn(textOf(page)).filter((link) => !existsSync(new URL(link, new URL(page, root))));
    expect(dead).toEqual([]);
  },
);

// pages about this repository, so that a path in code style is a path in it
it.each(['CONTRIBUTING.md', 'SECURITY.md'])('%s names only files and folders that exist', (page) => {
  const missing = pathsIn(textOf(page)).filter((path) => !existsSync(new URL(path, root)));
  expect(missing).toEqual([]);
});
