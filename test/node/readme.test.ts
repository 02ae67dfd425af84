import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it} from 'vitest';
import type {Backend} from '../../src/server/index.js';
import {codeBlocks, codeLanguages} from '../support/code-blocks.js';

const root = new URL('../../', import.meta.url);
const folder = new URL('test/.readme/', root);

/** A block of the README that imports some entry, as a module to import. */
function moduleOf(entry: string): string {
  const index = codeBlocks('README.md', 'ts').findIndex((block) =>
    block.includes(`'budgea-webview/${entry}'`),
  );
  return fileURLToPath(new URL(`${index}.ts`, folder));
}

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
for (const [index, block] of codeBlocks('README.md', 'ts').entries())
  writeFileSync(new URL(`${index}.ts`, folder), block);

describe('the README', () => {
  afterAll(() => {
    rmSync(folder, {recursive: true, force: true});
  });

  it('has code in languages that are run here or end to end', () => {
    expect([...codeLanguages('README.md')].sort()).toEqual(['html', 'sh', 'ts']);
    expect(codeBlocks('README.md', 'html')).toHaveLength(4);
    expect(codeBlocks('README.md', 'ts')).toHaveLength(4);
  });

  it('has modules that compile, and so has the page about migrating', () => {
    writeFileSync(
      new URL('tsconfig.json', folder),
      JSON.stringify({
        extends: '../../tsconfig.json',
        compilerOptions: {
          paths: {'budgea-webview/*': ['../../src/*/index.ts']},
          noUnusedLocals: false,
        },
        include: ['*.ts'],
      }),
    );
    const tsc = fileURLToPath(new URL('node_modules/.bin/tsc', root));
    expect(execFileSync(tsc, ['-p', fileURLToPath(folder)], {encoding: 'utf8'})).toBe('');
  });

  it('has a back end that answers', async () => {
    const {budgea} = (await import(moduleOf('server'))) as {budgea: Backend};
    const headers = {'content-type': 'application/json', 'sec-fetch-site': 'same-origin'};
    const response = await budgea(
      new Request('https://app.example/api/budgea/code', {method: 'POST', headers, body: '{}'}),
    );
    expect(response.status).toBe(204);
  });

  it('has a Vite configuration with the emulated service', async () => {
    const {default: config} = (await import(moduleOf('sandbox'))) as {default: {plugins: {name: string}[]}};
    expect(config.plugins.map(({name}) => name)).toEqual(['budgea-sandbox']);
  });

  it('names commands that exist', () => {
    const {scripts} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const commands = codeBlocks('README.md', 'sh').flatMap((block) =>
      block.split('\n').flatMap((line) => (line.split('#', 1)[0] ?? '').split('&&')),
    );
    for (const command of commands.map((text) => text.trim()).filter(Boolean)) {
      const [, verb = '', name] = /^npm (\S+)(?: (\S+))?$/.exec(command) ?? [];
      const known = verb === 'ci' || (verb === 'install' && name === 'budgea-webview') || verb in scripts;
      expect(known, command).toBe(true);
    }
  });
});
