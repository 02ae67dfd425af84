import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {codeBlocks} from './code-blocks.js';

/** The TypeScript blocks of a page, as modules in a separate folder. */
export class DocModules {
  readonly #page: string;
  readonly #folder: URL;

  /** @param folder A folder under `test/`. Its content is deleted. */
  constructor(page: string, folder: string) {
    this.#page = page;
    this.#folder = new URL(`../${folder}/`, import.meta.url);
    this.remove();
    mkdirSync(this.#folder, {recursive: true});
    const configuration = {
      extends: '../../tsconfig.json',
      compilerOptions: {
        paths: {
          'budgea-webview/*': ['../../src/*/index.ts', '../../src/*.ts'],
          'budgea-sandbox': ['../../packages/sandbox/src/index.ts'],
          'budgea-sandbox/*': ['../../packages/sandbox/src/*.ts'],
        },
        noUnusedLocals: false,
      },
      include: ['*.ts'],
    };
    writeFileSync(new URL('tsconfig.json', this.#folder), JSON.stringify(configuration));
    for (const [index, block] of codeBlocks(page, 'ts').entries())
      writeFileSync(new URL(`${index}.ts`, this.#folder), block);
  }

  /** The folder of the modules, with a `tsconfig.json`. */
  get folder(): string {
    return fileURLToPath(this.#folder);
  }

  /** Returns the module of the first block that contains a text. */
  holding(text: string): string {
    const [first] = this.allHolding(text);
    if (first === undefined) throw new Error(`No block of ${this.#page} contains ${text}`);
    return first;
  }

  /** Returns the modules of the blocks that contain a text. */
  allHolding(text: string): readonly string[] {
    return codeBlocks(this.#page, 'ts').flatMap((block, index) =>
      block.includes(text) ? [fileURLToPath(new URL(`${index}.ts`, this.#folder))] : [],
    );
  }

  remove(): void {
    rmSync(this.#folder, {recursive: true, force: true});
  }
}
