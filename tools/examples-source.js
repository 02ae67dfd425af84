import {cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {lockWithTarballs, withTarballs, written} from './lock-examples.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The name of the guide among the examples. */
export const GUIDE = 'guide';

const GUIDE_PAGE = join(root, 'docs/react-and-express.md');

/** The files that remain in an example after somebody tried it. */
const BUILT = [
  'node_modules',
  'dist',
  'build',
  '.angular',
  '.astro',
  '.next',
  '.nuxt',
  '.output',
  '.react-router',
  '.svelte-kit',
];

/** Whether a folder of `examples/` is one. */
export function isExample(name) {
  return existsSync(join(root, 'examples', name, 'package.json'));
}

/** Copies an example, with ports of its own and the packages that were just packed. */
export function copyExample(name, site, tarballs) {
  const from = join(root, 'examples', name);
  cpSync(from, site.folder, {
    recursive: true,
    filter: (path) => !BUILT.some((part) => path.endsWith(`/${part}`)),
  });
  for (const entry of readdirSync(site.folder, {recursive: true, withFileTypes: true})) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, 'utf8');
    // a hash in a lock file can contain the digits of a port
    if (entry.name === 'package-lock.json')
      writeFileSync(path, written(lockWithTarballs(JSON.parse(text), tarballs)));
    else if (entry.name === 'package.json')
      writeFileSync(path, written(withTarballs(JSON.parse(site.localized(text)), tarballs)));
    else writeFileSync(path, site.localized(text));
  }
}

/** Follows the guide exactly: writes its files, and runs its commands except the last one, which starts it. */
export async function followGuide(site, tarballs) {
  mkdirSync(site.folder, {recursive: true});
  const steps = guideSteps(readFileSync(GUIDE_PAGE, 'utf8'));
  for (const {file, text} of steps) {
    if (file) {
      const path = join(site.folder, file);
      mkdirSync(dirname(path), {recursive: true});
      writeFileSync(path, site.localized(text));
    } else {
      for (const line of text
        .trim()
        .split('\n')
        .filter((line) => line !== 'npm start')) {
        await site.run(
          line.replace(/(?<=npm install .*)\bbudgea-(?:webview|sandbox)\b/g, (name) => tarballs[name]),
        );
      }
    }
  }
}

/** The code of the guide in its order: what follows a paragraph that begins with a file's name is that file. */
function guideSteps(page) {
  const blocks = page.matchAll(/(?:^`([^`\n]+)`.*\n(?:.+\n)*\n)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, file, language, text]) => {
    if (!file && language !== 'sh')
      throw new Error(`The guide has code that is neither a file nor a command:\n${text}`);
    return {file, text};
  });
}
