import {fileURLToPath} from 'node:url';
import {defineConfig, type Plugin} from 'vite';
import {sandbox} from '../../src/sandbox/index.js';
import {codeBlocks} from '../support/code-blocks.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const MODULE = /^\/readme\/(\d+)\.ts$/;

/** Serves the README's own code: `/readme/0.html` is its first HTML block, `/readme/0.ts` its first module. */
function readme(): Plugin {
  return {
    name: 'readme',
    resolveId: (id) => (MODULE.test(id) ? id : undefined),
    load(id) {
      const index = MODULE.exec(id)?.[1];
      return index === undefined ? undefined : codeBlocks('README.md', 'ts')[Number(index)];
    },
    configureServer({middlewares}) {
      middlewares.use((request, response, next) => {
        const [, kind, index = ''] = /^\/readme\/(html|module)\/(\d+)/.exec(request.url ?? '') ?? [];
        if (request.url === '/budgea-webview.js') request.url = `/@fs${path('../../src/define.ts')}`;
        if (!kind) {
          next();
          return;
        }
        const body =
          kind === 'html'
            ? `<script type="module" src="/budgea-webview.js"></script>${codeBlocks('README.md', 'html')[Number(index)] ?? ''}`
            : `<script type="module">import * as readme from '/readme/${index}.ts'; Object.assign(window, {readme});</script>`;
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(
          `<!doctype html><html lang="en"><title>README</title><link rel="icon" href="data:,">${body}`,
        );
      });
    },
  };
}

/** Bare pages and a service with the documentation's own values, on origins of their own. */
export default defineConfig({
  root: path('pages'),
  appType: 'mpa',
  cacheDir: path('../../node_modules/.vite-e2e'),
  resolve: {alias: {'budgea-webview/flows': path('../../src/flows/index.ts')}},
  // a sandboxed frame is of no origin, and loads its modules across origins
  optimizeDeps: {include: ['lit', 'nanoid', 'react', 'react-dom/client']},
  server: {port: 4010, strictPort: true, cors: true},
  plugins: [
    readme(),
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
            {id: 46, connectorId: 3, error: 'wrongpass'},
            {id: 99, connectorId: 7},
          ],
        },
      ],
    }),
  ],
});
