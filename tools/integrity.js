// Writes the single file's hash for subresource integrity to dist/cdn/integrity.json; with --readme, to the README.
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';

const root = new URL('../', import.meta.url);
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
  const integrity = integrityOf(readFileSync(new URL(`dist/cdn/${FILE}`, root)));
  if (process.argv.includes('--readme')) {
    const {version} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
    const readme = new URL('README.md', root);
    writeFileSync(readme, withIntegrity(readFileSync(readme, 'utf8'), version, integrity));
  } else {
    writeFileSync(
      new URL('dist/cdn/integrity.json', root),
      `${JSON.stringify({[FILE]: integrity}, null, 2)}\n`,
    );
  }
}
