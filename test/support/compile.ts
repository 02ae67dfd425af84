import {spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {CONSUMER} from './packed.js';

const require = createRequire(import.meta.url);
/** The manifest analyzer depends on the oldest TypeScript that is supported. */
const old = createRequire(require.resolve('@custom-elements-manifest/analyzer/cli.js'));

/** The compilers that the published types are tested with, by version. */
export const COMPILERS = {
  '7.0': join(dirname(require.resolve('@typescript/native/package.json')), 'bin/tsc'),
  '5.4': old.resolve('typescript/lib/tsc.js'),
} as const;

export type Compiler = keyof typeof COMPILERS;

/** Writes modules and their tsconfig.json into a folder of the project that has the packed package. */
export function writeModules(
  folder: string,
  modules: Readonly<Record<string, string>>,
  options: object = {},
): string {
  const directory = join(CONSUMER, folder);
  for (const [name, text] of Object.entries(modules)) {
    const path = join(directory, name);
    mkdirSync(dirname(path), {recursive: true});
    writeFileSync(path, text);
  }
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: [],
    strict: true,
    noEmit: true,
    ...options,
  };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({compilerOptions, include: ['**/*']}));
  return directory;
}

/** Returns the version that a compiler prints. */
export function versionOf(compiler: Compiler): string {
  return spawnSync(process.execPath, [COMPILERS[compiler], '--version'], {encoding: 'utf8'}).stdout;
}

/** Returns the errors of each module of a folder that does not compile. */
export function complaints(compiler: Compiler, directory: string): Map<string, string> {
  const {stdout} = spawnSync(process.execPath, [COMPILERS[compiler], '-p', directory, '--pretty', 'false'], {
    cwd: directory,
    encoding: 'utf8',
  });
  return byModule(stdout);
}

/** Groups `module(line,column): error …` by module; an indented line belongs to the one above. */
export function byModule(output: string): Map<string, string> {
  const said = new Map<string, string>();
  let module = '';
  for (const line of output.split('\n').filter(Boolean)) {
    module = /^(\S[^(]*)\(\d+,\d+\): error/.exec(line)?.[1] ?? (line.startsWith(' ') ? module : 'elsewhere');
    said.set(module, `${said.get(module) ?? ''}${line}\n`);
  }
  return said;
}
