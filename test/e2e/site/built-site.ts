import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** The path that the site is built for. */
export const BASE = '/budgea-webview/';

const built = new URL('../../../website/.vitepress/dist/', import.meta.url);

/** The files of the built site. */
export const FILES: readonly string[] = readdirSync(fileURLToPath(built), {
  recursive: true,
  encoding: 'utf8',
});

/** Its pages. */
export const PAGES: readonly string[] = FILES.filter((file) => file.endsWith('.html')).sort();

/** The markup of a page. */
export function markupOf(page: string): string {
  return readFileSync(new URL(page, built), 'utf8');
}
