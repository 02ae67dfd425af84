import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = new URL('../../', import.meta.url);

/** The folders of the repository with pages of the site. The pages in the root are shown, too. */
const SHOWN = ['docs', 'packages', 'website'];

/** The folders of the repository without pages of the site. */
export const HIDDEN_FOLDERS: readonly string[] = readdirSync(root, {withFileTypes: true})
  .filter((entry) => entry.isDirectory() && !SHOWN.includes(entry.name))
  .map(({name}) => name);

/** A page of the site. */
export interface Page {
  readonly title: string;
  readonly link: string;
}

/** A page, and the pages below it. */
export interface Section extends Page {
  readonly pages: readonly Page[];
}

/** Returns the address of a file on the site: `website/` is its top, and the README of a package is in `docs/`. */
export function addressOf(file: string): string {
  return file.replace(/^website\//, '').replace(/^packages\/(.+)\/README\.md$/, 'docs/$1.md');
}

/** Lists the pages of a folder: first its index, then those with an `order`, then the others by title. */
export function pagesIn(folder: string): readonly Page[] {
  return readdirSync(new URL(`${folder}/`, root))
    .filter((name) => name.endsWith('.md') && name !== 'README.md')
    .map((name) => ({...read(`${folder}/${name}`), isIndex: name === 'index.md'}))
    .filter(({isListed}) => isListed)
    .sort(
      (a, b) =>
        Number(b.isIndex) - Number(a.isIndex) || a.order - b.order || a.title.localeCompare(b.title, 'en'),
    );
}

/** Returns a page by its file in the repository. */
export function pageOf(file: string): Page {
  const {title, link} = read(file);
  return {title, link};
}

/** Lists every index below a folder, with the pages of those folders beside it that have no index. */
export function sectionsIn(folder: string): readonly Section[] {
  const files = readdirSync(new URL(`${folder}/`, root), {recursive: true, encoding: 'utf8'})
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.md'));
  const indexes = files.filter((file) => file.endsWith('/index.md') && file !== `${folder}/index.md`);
  const ownerOf = (file: string): string | undefined =>
    indexes
      .filter((index) => file.startsWith(index.slice(0, -'index.md'.length)))
      .sort((a, b) => b.length - a.length)[0];
  return indexes.sort().map((index) => ({
    ...read(index),
    pages: files
      .filter((file) => file !== index && !indexes.includes(file) && ownerOf(file) === index)
      .map((file) => ({...read(file), title: memberName(read(file).title)}))
      .sort((a, b) => a.title.localeCompare(b.title, 'en')),
  }));
}

function read(file: string): Page & {readonly order: number; readonly isListed: boolean} {
  const text = readFileSync(new URL(file, root), 'utf8');
  const [, heading] = /^# (.+)$/m.exec(text) ?? [];
  if (heading === undefined) throw new Error(`${fileURLToPath(new URL(file, root))} has no title.`);
  const [frontmatter = ''] = /^---\n[^]*?\n---\n/.exec(text) ?? [];
  const [, order = Infinity] = /^order: (\d+)$/m.exec(frontmatter) ?? [];
  const address = addressOf(file.replace(/^\.\//, ''));
  return {
    title: heading.replace(/[`\\]/g, ''),
    link: `/${address.replace(/(?:index)?\.md$/, '')}`,
    order: Number(order),
    isListed: !/^listed: false$/m.test(frontmatter),
  };
}

/** Returns `startFlow` for `Function: startFlow()`. */
function memberName(title: string): string {
  return /: (\w+)/.exec(title)?.[1] ?? title;
}
