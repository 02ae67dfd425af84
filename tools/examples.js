// Installs, starts and clicks through the examples and the guide, each in a folder of its own, as a user would.
// `npm run examples -- html react-19` runs only these; `guide` is the page of docs/.
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {chromium} from '@playwright/test';
import {resolveChrome} from './chrome.js';
import {copyExample, GUIDE, isExample, followGuide} from './examples-source.js';
import {freePorts, Site} from './examples-site.js';
import {walk, walkBuilt} from './examples-walk.js';
import {packAll} from './pack-all.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = [...readdirSync(join(root, 'examples')).filter(isExample), GUIDE];
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !all.includes(name));
if (unknown.length > 0)
  throw new Error(`No example is called ${unknown.join(', ')}. There are ${all.join(', ')}.`);

const temporary = mkdtempSync(join(tmpdir(), 'budgea-examples-'));
const {launchOptions} = await resolveChrome();
const browser = await chromium.launch(launchOptions);
const count = {passed: 0, failed: 0};
const started = Date.now();

try {
  execFileSync('npm', ['run', 'build'], {cwd: root, stdio: ['ignore', 'ignore', 'inherit']});
  const tarballs = packAll(temporary);
  for (const name of chosen.length > 0 ? chosen : all) await tryOut(name, tarballs);
} finally {
  await browser.close();
  rmSync(temporary, {recursive: true, force: true});
}
console.log(`\n${seconds(started)} in all`);
console.log(`examples: ${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed > 0 ? 1 : 0;

async function tryOut(name, tarballs) {
  const start = Date.now();
  console.log(`\n${name}`);
  const ports = await freePorts();
  const site = new Site(name, join(temporary, name), ports);
  const attempt = async (what, act) => {
    try {
      await act();
      count.passed += 1;
      console.log(`  ✓ ${what} (${seconds(start)})`);
      return true;
    } catch (error) {
      count.failed += 1;
      console.log(`  ✗ ${what}\n${error.stack}\n${site.output}`);
      return false;
    }
  };
  const installed = await attempt('installs', () => {
    if (name === GUIDE) return followGuide(site, tarballs);
    copyExample(name, site, tarballs);
    return site.run('npm ci');
  });
  if (!installed) return;
  if (site.scripts.test) await attempt('passes its tests', () => site.run('npm test'));
  if (!site.scripts.start) return;
  await site.during('start', () => walk(browser, site, attempt));
  if (!site.scripts.build) return;
  const built = await attempt('builds', () => site.run('npm run build'));
  if (built && site.scripts.preview) await site.during('preview', () => walkBuilt(browser, site, attempt));
}

function seconds(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}
