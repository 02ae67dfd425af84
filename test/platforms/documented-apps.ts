import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {NamedModules} from '../support/named-modules.js';

/** The code blocks of pages as files that platforms can run: as they are written, and compiled for Node. */
export class DocumentedApps {
  readonly #modules: NamedModules;
  readonly #names: string[];

  /** @param pages If two pages have a module of the same name, the first page's is used. */
  constructor(name: string, pages: readonly string[]) {
    this.#modules = new NamedModules(`platforms/.apps/${name}`, pages);
    this.#names = pages.flatMap((page) => this.#modules.namesIn(page));
    for (const file of this.#names) this.#allowServerFlow(file);
  }

  /** Returns the text of a module. */
  read(name: string): string {
    return readFileSync(this.source(name), 'utf8');
  }

  /** Adds a module that a page describes in words. */
  add(name: string, text: string): void {
    writeFileSync(this.source(name), text);
    this.#names.push(name);
  }

  /** The file of a module, as it is written. */
  source(name: string): string {
    return this.#modules.file(name);
  }

  /** The file of a module, compiled for Node. */
  compiled(name: string): string {
    return fileURLToPath(new URL(`compiled/${name.replace(/\.ts$/, '.js')}`, this.#modules.folder));
  }

  async compile(): Promise<void> {
    await build({
      entryPoints: this.#names.map((name) => this.source(name)),
      outdir: fileURLToPath(new URL('compiled/', this.#modules.folder)),
      outbase: fileURLToPath(this.#modules.folder),
      format: 'esm',
      target: 'node20',
    });
  }

  /** Adds the option of the flow on the server, which the page about the back end does not have. */
  #allowServerFlow(file: string): void {
    const text = this.read(file)
      .replace(/^ *baseUrl: process\.env/m, '  publicUrl: process.env.PUBLIC_URL,\n$&')
      .replace(/^ *clientSecret: env\./m, "  publicUrl: Reflect.get(env, 'PUBLIC_URL'),\n$&");
    writeFileSync(this.source(file), text);
  }
}
