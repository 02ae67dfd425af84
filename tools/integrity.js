// Writes the hashes of the single file and its languages for subresource integrity to dist/cdn/integrity.json; with
// --readme, the single file's to the README.
import {createHash} from 'node:crypto';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';

const root = new URL('../', import.meta.url);
const cdn = new URL('dist/cdn/', root);
const FILE = 'budgea-webview.js';

/** Returns a file's hash, as the attribute `integrity` takes it. */
export function integrityOf(bytes) {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

/** Returns the README with another version and hash of the single file. */
export function withIntegrity(readme, version, integrity) {
  return readme
    .replaceAll(/budgea-webview@[\w.-]+\//g, `budgea-webview@${version}/`)
    .replaceAll(/integrity="[^"]*"/g, `integrity="${integrity}"`);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const hashOf = (file) => integrityOf(readFileSync(new URL(file, cdn)));
  if (process.argv.includes('--readme')) {
    const {version} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
    const readme = new URL('README.md', root);
    writeFileSync(readme, withIntegrity(readFileSync(readme, 'utf8'), version, hashOf(FILE)));
  } else {
    const languages = readdirSync(new URL('languages/', cdn)).filter((name) => name.endsWith('.js'));
    const files = [FILE, ...languages.sort().map((name) => `languages/${name}`)];
    const hashes = Object.fromEntries(files.map((file) => [file, hashOf(file)]));
    writeFileSync(new URL('integrity.json', cdn), `${JSON.stringify(hashes, null, 2)}\n`);
  }
}
