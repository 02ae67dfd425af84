// Which Chrome runs the tests? CHROME_PATH, else one found on PATH, else the one inside @sparticuz/chromium.
import {execFileSync} from 'node:child_process';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import {delimiter, join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {fileURLToPath} from 'node:url';
import {createBrotliDecompress} from 'node:zlib';
import {isRunnable, placesOnPath} from './on-path.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome'];
const wellKnown = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .filter((k) => process.env[k])
    .map((k) => join(process.env[k], 'Google/Chrome/Application/chrome.exe')),
};

function findInstalledChrome() {
  if (process.env.CHROME_PATH) {
    if (!isRunnable(process.env.CHROME_PATH))
      throw new Error(`CHROME_PATH=${process.env.CHROME_PATH} cannot be run`);
    return process.env.CHROME_PATH;
  }
  return [...(wellKnown[process.platform] ?? []), ...placesOnPath(names)].find(isRunnable);
}

async function unbrotli(from, to) {
  const partial = `${to}.${process.pid}`;
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(partial, {mode: 0o755}));
  renameSync(partial, to); // atomic: two runs at once never see half a file
}

/** Unpacks the Chromium shipped in the npm package @sparticuz/chromium (linux x64 only). */
async function unpackBundledChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chrome found: install one, or set CHROME_PATH.');
  const pkg = join(root, 'node_modules/@sparticuz/chromium');
  const {version} = JSON.parse(readFileSync(join(pkg, 'package.json'), 'utf8'));
  const dir = join(root, 'node_modules/.cache/chromium', version);
  mkdirSync(dir, {recursive: true});
  const executablePath = join(dir, 'chromium');
  if (!existsSync(executablePath)) await unbrotli(join(pkg, 'bin/chromium.br'), executablePath);
  const env = {...process.env};
  try {
    execFileSync(executablePath, ['--version'], {stdio: 'pipe'});
  } catch (error) {
    // libnss3, libnspr4 or libexpat missing: the package ships those too
    if (!/shared librar/.test(String(error.stderr))) throw error;
    if (!existsSync(join(dir, 'lib'))) {
      await unbrotli(join(pkg, 'bin/al2023.tar.br'), join(dir, 'libs.tar'));
      execFileSync('tar', ['-xf', join(dir, 'libs.tar'), '-C', dir]);
      rmSync(join(dir, 'libs.tar'));
    }
    env.LD_LIBRARY_PATH = [join(dir, 'lib'), env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter);
    execFileSync(executablePath, ['--version'], {stdio: 'pipe', env});
  }
  return {executablePath, env};
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--accept-lang=en-US',
  '--force-color-profile=srgb',
];

/**
 * @returns {Promise<{source: string, launchOptions: {executablePath: string, args: string[], headless: boolean | 'shell', env?: Record<string, string>}}>}
 */
export async function resolveChrome() {
  const installed = process.env.BUNDLED_CHROME ? undefined : findInstalledChrome();
  if (installed) return {source: installed, launchOptions: {executablePath: installed, args, headless: true}};
  const {executablePath, env} = await unpackBundledChromium();
  return {source: '@sparticuz/chromium', launchOptions: {executablePath, env, args, headless: 'shell'}};
}
