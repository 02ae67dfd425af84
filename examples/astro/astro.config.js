import {createRequestListener} from '@remix-run/node-fetch-server';
import {defineConfig} from 'astro/config';
import {sandbox} from 'budgea-sandbox/vite';
import {backEnd} from './back-end.js';

export default defineConfig({
  server: {port: 3000},
  devToolbar: {enabled: false},
  vite: {
    plugins: [
      sandbox({port: 4001}),
      {
        name: 'back-end',
        configureServer({middlewares}) {
          middlewares.use('/api', createRequestListener(backEnd));
        },
      },
    ],
  },
});
