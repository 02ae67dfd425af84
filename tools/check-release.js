// Says what stands in the way of publishing what is here, and fails then: a tree that is not committed and tagged, a
// changelog or a README that is of another version.
import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {integrityOf, withIntegrity} from './integrity.js';

/** What has to be mended before a version can be published: a sentence each. */
export function obstacles({version, changes, tags, changelog, readme, integrity}) {
  const dates = [...changelog.matchAll(/^## (\S+) \(\d{4}-\d\d-\d\d\)$/gm)];
  const isDated = dates.some(([, dated]) => dated === version);
  return [
    changes && `Something is not committed:\n${changes}`,
    !tags.includes(`v${version}`) && `What is checked out is not tagged v${version}.`,
    !isDated && `CHANGELOG.md has no section of ${version} with its date.`,
    withIntegrity(readme, version, integrity) !== readme &&
      'README.md has another version or hash of the single file: npm run docs.',
  ].filter(Boolean);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const root = new URL('../', import.meta.url);
  const read = (path) => readFileSync(new URL(path, root), 'utf8');
  const git = (...words) => execFileSync('git', words, {cwd: root, encoding: 'utf8'}).trimEnd();
  const found = obstacles({
    version: JSON.parse(read('package.json')).version,
    changes: git('status', '--porcelain'),
    tags: git('tag', '--points-at', 'HEAD').split('\n'),
    changelog: read('CHANGELOG.md'),
    readme: read('README.md'),
    integrity: integrityOf(read('dist/cdn/budgea-webview.js')),
  });
  for (const obstacle of found) console.error(obstacle);
  process.exitCode = found.length > 0 ? 1 : 0;
}
