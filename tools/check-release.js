// Fails if the working tree cannot be published: it is not committed or not tagged, or the changelog, the README or the
// package `budgea-sandbox` has another version.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {integrityOf, withIntegrity} from './integrity.js';

/** Lists the reasons why a version cannot be published, a sentence each. */
export function obstacles({version, sandboxVersion, changes, tags, changelog, readme, integrity}) {
  const dates = [...changelog.matchAll(/^## (\S+) \(\d{4}-\d\d-\d\d\)$/gm)];
  const isDated = dates.some(([, dated]) => dated === version);
  return [
    changes && `Something is not committed:\n${changes}`,
    !tags.includes(`v${version}`) && `What is checked out is not tagged v${version}.`,
    sandboxVersion !== version && `packages/sandbox/package.json has the version ${sandboxVersion}.`,
    !isDated && `CHANGELOG.md has no section of ${version} with its date.`,
    withIntegrity(readme, version, integrity) !== readme &&
      'README.md has another version or hash of the single file: run node tools/integrity.js --readme.',
  ].filter(Boolean);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const root = new URL('../', import.meta.url);
  const read = (path) => readFileSync(new URL(path, root), 'utf8');
  const git = (...words) => execFileSync('git', words, {cwd: root, encoding: 'utf8'}).trimEnd();
  const found = obstacles({
    version: JSON.parse(read('package.json')).version,
    sandboxVersion: JSON.parse(read('packages/sandbox/package.json')).version,
    changes: git('status', '--porcelain'),
    tags: git('tag', '--points-at', 'HEAD').split('\n'),
    changelog: read('CHANGELOG.md'),
    readme: read('README.md'),
    integrity: integrityOf(read('dist/cdn/budgea-webview.js')),
  });
  for (const obstacle of found) console.error(obstacle);
  process.exitCode = found.length > 0 ? 1 : 0;
}
