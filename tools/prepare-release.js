// Takes package.json's version over to where else it stands, and dates the changelog's section; `npm version` runs it.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';

/** The module that tells the elements' version. */
export function withVersion(module, version) {
  return module.replace(/VERSION = '[^']*'/, `VERSION = '${version}'`);
}

/** An example's package.json that asks for this version. */
export function withRange(description, version) {
  return description.replace(/("budgea-webview": ")[^"]*"/, `$1^${version}"`);
}

/** The changelog with its newest section as that of a version and a day. */
export function withDate(changelog, version, day) {
  const heading = /^## .*\(unreleased\)$/m;
  if (!heading.test(changelog)) throw new Error('CHANGELOG.md says of nothing that it is (unreleased).');
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
  for (const entry of readdirSync(new URL('examples/', root), {withFileTypes: true})) {
    if (entry.isDirectory()) edit(`examples/${entry.name}/package.json`, (text) => withRange(text, version));
  }
}
