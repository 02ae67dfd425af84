import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {createRequestListener} from '@remix-run/node-fetch-server';
import {backEnd} from './back-end.js';

const FILES = {
  '/': ['pages/index.html', 'text/html'],
  '/home.js': ['pages/home.js', 'text/javascript'],
  '/callback': ['pages/callback.html', 'text/html'],
  '/budgea-webview.js': ['node_modules/budgea-webview/dist/cdn/budgea-webview.js', 'text/javascript'],
};

async function answer(request) {
  const {pathname} = new URL(request.url);
  if (pathname.startsWith('/api/')) return backEnd(request);
  const [file, type] = FILES[pathname] ?? [];
  if (!file) return new Response('Not found', {status: 404});
  return new Response(await readFile(new URL(file, import.meta.url)), {headers: {'content-type': type}});
}

createServer(createRequestListener(answer)).listen(3000, () => {
  console.log('http://localhost:3000');
});
