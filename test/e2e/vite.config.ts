import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vite';
import {sandbox} from '../../src/sandbox/index.js';

/** Bare pages and a service with the documentation's own values, on origins of their own. */
export default defineConfig({
  root: fileURLToPath(new URL('pages', import.meta.url)),
  appType: 'mpa',
  cacheDir: fileURLToPath(new URL('../../node_modules/.vite-e2e', import.meta.url)),
  server: {port: 4010, strictPort: true},
  plugins: [
    sandbox({
      port: 4011,
      clients: [
        {
          id: '17473055',
          secret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
          redirectUris: ['http://localhost:4010/callback/'],
        },
      ],
      users: [
        {
          token: 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ',
          code: '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z',
          connections: [{id: 46, connectorId: 3, error: 'wrongpass'}],
        },
      ],
    }),
  ],
});
