import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Plugin} from 'vite';

const PAGE = /^\/routers\/([\w-]+)\/(entry|element)\/([\w/-]*)(?:\?|$)/;
const pages = fileURLToPath(new URL('pages/routers/', import.meta.url));
const source = fileURLToPath(new URL('../../src', import.meta.url));

const NAV = '<nav><a href="?view=details">Details</a> <a href="./">Home</a></nav>';

/** The bodies of the pages that a server renders: for Turbo. */
const RENDERED: Readonly<Record<string, string>> = {
  '': '<h1>Home</h1>',
  callback: `<budgea-callback token-url="/routers/token"></budgea-callback>${NAV}`,
};

/**
 * Serves every path of an app with a router: `/routers/vue/entry/callback` imports `budgea-webview/callback` first,
 * `/routers/vue/element/callback` does not. The app itself is in `pages/routers/`.
 */
export function routerPages(): Plugin {
  return {
    name: 'router-pages',
    configureServer({middlewares}) {
      middlewares.use((request, response, next) => {
        const [, app, variant, path = ''] = PAGE.exec(request.url ?? '') ?? [];
        if (!app || !variant) {
          next();
          return;
        }
        const scripts = [
          ...(variant === 'entry' ? [`/@fs${source}/callback.ts`] : []),
          `/routers/${app}${existsSync(`${pages}${app}.tsx`) ? '.tsx' : '.ts'}`,
          `/@fs${source}/define.ts`,
        ];
        const tags = scripts.map((src) => `<script type="module" src="${src}"></script>`);
        const body = (app === 'turbo' && RENDERED[path]) || '<div id="root"></div>';
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(
          `<!doctype html><html lang="en" data-base="/routers/${app}/${variant}/"><title>${app}</title><link rel="icon" href="data:,">${tags.join('')}<body>${body}</body></html>`,
        );
      });
    },
  };
}
