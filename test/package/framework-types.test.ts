import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {beforeAll, describe, expect, it} from 'vitest';
import {byModule, complaints, writeModules} from '../support/compile.js';

const require = createRequire(import.meta.url);
const rendered = new URL('../frameworks/', import.meta.url);

/** Returns the pages of a framework that test/frameworks/ renders in a browser, and what they share. */
function pagesOf(framework: string): Record<string, string> {
  const pages = readdirSync(new URL('pages/', rendered)).filter(
    (name) => name.startsWith(framework) && !name.includes('.server.'),
  );
  const paths = ['page.ts', 'values.ts', ...pages.map((name) => `pages/${name}`)];
  return Object.fromEntries(paths.map((path) => [path, readFileSync(new URL(path, rendered), 'utf8')]));
}

/** A line of markup, and the error that it causes, if any. */
type Lines = Readonly<Record<string, readonly [markup: string, complaint?: RegExp]>>;

interface Framework {
  readonly options: object;
  readonly file: (name: string, markup: string) => readonly [path: string, text: string];
  readonly check: (directory: string) => Map<string, string>;
  readonly lines: Lines;
}

const jsx = (jsxImportSource: string): Pick<Framework, 'options' | 'file' | 'check'> => ({
  options: {
    module: 'preserve',
    moduleResolution: 'bundler',
    jsx: jsxImportSource === 'solid-js' ? 'preserve' : 'react-jsx',
    jsxImportSource,
  },
  file: (name, markup) => [
    `${name}.tsx`,
    `import 'budgea-webview/types/${jsxImportSource.split('-', 1)[0] ?? ''}';\nexport const view = () => (\n${markup}\n);\n`,
  ],
  check: (directory) => complaints('7.0', directory),
});

/** TypeScript accepts any name with a hyphen in JSX, so the mistakes are written as properties. */
const inJsx = (on: string): Lines => ({
  'attributes and a slot': [
    '<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" connector-ids="3,59" lang="fr"><button slot="trigger">Go</button></budgea-connect>',
  ],
  properties: [
    '<budgea-connect clientId={1} connectorIds={[3, "59"]} disabled code={() => Promise.resolve("c")} />',
  ],
  'a typed event': [`<budgea-callback ${on}budgea-result={(event) => event.result.kind.length} />`],
  'a known value and an unknown one': ['<budgea-connect account-types="new" service="powens" />'],
  'a property that does not exist': ['<budgea-connect clienttId="1" />', /clienttId/],
  "another flow's property": ['<budgea-transfer connectorIds={[3]} />', /connectorIds/],
  'a value that does not exist': ['<budgea-connect service="poweens" />', /poweens/],
  'a property of the wrong type': ['<budgea-connect connectorIds="3" />', /readonly/],
  "another event's field": [
    `<budgea-connect ${on}budgea-leave={(event) => event.result} />`,
    /'result' does not exist/,
  ],
  'a tag that does not exist': ['<budgea-conect />', /budgea-conect/],
});

/** The components for React, with the types of one of its versions. */
const components = (types: string): Framework => {
  const folder = dirname(require.resolve(`${types}/package.json`));
  const {options, check} = jsx('react');
  return {
    options: {
      ...options,
      exactOptionalPropertyTypes: true,
      paths: {react: [`${folder}/index.d.ts`], 'react/*': [`${folder}/*.d.ts`]},
    },
    check,
    file: (name, markup) => [
      `${name}.tsx`,
      `import {createRef} from 'react';
import type {BudgeaConnectElement} from 'budgea-webview';
import {BudgeaCallback, BudgeaConnect, BudgeaTransfer, BudgeaWebview} from 'budgea-webview/react';
export const ref = createRef<BudgeaConnectElement>();
export const Hello = (props: {name: string}) => <b>{props.name}</b>;
export const view = () => (\n${markup}\n);
void [BudgeaCallback, BudgeaConnect, BudgeaTransfer, BudgeaWebview];
`,
    ],
    lines: {
      'properties and what React takes for any element': [
        '<BudgeaWebview domain="demo" clientId={1} className="a"><BudgeaConnect connectorIds={[3, "59"]} disabled aria-label="b" data-x="c" style={{color: "red"}}><button slot="trigger">Go</button></BudgeaConnect></BudgeaWebview>',
      ],
      'functions and a context': [
        '<BudgeaConnect code={() => Promise.resolve("c")} context={{step: 1}} maxConnections={undefined} />',
      ],
      'a ref of the element': ['<BudgeaConnect ref={ref} key="a" />'],
      'typed events': [
        '<BudgeaCallback onResult={(event) => event.result.kind.length} onDone={(event) => event.result} onLeave={({url}) => url.length} onError={({error}) => error.code} onClick={(event) => event.clientX} />',
      ],
      'a known value and an unknown one': ['<BudgeaConnect accountTypes={["new"]} service="powens" />'],
      'a property that does not exist': ['<BudgeaConnect clienttId="1" />', /clienttId/],
      "another flow's property": ['<BudgeaTransfer connectorIds={[3]} />', /connectorIds/],
      'a value that does not exist': ['<BudgeaConnect service="poweens" />', /poweens/],
      'a property of the wrong type': ['<BudgeaConnect connectorIds="3" />', /readonly/],
      "another event's field": [
        '<BudgeaConnect onLeave={(event) => event.result} />',
        /'result' does not exist/,
      ],
      "another element's event": ['<BudgeaConnect onResult={() => undefined} />', /onResult/],
      "another element's ref": ['<BudgeaCallback ref={ref} />', /RefObject|BudgeaConnectElement/],
    },
  };
};

const FRAMEWORKS: Readonly<Record<string, Framework>> = {
  react: {...jsx('react'), lines: inJsx('on')},
  'components for React 18': components('@types/react-18'),
  'components for React 19': components('@types/react'),
  preact: {...jsx('preact'), lines: inJsx('on')},
  solid: {...jsx('solid-js'), lines: inJsx('on:')},
  vue: {
    options: {module: 'preserve', moduleResolution: 'bundler', jsx: 'preserve'},
    file: (name, markup) => [
      `${name}.vue`,
      `<script setup lang="ts">\nimport 'budgea-webview/types/vue';\n</script>\n<template>\n${markup}\n</template>\n`,
    ],
    check: (directory) =>
      run(require.resolve('vue-tsc/bin/vue-tsc.js'), ['-p', directory, '--pretty', 'false'], directory),
    lines: {
      'attributes and a slot': [
        '<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" connector-ids="3,59" lang="fr"><button>Go</button></budgea-connect>',
      ],
      properties: [`<budgea-connect :client-id="1" :connectorIds="[3, '59']" disabled />`],
      'a typed event': ['<budgea-callback @budgea-result="(event) => event.result.kind.length" />'],
      'a value that does not exist': ['<budgea-connect service="poweens" />', /poweens/],
      'a property of the wrong type': ['<budgea-connect :max-connections="[]" />', /never\[\]/],
      "another event's field": [
        '<budgea-connect @budgea-leave="(event) => event.result" />',
        /'result' does not exist/,
      ],
    },
  },
  svelte: {
    options: {module: 'preserve', moduleResolution: 'bundler', verbatimModuleSyntax: true},
    file: (name, markup) => [
      `${name}.svelte`,
      `<script lang="ts">\nimport 'budgea-webview/types/svelte';\n</script>\n${markup}\n`,
    ],
    check: checkSvelte,
    lines: Object.fromEntries(
      Object.entries(inJsx('on')).filter(([name]) => name !== 'a tag that does not exist'),
    ),
  },
};

function run(program: string, options: readonly string[], cwd: string): Map<string, string> {
  return byModule(spawnSync(process.execPath, [program, ...options], {cwd, encoding: 'utf8'}).stdout);
}

function checkSvelte(directory: string): Map<string, string> {
  const program = join(dirname(require.resolve('svelte-check/package.json')), 'bin/svelte-check');
  const {stdout} = spawnSync(
    process.execPath,
    [
      program,
      '--workspace',
      directory,
      '--tsconfig',
      join(directory, 'tsconfig.json'),
      '--output',
      'machine-verbose',
    ],
    {cwd: directory, encoding: 'utf8'},
  );
  const said = new Map<string, string>();
  for (const [, text = ''] of stdout.matchAll(/^\d+ (\{.*\})$/gm)) {
    const {type, filename, message} = JSON.parse(text) as Record<'type' | 'filename' | 'message', string>;
    if (type === 'ERROR') said.set(filename, `${said.get(filename) ?? ''}${message}\n`);
  }
  if (!/COMPLETED/.test(stdout)) said.set('elsewhere', stdout);
  return said;
}

const nameOf = (line: string): string => line.replace(/\W+/g, '-');

describe.each(Object.entries(FRAMEWORKS))('in %s, an editor', (name, {options, file, check, lines}) => {
  const pages = pagesOf(name);
  let said: Map<string, string>;

  beforeAll(() => {
    const files = Object.entries(lines).map(([line, [markup]]) => file(nameOf(line), markup));
    if (name === 'svelte') files.push(['svelte.config.js', 'export default {};\n']);
    said = check(writeModules(`types-${nameOf(name)}`, {...Object.fromEntries(files), ...pages}, options));
  });

  it.each(Object.keys(pages))('accepts what test/frameworks renders: %s', (path) => {
    expect(said.get(path)).toBeUndefined();
  });

  it.each(Object.entries(lines))('%s', (line, [markup, complaint]) => {
    const [path] = file(nameOf(line), markup);
    if (complaint) expect(said.get(path)).toMatch(complaint);
    else expect(said.get(path)).toBeUndefined();
  });

  it('reports nothing else', () => {
    const known = [...Object.keys(lines).map((line) => file(nameOf(line), '')[0]), ...Object.keys(pages)];
    expect([...said].filter(([path]) => !known.includes(path))).toEqual([]);
  });
});
