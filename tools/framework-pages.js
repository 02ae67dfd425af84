import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {basename} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {transformAsync} from '@babel/core';
import solid from 'babel-preset-solid';
import {build, transform} from 'esbuild';
import {compile, preprocess} from 'svelte/compiler';
import {compileScript, parse} from 'vue/compiler-sfc';

const PREFIX = '/frameworks/';
const root = fileURLToPath(new URL('..', import.meta.url));
const cache = fileURLToPath(new URL('../test/.frameworks/', import.meta.url));

const react18 = {react: 'react-18', 'react-dom': 'react-dom-18'};
/** The components as they are built. Their pages are in StrictMode, which does something only in development. */
const components = {
  alias: {'budgea-webview/react': `${root}dist/react/index.js`},
  define: {'process.env.NODE_ENV': '"development"'},
};

/** How the files of each page are built. They are in `test/frameworks/pages/`, named after `files`. */
const PAGES = {
  html: {files: 'html'},
  lit: {files: 'lit'},
  angular: {files: 'angular'},
  'react-18': {files: 'react', options: {alias: react18}},
  'react-19': {files: 'react'},
  'react-18-components': {
    files: 'components',
    options: {...components, alias: {...react18, ...components.alias}},
  },
  'react-19-components': {files: 'components', options: components},
  'preact-10': {files: 'preact'},
  'preact-11': {files: 'preact', options: {alias: {preact: 'preact-11'}}},
  solid: {files: 'solid', plugin: solidFiles},
  vue: {files: 'vue', plugin: vueFiles},
  svelte: {files: 'svelte', plugin: svelteFiles},
};

const stripTypes = (code) =>
  transform(code, {
    loader: 'ts',
    tsconfigRaw: {compilerOptions: {verbatimModuleSyntax: true, target: 'esnext'}},
  });

/** Compiles each file that matches, with a function of its text and its path. */
const loader = (filter, compiled) => ({
  name: 'framework',
  setup({onLoad}) {
    onLoad({filter}, async ({path}) => ({
      contents: await compiled(readFileSync(path, 'utf8'), path),
      loader: 'ts',
    }));
  },
});

function solidFiles(isServer) {
  return loader(/solid[.\w]*\.tsx$/, async (text, filename) => {
    const {code} = await transform(text, {loader: 'tsx', jsx: 'preserve'});
    const presets = [[solid, {generate: isServer ? 'ssr' : 'dom', hydratable: true}]];
    return (await transformAsync(code, {filename, presets, babelrc: false, configFile: false})).code;
  });
}

function vueFiles(isServer) {
  return loader(/\.vue$/, (text, filename) => {
    const {descriptor} = parse(text, {filename});
    const compilerOptions = {isCustomElement: (tag) => tag.startsWith('budgea-')};
    const templateOptions = {ssr: isServer, ssrCssVars: [], compilerOptions};
    return compileScript(descriptor, {id: basename(filename), inlineTemplate: true, templateOptions}).content;
  });
}

function svelteFiles(isServer) {
  return loader(/\.svelte$/, async (text, filename) => {
    const script = async ({content}) => stripTypes(content);
    const {code} = await preprocess(text, {script}, {filename});
    return compile(code, {filename, generate: isServer ? 'server' : 'client'}).js.code;
  });
}

/** The framework types have nothing to run. */
const typesOnly = {
  name: 'types-only',
  setup({onResolve, onLoad}) {
    onResolve({filter: /^budgea-webview\/types\//}, ({path}) => ({path, namespace: 'types-only'}));
    onLoad({filter: /./, namespace: 'types-only'}, () => ({contents: ''}));
  },
};

const SHARED = {
  absWorkingDir: root,
  bundle: true,
  write: false,
  target: 'es2022',
  jsx: 'automatic',
  logLevel: 'error',
  define: {'process.env.NODE_ENV': '"production"'},
};

const once = (make) => {
  const made = new Map();
  return (name) => made.get(name) ?? made.set(name, make(name)).get(name);
};

/** Returns the file of a page that runs in the browser or on the server. */
const fileOf = (name, side) =>
  ['ts', 'tsx']
    .map((end) => `test/frameworks/pages/${PAGES[name].files}.${side}.${end}`)
    .find((path) => existsSync(root + path));

/** Bundles what runs in the browser: a page of a framework, or the elements. */
const scriptOf = once(async (name) => {
  const {plugin, options} = PAGES[name] ?? {};
  const {outputFiles} = await build({
    ...SHARED,
    ...options,
    entryPoints: [name === 'define' ? 'src/define.ts' : fileOf(name, 'client')],
    format: 'esm',
    plugins: [typesOnly, ...(plugin ? [plugin(false)] : [])],
  });
  return outputFiles[0].text;
});

/** Renders a page in Node. */
const renderedPage = once(async (name) => {
  const {plugin, options} = PAGES[name];
  const {outputFiles} = await build({
    ...SHARED,
    ...options,
    // React's own build for development needs a console that the test runner does not have
    define: SHARED.define,
    entryPoints: [fileOf(name, 'server')],
    format: 'cjs',
    platform: 'node',
    plugins: [typesOnly, ...(plugin ? [plugin(true)] : [])],
  });
  mkdirSync(cache, {recursive: true});
  const file = `${cache}${name}.cjs`;
  writeFileSync(file, outputFiles[0].text);
  const {head = '', body} = (await import(pathToFileURL(file))).default;
  return {head, body: await body};
});

const documentOf = (name, {head, body}) => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>${name}</title>${head}</head>
  <body><div id="root">${body}</div><script type="module" src="${PREFIX}${name}.js"></script></body>
</html>`;

/** Serves a page for each framework, empty or rendered in Node, and a back end that gives codes. */
export function frameworkPages() {
  return {
    name: 'framework-pages',
    async serve({path}) {
      if (!path.startsWith(PREFIX)) return undefined;
      const [name, kind] = path.slice(PREFIX.length).split('/');
      if (name === 'code') return {body: '{"code": "platform-fetch"}', type: 'json'};
      if (name.endsWith('.js')) return {body: await scriptOf(name.slice(0, -'.js'.length)), type: 'js'};
      const rendered = kind === 'from-server' ? await renderedPage(name) : {head: '', body: ''};
      return {body: documentOf(name, rendered), type: 'html'};
    },
  };
}
