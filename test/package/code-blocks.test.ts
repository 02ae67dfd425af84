import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {transform} from 'esbuild';
import {compile} from 'svelte/compiler';
import {beforeAll, describe, expect, it} from 'vitest';
import {compileScript, compileTemplate, parse} from 'vue/compiler-sfc';
import {migrateV3Url} from '../../src/flows/index.js';
import {allBlocks, type CodeBlock, runsInBrowser, writtenPages} from '../support/code-blocks.js';
import {MarkupCheck} from '../support/markup-check.js';
import {CONSUMER, packedJson} from '../support/packed.js';
import {unknownCommands} from '../support/shell-commands.js';
import {complaints, writeModules} from '../support/compile.js';

const BLOCKS = writtenPages().flatMap((page) => allBlocks(page));
const FOLDER = 'code-blocks';
const MODULES = ['ts', 'tsx', 'js', 'jsx'];

/** A module that does not compile, to prove that errors are reported. */
const WRONG = 'wrong/wrong.ts';

const markup = new MarkupCheck(packedJson('custom-elements.json'));
let said: Map<string, string>;

/** Returns the errors of a code block, by its language; nothing if it is valid. */
const CHECKS: Readonly<Record<string, (block: CodeBlock) => unknown>> = {
  ...Object.fromEntries(MODULES.map((language) => [language, (block: CodeBlock) => said.get(fileOf(block))])),
  vue: ({code}) => vueErrors(code),
  svelte: ({code}) => compile(code, {generate: 'client'}).warnings.map(({message}) => message),
  html: ({code}) => [...markup.errorsOf(code), ...markup.unknownStyling(code)],
  css: async ({code}) => [
    ...(await transform(code, {loader: 'css', logLevel: 'silent'})).warnings.map(({text}) => text),
    ...markup.unknownStyling(code),
  ],
  json: ({code}) => void JSON.parse(code),
  sh: ({page, code}) => unknownCommands(page, code),
  // test/e2e/policies.spec.ts and test/docs/other-languages-doc.test.ts test them
  python: ({page}) => (page === 'docs/other-languages.md' ? [] : ['nothing runs it']),
  // test/server/doctor.test.ts compares it with what is printed
  text: ({page}) => (page === 'packages/sandbox/README.md' ? [] : ['nothing prints it']),
  http: ({code}) => httpErrors(code),
  // test/components/console-line.test.ts tests such lines
  txt: ({code}) =>
    code
      .trim()
      .split('\n')
      .filter((line) => !/^<budgea-[a-z]+>: .+ https:\/\/\S+$/.test(line)),
  nginx: ({code}) => code.split('\n').filter((line) => line !== '' && !/[;{}]$/.test(line)),
  // addresses of the old webview
  '': ({code}) => void code.trim().split('\n').map(migrateV3Url),
};

/** What the platforms declare globally, as far as the blocks use it: Deno, Bun, and what Nuxt imports by itself. */
const PLATFORMS = `
type Answer = (request: Request) => Response | Promise<Response>;
declare const Deno: {serve(answer: Answer): void};
declare const Bun: {serve(options: {routes: Record<string, Answer>; fetch: Answer}): void};
interface NuxtEvent {readonly method: string; readonly headers: Headers}
declare function defineEventHandler(answer: (event: NuxtEvent) => Promise<Response>): unknown;
declare function readRawBody(event: NuxtEvent, encoding: false): Promise<Uint8Array<ArrayBuffer> | undefined>;
declare function getRequestURL(event: NuxtEvent): URL;
`;

const titleOf = ({page, line, language}: CodeBlock): string => `${page}:${line} ${language}`;

/** Returns the file that a block is compiled as: named in its first line, in a folder for each page. */
function fileOf({page, line, language, code}: CodeBlock): string {
  const [, name = `${line}.${language}`] = /^\/\/ (\S+\.ts)\n/.exec(code) ?? [];
  return `${folderOf(page)}/${name}`;
}

function folderOf(page: string): string {
  return page.replace(/\W+/g, '-');
}

/** Returns the lines of a request that are no HTTP: it has a request line or only headers, and perhaps JSON. */
function httpErrors(code: string): readonly string[] {
  const [head = '', ...body] = code.trim().split('\n\n');
  if (body.length > 0) JSON.parse(body.join('\n\n'));
  return head.split('\n').filter((line) => !/^(?:(?:GET|POST|PUT|DELETE) \/\S*|[\w-]+: \S.*)$/.test(line));
}

function vueErrors(code: string): readonly unknown[] {
  const {descriptor, errors} = parse(code);
  if (descriptor.scriptSetup) compileScript(descriptor, {id: 'page'});
  const {template} = descriptor;
  const isCustomElement = (tag: string): boolean => tag.startsWith('budgea-');
  const compiled = compileTemplate({
    id: 'page',
    filename: 'page.vue',
    source: template?.content ?? '',
    compilerOptions: {isCustomElement},
  });
  return [...errors, ...compiled.errors];
}

/** Returns the pages that files in some folders name. */
function pagesNamedBy(...folders: readonly string[]): readonly string[] {
  const options = ['--untracked', '--no-line-number', '-hoE', "'[A-Za-z0-9/.-]+\\.md'"];
  const found = execFileSync('git', ['grep', ...options, '--', ...folders], {encoding: 'utf8'});
  return found.split('\n').map((line) => line.replaceAll("'", '').replace(/^(?:\.\.\/)+/, ''));
}

beforeAll(() => {
  const folder = join(CONSUMER, FOLDER);
  rmSync(folder, {recursive: true, force: true});
  const modules = BLOCKS.filter(({language, file}) => MODULES.includes(language) && file === undefined);
  for (const block of modules) {
    mkdirSync(dirname(join(folder, fileOf(block))), {recursive: true});
    writeFileSync(join(folder, fileOf(block)), block.code);
  }
  mkdirSync(join(folder, dirname(WRONG)));
  writeFileSync(
    join(folder, WRONG),
    "import {webviewUrl} from 'budgea-webview/flows';\nwebviewUrl('connect');\n",
  );
  const backEndFolder = `./${folderOf('docs/back-end.md')}`;
  const backEnd = [`${backEndFolder}/*`, `./${folderOf('docs/webhooks.md')}/*`];
  said = complaints(
    '7.0',
    writeModules(
      FOLDER,
      {'platforms.d.ts': PLATFORMS},
      {
        module: 'preserve',
        moduleDetection: 'force',
        allowJs: true,
        jsx: 'react-jsx',
        types: ['node'],
        lib: ['es2023', 'dom', 'dom.iterable'],
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        // that page goes on with the modules of this one
        rootDirs: [`./${folderOf('docs/host-back-end.md')}`, backEndFolder],
        // the import paths of the app's modules in the documented frameworks
        paths: {'@/lib/*': backEnd, '$lib/server/*': backEnd, '~~/server/utils/*': backEnd},
      },
    ),
  );
});

describe('every code block of every page', () => {
  it('is in a language that is checked', () => {
    expect(BLOCKS.filter(({language}) => !(language in CHECKS)).map(titleOf)).toEqual([]);
  });

  it('runs if it is a program: in a browser, as a test, or in a test that names its page', () => {
    const isProgram = ({language, file}: CodeBlock): boolean =>
      ['ts', 'js'].includes(language) && file === undefined;
    const isTest = ({code}: CodeBlock): boolean => /from '(?:vitest|@playwright\/test)'/.test(code);
    const named = pagesNamedBy('test', 'tools', 'packages');
    const idle = BLOCKS.filter(
      (block) => isProgram(block) && !runsInBrowser(block) && !isTest(block) && !named.includes(block.page),
    );
    expect(idle.map(titleOf)).toEqual([]);
  });

  it.each(BLOCKS.map((block) => [titleOf(block), block] as const))('%s', async (_title, block) => {
    const wrong = await CHECKS[block.language]?.(block);
    expect(wrong ?? []).toEqual([]);
  });

  it('is the only source of compiler errors, except for the deliberate one', () => {
    const known = BLOCKS.map(fileOf);
    expect([...said.keys()].filter((file) => !known.includes(file))).toEqual([WRONG]);
  });
});
