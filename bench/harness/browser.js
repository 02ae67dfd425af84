import {once} from 'node:events';
import {createServer} from 'node:http';
import puppeteer from 'puppeteer-core';
import {resolveChrome} from '../../tools/chrome.js';

/**
 * @typedef {readonly [type: string, body: string]} Page
 * @typedef {Readonly<Record<string, Page>>} Pages
 */

/** Headers that give the pages the finest clock of the browser: 5 µs instead of 100. */
const ISOLATED = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** Returns a page that runs a module. */
export function pageWith(script, body = '') {
  return /** @type {const} */ ([
    'text/html',
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>bench</title>
<body>${body}<script type="module" src="${script}"></script></body></html>`,
  ]);
}

/** Starts the browser of the tests. A page in it may collect garbage, and change its address without a limit. */
export async function launch() {
  const {launchOptions} = await resolveChrome();
  return puppeteer.launch({
    ...launchOptions,
    args: [...launchOptions.args, '--js-flags=--expose-gc', '--disable-ipc-flooding-protection'],
  });
}

/**
 * Serves pages by their paths, on a free port.
 *
 * @param {Pages} pages
 */
export async function serve(pages) {
  return listen((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://localhost');
    const page = pages[pathname];
    if (page) response.writeHead(200, {'content-type': page[0], ...ISOLATED}).end(page[1]);
    else response.writeHead(404).end();
  });
}

/**
 * Starts a server on a free port.
 *
 * @param {import('node:http').RequestListener} listener
 * @returns {Promise<{readonly port: number, readonly origin: string, readonly close: () => void}>}
 */
export async function listen(listener) {
  const server = createServer(listener).listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return {port: address.port, origin: `http://localhost:${address.port}`, close};
}
