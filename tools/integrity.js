// The single file's hash for subresource integrity, in dist/cdn/integrity.json; with --readme, in the README too.
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';

const root = new URL('../', import.meta.url);
const FILE = 'budgea-webview.js';

/** What `integrity` says of a file. */
export function integrityOf(bytes) {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

/** The README with the version and the hash of the single file as it is built now. */
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
