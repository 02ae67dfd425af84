import {existsSync, statSync} from 'node:fs';
import {posix} from 'node:path';
import type {MarkdownRenderer} from 'vitepress';
import {addressOf, HIDDEN_FOLDERS} from './pages.js';

/** The address of the repository. */
export const REPOSITORY = 'https://github.com/budgea-webview/budgea-webview';

/**
 * Rewrites links. They are written as they work in the repository, from file to file. On the site, a link leads to the page
 * of the file, or else to the file in the repository. Any other link stays as it is, and the build fails if it is dead.
 */
export function repositoryLinks(md: MarkdownRenderer, root: string): void {
  md.core.ruler.push('repository-links', (state) => {
    const {realPath, path = realPath} = state.env as {readonly realPath?: string; readonly path?: string};
    if (path === undefined) return; // only a title
    const folder = posix.dirname(posix.relative(root, realPath ?? path));
    for (const link of state.tokens.flatMap(({children}) => children ?? [])) {
      const href = link.type === 'link_open' ? link.attrGet('href') : null;
      if (href !== null && !/^(?:[a-z]+:|[/#])/.test(href))
        link.attrSet('href', destinationOf(href, folder, root));
    }
  });
}

function destinationOf(href: string, folder: string, root: string): string {
  const [, target = '', rest = ''] = /^([^?#]*)(.*)$/.exec(href) ?? [];
  const file = posix.join(folder, target);
  if (!existsSync(posix.join(root, file))) return href;
  if (isPage(file)) return `/${addressOf(file)}${rest}`;
  const kind = statSync(posix.join(root, file)).isDirectory() ? 'tree' : 'blob';
  return `${REPOSITORY}/${kind}/main/${file.replace(/\/$/, '')}${rest}`;
}

function isPage(file: string): boolean {
  const [first = ''] = file.split('/');
  return file.endsWith('.md') && file !== 'README.md' && !HIDDEN_FOLDERS.includes(first);
}
