import {moveToHash} from './to-hash.js';
import {TOKEN_URL} from './base.js';

const PAGES: Readonly<Record<string, string>> = {
  '#/callback': `<budgea-callback token-url="${TOKEN_URL}"></budgea-callback><a href="#/callback?view=details">Details</a> <a href="#/">Home</a>`,
};

/** Shows the page that the hash names, as a router of a few lines does. */
function show(): void {
  const [path = ''] = location.hash.split('?');
  const root = document.querySelector('#root') as HTMLElement;
  if (root.dataset['path'] === path) return;
  root.dataset['path'] = path;
  root.innerHTML = PAGES[path] ?? '<h1>Home</h1>';
}

moveToHash();
addEventListener('hashchange', show);
show();
