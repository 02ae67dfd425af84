import {createRequestListener} from '@remix-run/node-fetch-server';
import react from '@vitejs/plugin-react';
import {sandbox} from 'budgea-sandbox/vite';
import {defineConfig} from 'vite';
import {backEnd} from './back-end.js';

function mountBackEnd({middlewares}) {
  middlewares.use('/api', createRequestListener(backEnd));
}

export default defineConfig({
  plugins: [
    react(),
    sandbox({port: 4001}),
    {name: 'back-end', configureServer: mountBackEnd, configurePreviewServer: mountBackEnd},
  ],
  server: {port: 3000, strictPort: true},
  preview: {port: 3000, strictPort: true},
});
