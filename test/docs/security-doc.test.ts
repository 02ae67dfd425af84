import {existsSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('SECURITY.md', root), 'utf8');

/** The rows of the tables of threats: what somebody may try, what stops it, what shows so. */
const rows = page
  .slice(page.indexOf('### At the address bar'), page.indexOf('## What cannot be stopped here'))
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| somebody |'))
  .map((line) => line.slice(2, -2).split(' | '));

/** A file's text, with quotes as they are printed. */
function textOf(path: string): string {
  return readFileSync(new URL(path, root), 'utf8').replaceAll("\\'", "'");
}

describe('the page about security', () => {
  it.each(rows)('says of who %s what stops it, and shows so', (_what, stop = '', shown = '') => {
    const places = [...stop.matchAll(/`([\w./-]+\.(?:ts|js|json|yml|txt))`/g)].map(([, path = '']) => path);
    expect(places).not.toEqual([]);
    for (const path of places) expect(existsSync(new URL(path, root)), path).toBe(true);
    const proofs = shown.split('; ').map((proof) => /^`(test\/[^`]+)` (“.+”)$/.exec(proof));
    expect(proofs).not.toContain(null);
    for (const [, path = '', names = ''] of proofs as RegExpExecArray[]) {
      for (const name of names.slice(1, -1).split('”, “')) {
        expect(textOf(path).includes(name), `${path} shows that “${name}”`).toBe(true);
      }
    }
  });

  it('names a stop and a proof for each of its threats', () => {
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) expect(row).toHaveLength(3);
    expect(rows.flat().filter((cell) => !cell.trim())).toEqual([]);
  });

  it('leads nowhere that is not there', () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    for (const link of links.filter((found) => !found.startsWith('https://'))) {
      expect(existsSync(new URL(link, root)), link).toBe(true);
    }
  });
});
