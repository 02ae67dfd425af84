// Copies the version of package.json to every other place that names it, and dates the changelog's section. `npm version`
// runs it.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {lockWithVersion, written} from './lock-examples.js';

/** Sets the version in `src/version.ts`. */
export function withVersion(module, version) {
  return module.replace(/VERSION = '[^']*'/, `VERSION = '${version}'`);
}

/** Sets the version of the package `budgea-sandbox`. */
export function withPackageVersion(manifest, version) {
  return manifest.replace(/("version": ")[^"]*"/, `$1${version}"`);
}

/** Sets the version of the package `budgea-sandbox` in the lock file. */
export function withLockedVersion(lock, version) {
  const {packages, ...rest} = JSON.parse(lock);
  packages['packages/sandbox'].version = version;
  return `${JSON.stringify({...rest, packages}, null, 2)}\n`;
}

/** Sets the version of both packages in the dependencies of an example. */
export function withRange(manifest, version) {
  return manifest.replace(/("budgea-(?:webview|sandbox)": ")[^"]*"/g, `$1^${version}"`);
}

/** Replaces the heading of the unreleased section by a version and a day. */
export function withDate(changelog, version, day) {
  const heading = /^## .*\(unreleased\)$/m;
  if (!heading.test(changelog)) throw new Error('CHANGELOG.md has no section that is (unreleased).');
  return changelog.replace(heading, `## ${version} (${day})`);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const root = new URL('../', import.meta.url);
  const edit = (path, change) => {
    const file = new URL(path, root);
    writeFileSync(file, change(readFileSync(file, 'utf8')));
  };
  const {version} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  const [day] = new Date().toISOString().split('T');
  edit('CHANGELOG.md', (text) => withDate(text, version, day));
  edit('src/version.ts', (text) => withVersion(text, version));
  edit('packages/sandbox/package.json', (text) => withPackageVersion(text, version));
  edit('package-lock.json', (text) => withLockedVersion(text, version));
  for (const entry of readdirSync(new URL('examples/', root), {withFileTypes: true})) {
    if (!entry.isDirectory()) continue;
    edit(`examples/${entry.name}/package.json`, (text) => withRange(text, version));
    edit(`examples/${entry.name}/package-lock.json`, (text) =>
      written(lockWithVersion(JSON.parse(text), version, ['budgea-webview', 'budgea-sandbox'])),
    );
  }
}
