// Measures this package against its alternatives, and writes BENCHMARKS.md.
//
//   npm run bench                   every part
//   npm run bench -- start page     some parts; each writes its own section
//   npm run bench -- --quick        few rounds, to check that everything runs; writes nothing
import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {parseArgs} from 'node:util';
import {launch} from './harness/browser.js';
import {benchFolder, root} from './harness/bundle.js';
import {documentOf, sectionsOf} from './harness/document.js';
import {machine} from './harness/machine.js';
import {address} from './parts/address.js';
import {bytes} from './parts/bytes.js';
import {callback} from './parts/callback.js';
import {click} from './parts/click.js';
import {page} from './parts/page.js';
import {project} from './parts/project.js';
import {start} from './parts/start.js';

const PARTS = [bytes, start, address, callback, page, click, project];
/** The parts that a quick run leaves out, because CI takes these steps anyway. */
const SLOW = [project];
const DOCUMENT = `${root}BENCHMARKS.md`;
const FULL = {processes: 3, rounds: 20, warmUp: 2};
const QUICK = {processes: 1, rounds: 2, warmUp: 0};

const {values, positionals} = parseArgs({
  allowPositionals: true,
  options: {quick: {type: 'boolean', default: false}},
});
const unknown = positionals.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  throw new Error(
    `No part is called ${unknown.join(', ')}. The parts are ${PARTS.map(({name}) => name).join(', ')}.`,
  );
}

prepare();
const measuredOn = await conditions();
const sections = sectionsOf(readDocument());
const titles = PARTS.map(({title}) => title);
for (const part of chosen()) {
  console.log(`\n… ${part.title}`);
  const started = performance.now();
  const {goals, body} = await part.run({isQuick: values.quick, effort: values.quick ? QUICK : FULL});
  const section = [...(goals.length > 0 ? [goals.join('\n')] : []), body, measuredOn].join('\n\n');
  sections.set(part.title, section);
  console.log(`\n## ${part.title}\n\n${section}\n\n(${Math.round((performance.now() - started) / 1000)} s)`);
  // after each part, so that a part that fails loses no results of the others
  if (!values.quick) writeFileSync(DOCUMENT, documentOf(titles, sections));
}

function chosen() {
  if (positionals.length > 0) return PARTS.filter(({name}) => positionals.includes(name));
  return values.quick ? PARTS.filter((part) => !SLOW.includes(part)) : PARTS;
}

/** Builds the package (a quick run only if there is no build), and installs the alternatives. */
function prepare() {
  const run = (folder, ...args) => execFileSync('npm', args, {cwd: folder, stdio: 'inherit'});
  if (!values.quick || !existsSync(`${root}dist/cdn`)) run(root, 'run', 'build');
  // `install` is faster than `ci` if everything is there, and it also follows the lock file
  const args = ['install', '--no-audit', '--no-fund', '--prefer-offline'];
  run(benchFolder, ...args, ...(values.quick ? ['--omit=dev'] : []));
}

async function conditions() {
  const browser = await launch();
  const version = await browser.version();
  await browser.close();
  return `Measured on ${new Date().toISOString().slice(0, 10)}: ${machine(version.replace('/', ' '))}.`;
}

function readDocument() {
  try {
    return readFileSync(DOCUMENT, 'utf8');
  } catch {
    return '';
  }
}
