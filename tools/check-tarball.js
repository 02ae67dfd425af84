// Installs both packed packages in empty projects, as a user would, with npm, yarn and pnpm, and uses them there: licences,
// each entry in plain Node, the types, the command, and a page built by each of the common bundlers, clicked in a browser.
import {execFileSync, spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from '@playwright/test';
import * as esbuild from 'esbuild';
import * as vite from 'vite';
import webpack from 'webpack';
import {resolveChrome} from './chrome.js';
import {packAll} from './pack-all.js';

const LICENCES = ['MIT', 'ISC', 'BSD-3-Clause', 'Apache-2.0'];
const root = fileURLToPath(new URL('../', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'empty-projects-'));
const project = join(temporary, 'both');
const sandboxOnly = join(temporary, 'only-the-sandbox');
const PACKAGES = ['budgea-webview', 'budgea-sandbox'];
const REACT = 'react@19.2.0';
/** The commands that install packages into a new project. */
const MANAGERS = {
  'yarn 1': (cache) => ['yarn@1.22.22', 'add', '--ignore-scripts', '--cache-folder', cache],
  pnpm: (cache) => ['pnpm@10.34.8', 'add', '--ignore-scripts', '--store-dir', cache],
};
const PARCEL = 'parcel@2.16.4';
const npm = (...words) => execFileSync('npm', words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']});
/** The packed packages, by name. */
let tarballs;

function newProject(folder) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
}

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

/** The same page for a tool that finds only the root of a package. */
const ROOT_PAGE = PAGE.replace(
  /^.*\n.*\n/,
  `import {BudgeaConnectElement, parseCallback} from 'budgea-webview';
customElements.define('budgea-connect', BudgeaConnectElement);
`,
);

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
  // reads `main`, not `exports`
  parcel: async () => {
    const folder = join(temporary, 'parcel');
    newProject(folder);
    writeFileSync(join(folder, 'page.js'), ROOT_PAGE);
    npm('install', '--prefer-offline', '--prefix', folder, PARCEL, tarballs['budgea-webview']);
    const options = ['--dist-dir', join(project, 'parcel'), '--no-source-maps'];
    execFileSync(process.execPath, ['node_modules/parcel/lib/bin.js', 'build', 'page.js', ...options], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  },
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

/** The folders of all installed packages. */
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

/** The entries of both packages that are modules, without the single file, which contains Lit's build for browsers. */
function entriesBut(others, folder = project) {
  return PACKAGES.flatMap((name) =>
    Object.entries(manifestOf(join(folder, 'node_modules', name)).exports)
      .filter(([entry, module]) => typeof module !== 'string' && !entry.includes('/cdn/'))
      .map(([entry]) => entry.replace(/^\./, name)),
  ).filter((entry) => !others.test(entry));
}

/** Compiles the types without any other package. Some entries need a framework, Vite or the types of Node. */
function checkTypes() {
  const entries = entriesBut(/\/(types|vite|node|react)\b/);
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

function importEntries(folder, others = /^$/) {
  const entries = entriesBut(others, folder);
  const module = entries.map((entry) => `await import(${JSON.stringify(entry)});`).join('\n');
  execFileSync(process.execPath, ['--throw-deprecation', '--input-type=module', '--eval', module], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  return `${entries.length} entries`;
}

/** Installs both packages and React with another package manager, and imports every entry. */
function installWith(name) {
  const folder = join(temporary, name.replace(' ', '-'));
  newProject(folder);
  const command = MANAGERS[name](join(folder, 'cache'));
  execFileSync('npx', ['--yes', ...command, ...PACKAGES.map((each) => `file:${tarballs[each]}`), REACT], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return importEntries(folder);
}

/** Runs the command of the sandbox by npx, in a project with nothing else. */
async function runCommand() {
  const packages = packagesIn(join(sandboxOnly, 'node_modules')).map((folder) => manifestOf(folder).name);
  if (packages.length !== 2) throw new Error(`it was installed with ${packages.join(', ')}`);
  // in a process group of its own, so that the end reaches the command behind npx
  const command = spawn('npx', ['budgea-sandbox', '--port', '0', '--host', '127.0.0.1'], {
    cwd: sandboxOnly,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const address = await new Promise((resolve, reject) => {
      let output = '';
      command.stdout.on('data', (chunk) => {
        output += chunk;
        const [found] = /http:\S+/.exec(output) ?? [];
        if (found) resolve(found);
      });
      command.once('close', (code) => reject(new Error(`the command ended with ${code}: ${output}`)));
    });
    const {status} = await fetch(`${address}2.0/banks`);
    if (status !== 200) throw new Error(`the command answered ${status}`);
  } finally {
    process.kill(-command.pid);
  }
  return packages.join(', ');
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
  const messages = [];
  page.on('console', (message) => messages.push(message.text()));
  page.on('pageerror', (error) => messages.push(error.message));
  await page.goto(address);
  await page.getByRole('button', {name: 'Connect a bank'}).click();
  await page.waitForFunction(() => document.title.startsWith('https://demo.biapi.pro/2.0/auth/webview/'));
  const kind = await page.evaluate(() => document.body.dataset.kind);
  await page.close();
  if (kind !== 'none' || messages.length > 0)
    throw new Error(`the page reported: ${[kind, ...messages].join('\n')}`);
}

async function main() {
  const count = {passed: 0, failed: 0};
  const check = async (name, run) => {
    const start = performance.now();
    try {
      const details = await run();
      count.passed += 1;
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      console.log(`✓ ${name} (${seconds} s)${typeof details === 'string' ? `: ${details}` : ''}`);
    } catch (error) {
      count.failed += 1;
      console.log(`✗ ${name}: ${error.stderr ?? error.stack}`);
    }
  };

  for (const folder of [project, sandboxOnly]) newProject(folder);
  writeFileSync(join(project, 'page.js'), PAGE);
  await check('install in an empty project', () => {
    tarballs = packAll(project, '--ignore-scripts');
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund'];
    npm(...install, '--prefix', project, ...Object.values(tarballs));
    npm(...install, '--prefix', sandboxOnly, tarballs['budgea-sandbox']);
  });
  await check('have dependencies with known licences', checkLicences);
  await check('import in plain Node', () => importEntries(project, /^budgea-webview\/react$/));
  await check('have types that need no other package', checkTypes);
  for (const name of Object.keys(MANAGERS))
    await check(`install with ${name}, and import in plain Node`, () => installWith(name));
  await check('have a command that runs without anything else', runCommand);

  const server = await serve();
  const {launchOptions} = await resolveChrome();
  const browser = await chromium.launch({...launchOptions, headless: true});
  for (const [name, build] of Object.entries(BUNDLERS)) {
    await check(`build with ${name}, and work in a browser`, async () => {
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
  rmSync(temporary, {recursive: true, force: true});
}
