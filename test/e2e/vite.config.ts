import {fileURLToPath} from 'node:url';
import {defineConfig, type Plugin} from 'vite';
import {demoBackend} from '../../demo/back-end.js';
import {sandbox} from '../../packages/sandbox/src/vite.js';
import {codeBlocks} from '../support/code-blocks.js';
import {policyPages} from './policy-pages.js';
import {routerPages} from './router-pages.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MODULE = /^\/code\/(.+)\/module\/(\d+)\.ts$/;

/** Serves the code of the pages: `/code/README.md/html/0` is the first HTML block, `…/module/0` the first module. */
function documentedCode(): Plugin {
  return {
    name: 'documented-code',
    resolveId: (id) => (MODULE.test(id) ? id : undefined),
    load(id) {
      const [, page, index] = MODULE.exec(id) ?? [];
      return page === undefined ? undefined : codeBlocks(page, 'ts')[Number(index)];
    },
    configureServer({middlewares}) {
      middlewares.use((request, response, next) => {
        const [, page, kind, index = ''] =
          /^\/code\/(.+)\/(html|module)\/(\d+)(?:\?|$)/.exec(request.url ?? '') ?? [];
        if (request.url === '/budgea-webview.js') request.url = `/@fs${path('../../src/define.ts')}`;
        if (page === undefined) {
          next();
          return;
        }
        const body =
          kind === 'html'
            ? `<script type="module" src="/budgea-webview.js"></script>${codeBlocks(page, 'html')[Number(index)] ?? ''}`
            : `<script type="module">import * as code from '/code/${page}/module/${index}.ts'; Object.assign(window, {code});</script>`;
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(
          `<!doctype html><html lang="en"><title>${page}</title><link rel="icon" href="data:,">${body}`,
        );
      });
    },
  };
}

/** Bare pages, and a service with the values of its documentation, on other origins than the demo. */
export default defineConfig({
  root: path('pages'),
  appType: 'mpa',
  cacheDir: path('../../node_modules/.vite-e2e'),
  resolve: {
    alias: [
      {find: /^budgea-webview\/(flows|server)$/, replacement: path('../../src/$1/index.ts')},
      {find: /^budgea-webview\/(.+)$/, replacement: path('../../src/$1.ts')},
    ],
  },
  // a sandboxed frame has no origin, so its modules are loaded across origins
  optimizeDeps: {
    include: [
      'lit',
      'lit/directives/repeat.js',
      'nanoid',
      'react',
      'react-dom/client',
      'react-router',
      'react-router/dom',
      '@tanstack/react-router',
      'vue',
      'vue-router',
      '@hotwired/turbo',
    ],
  },
  server: {port: 4010, strictPort: true, cors: true},
  plugins: [
    documentedCode(),
    policyPages(),
    routerPages(),
    // it uses the demo's emulated service
    demoBackend(),
    sandbox({
      port: 4011,
      clients: [
        {
          id: '17473055',
          secret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
          redirectUris: ['http://localhost:4010/callback/', 'http://localhost:4010/react/'],
        },
      ],
      users: [
        {
          token: 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ',
          code: '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z',
          connections: [
            {id: 46, connectorId: 3, state: 'wrongpass'},
            {id: 99, connectorId: 7},
          ],
        },
      ],
    }),
  ],
});
