import {spawnSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {codeBlocks} from './code-blocks.js';

const root = new URL('../../', import.meta.url);

/** The TypeScript blocks of pages as files. The first line of each block names its file. */
export class NamedModules {
  /** The folder of the modules. */
  readonly folder: URL;
  readonly #names = new Map<string, string[]>();

  /**
   * @param folder A folder under `test/`. Its content is deleted.
   * @param pages If two pages have a module of the same name, the first page's is used.
   */
  constructor(folder: string, pages: readonly string[]) {
    this.folder = new URL(`test/${folder}/`, root);
    this.remove();
    for (const page of [...pages].reverse()) {
      const names: string[] = [];
      for (const block of codeBlocks(page, 'ts')) {
        const [, name] = /^\/\/ (\S+\.ts)\n/.exec(block) ?? [];
        if (!name) throw new Error(`${page} has a block without a name: ${block}`);
        mkdirSync(dirname(this.file(name)), {recursive: true});
        writeFileSync(this.file(name), block);
        names.push(name);
      }
      this.#names.set(page, names);
    }
  }

  /** Returns the names of a page's modules. */
  namesIn(page: string): readonly string[] {
    return this.#names.get(page) ?? [];
  }

  file(name: string): string {
    return fileURLToPath(new URL(name, this.folder));
  }

  async load<T>(name: string): Promise<T> {
    return (await import(this.file(name))) as T;
  }

  /** Compiles the modules of the first page with what they import, and returns what the compiler says. */
  compile(page: string): string {
    const configuration = {
      extends: '../../tsconfig.json',
      compilerOptions: {
        declaration: false,
        paths: {
          'budgea-webview/server/node': ['../../src/server/node.ts'],
          'budgea-webview/*': ['../../src/*/index.ts', '../../src/*.ts'],
        },
      },
      include: this.namesIn(page),
    };
    writeFileSync(this.file('tsconfig.json'), JSON.stringify(configuration));
    const tsc = fileURLToPath(new URL('node_modules/.bin/tsc', root));
    return spawnSync(tsc, ['-p', fileURLToPath(this.folder)], {encoding: 'utf8'}).stdout;
  }

  remove(): void {
    rmSync(this.folder, {recursive: true, force: true});
  }
}
