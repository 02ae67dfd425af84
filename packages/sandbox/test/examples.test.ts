import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it, vi} from 'vitest';

const source = new URL('../src/', import.meta.url);
const folder = fileURLToPath(new URL('.examples/', import.meta.url));

/** The code of every `@example`, by the name of what follows it. */
const examples = readdirSync(source, {encoding: 'utf8'})
  .filter((name) => name.endsWith('.ts'))
  .flatMap((name) => {
    const text = readFileSync(new URL(name, source), 'utf8');
    const blocks = text.matchAll(/ \* ```ts\n((?: \*.*\n)*?) \* ```\n \*\/\nexport (?:async )?\w+ (\w+)/g);
    return [...blocks].map(([, code = '', subject = '']) => [subject, code.replace(/^ \* ?/gm, '')] as const);
  });

const fileOf = (subject: string): string => `${folder}${subject}.ts`;

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder);
for (const [subject, code] of examples) writeFileSync(fileOf(subject), code);
const configuration = {
  extends: '../../../../tsconfig.json',
  compilerOptions: {
    paths: {'budgea-sandbox': ['../../src/index.ts'], 'budgea-sandbox/*': ['../../src/*.ts']},
  },
  include: ['*.ts'],
};
writeFileSync(`${folder}tsconfig.json`, JSON.stringify(configuration));

afterAll(() => {
  rmSync(folder, {recursive: true, force: true});
});

describe('every function and class of the entries', () => {
  it('has an example', async () => {
    const entries = await Promise.all(
      ['index', 'testing', 'vite'].map((name) => import(`../src/${name}.ts`)),
    );
    const names = new Set(entries.flatMap((entry: object) => Object.keys(entry)));
    expect(examples.map(([subject]) => subject).sort()).toEqual([...names].sort());
  });
});

describe('the examples', () => {
  it('compile', () => {
    const tsc = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url));
    expect(execFileSync(tsc, ['-p', folder], {encoding: 'utf8'})).toBe('');
  });

  // the others need Vite, or a sandbox that runs
  it.each(examples.filter(([subject]) => !['sandbox', 'sandboxAt'].includes(subject)))(
    'of %s log what their comments say',
    async (subject, code) => {
      const log = vi.spyOn(console, 'log').mockReturnValue();
      await import(fileOf(subject));
      const logged = log.mock.calls.map(([value]) => value as unknown);
      log.mockRestore();
      const [, comment] = /console\.log\(.*\);(?: |\n)\/\/ (\S+)$/m.exec(code) ?? [];
      expect(logged).toHaveLength(1);
      if (comment?.startsWith('https:') || /^['\d]/.test(comment ?? ''))
        expect(String(logged[0])).toBe(comment?.replaceAll("'", ''));
    },
  );
});
