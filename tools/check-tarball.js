// Installs the packed package in an empty project, as a user would, and tries it there: licences, each entry in plain
// Node, its types, and a page built by each of the common bundlers, clicked in a browser.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from '@playwright/test';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import webpack from 'webpack';
import {resolveChrome} from './chrome.js';

const LICENCES = ['MIT', 'ISC', 'BSD-3-Clause', 'Apache-2.0'];
const root = fileURLToPath(new URL('../', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'empty-project-'));
const installed = join(project, 'node_modules/budgea-webview');
const npm = (...words) => execFileSync('npm', words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});

const PAGE = `import 'budgea-webview/components/budgea-connect';
import {parseCallback} from 'budgea-webview/flows';
const element = document.createElement('budgea-connect');
Object.assign(element, {domain: 'demo', clientId: 1, redirectUri: '/callback'});
element.addEventListener('budgea-leave', (event) => {
  event.preventDefault();
  document.title = event.url;
});
document.body.append(element);
document.body.dataset.kind = parseCallback(location.href, {flow: 'connect'}).kind;
`;

const BUNDLERS = {
  vite: () =>
    vite.build({
      root: project,
      configFile: false,
      logLevel: 'error',
      build: {
        outDir: 'vite',
        lib: {entry: 'page.js', formats: ['es'], fileName: () => 'page.js'},
      },
    }),
  esbuild: () =>
    esbuild.build({
      absWorkingDir: project,
      entryPoints: ['page.js'],
      bundle: true,
      format: 'esm',
      minify: true,
      outdir: 'esbuild',
    }),
  webpack: () =>
    new Promise((resolve, reject) => {
      const options = {
        context: project,
        mode: 'production',
        entry: './page.js',
        output: {path: join(project, 'webpack'), filename: 'page.js'},
      };
      webpack(options, (error, stats) => {
        if (error || stats.hasErrors() || stats.hasWarnings()) reject(error ?? new Error(stats.toString()));
        else resolve();
      });
    }),
};

/** Every package that was installed, by its folder. */
function packagesIn(folder) {
  return readdirSync(folder, {withFileTypes: true})
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.name.startsWith('@') ? packagesIn(path) : [path];
    });
}

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

function checkLicences() {
  const packages = packagesIn(join(project, 'node_modules'));
  for (const folder of packages) {
    const {name, license} = manifestOf(folder);
    if (!LICENCES.includes(license)) throw new Error(`${name} is under ${license}`);
  }
  return packages.map((folder) => manifestOf(folder).name).join(', ');
}

/** The entries that are modules, but for the single file: that holds Lit's build for browsers. */
function entriesBut(others) {
  return Object.entries(manifestOf(installed).exports)
    .filter(([name, entry]) => typeof entry !== 'string' && !name.includes('/cdn/') && !others.test(name))
    .map(([name]) => name.replace(/^\./, 'budgea-webview'));
}

/** Whether the types need nothing that the package does not bring; some are for those who have a framework, Vite or Node. */
function checkTypes() {
  const entries = entriesBut(/\/(types|sandbox|node)\b/);
  writeFileSync(join(project, 'types.ts'), entries.map((entry) => `import '${entry}';\n`).join(''));
  const options = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    '',
    'types.ts',
  ];
  const tsc = join(root, 'node_modules/@typescript/native/bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, ...options], {cwd: project, encoding: 'utf8'});
  } catch (error) {
    throw new Error(error.stdout);
  }
  return `${entries.length} entries`;
}

function importEntries() {
  const entries = entriesBut(/^$/);
  const module = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join('\n');
  execFileSync(process.execPath, ['--throw-deprecation', '--input-type=module', '--eval', module], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return `${entries.length} entries`;
}

function serve() {
  const server = createServer(({url}, response) => {
    const [, path] = /^\/(\w+\/page\.js)$/.exec(url) ?? [];
    response.setHeader('content-type', path ? 'text/javascript' : 'text/html');
    response.end(
      path
        ? readFileSync(join(project, path))
        : `<!doctype html><link rel="icon" href="data:,"><body><script type="module" src="${url}/page.js"></script>`,
    );
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

async function click(browser, address) {
  const page = await browser.newPage();
  const said = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(address);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await page.waitForFunction(() => document.title.startsWith('https://demo.biapi.pro/2.0/auth/webview/'));
  const kind = await page.evaluate(() => document.body.dataset.kind);
  await page.close();
  if (kind !== 'none' || said.length > 0) throw new Error(`the page told: ${[kind, ...said].join('\n')}`);
}

async function main() {
  const count = {passed: 0, failed: 0};
  const check = async (name, run) => {
    const start = performance.now();
    try {
      const told = await run();
      count.passed += 1;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`✓ ${name} (${seconds} s)${typeof told === 'string' ? `: ${told}` : ''}`);
    } catch (error) {
      count.failed += 1;
      console.log(`✗ ${name}: ${error.stderr ?? error.stack}`);
    }
  };

  writeFileSync(join(project, 'package.json'), '{"private": true, "type": "module"}\n');
  writeFileSync(join(project, 'page.js'), PAGE);
  await check('installs in an empty project', () => {
    const [{filename}] = Object.values(
      JSON.parse(npm('pack', root, '--json', '--ignore-scripts', '--pack-destination', project)),
    );
    npm(
      'install',
      '--prefix',
      project,
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      join(project, filename),
    );
  });
  await check('brings licences that may be shipped', checkLicences);
  await check('imports in plain Node', importEntries);
  await check('has types that stand alone', checkTypes);

  const server = await serve();
  const {launchOptions} = await resolveChrome();
  const browser = await chromium.launch({...launchOptions, headless: true});
  for (const [name, build] of Object.entries(BUNDLERS)) {
    await check(`builds with ${name}, and works in a browser`, async () => {
      await build();
      await click(browser, `http://127.0.0.1:${server.address().port}/${name}`);
    });
  }
  await browser.close();
  server.close();

  console.log(`\ntarball: ${count.passed} passed, ${count.failed} failed`);
  process.exitCode = count.failed > 0 ? 1 : 0;
}

try {
  await main();
} finally {
  rmSync(project, {recursive: true, force: true});
}
