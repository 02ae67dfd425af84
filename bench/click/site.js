// The servers of the part `click`: a site with its back end, and a service that records when a request arrives.
import {once} from 'node:events';
import {connect, createServer as createTcpServer} from 'node:net';
import {setTimeout as wait} from 'node:timers/promises';
import {listen} from '../harness/browser.js';
import {bundleOf} from '../harness/bundle.js';

/** How long the back end takes to give a code, in ms. */
export const CODE_TIME = 100;
/** How long a connection to a distant host takes until the first byte, in ms: DNS, TCP and TLS. */
export const HANDSHAKE = 150;

const CODE = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';
const NO_ICON = '<!doctype html><html lang="en"><title>bench</title><link rel="icon" href="data:,">';
const STYLE = 'style="display: block; width: 200px; height: 60px"';
const SCRIPTS = ['element', 'by-hand', 'preconnect'];

/** Starts the service. It records when a request arrives, and shows a page. Each request needs its own connection. */
export async function startService() {
  /** @type {(time: number) => void} */
  let onArrival = () => undefined;
  const server = await listen((request, response) => {
    const arrived = performance.now();
    if (request.headers['sec-fetch-dest'] === 'document') onArrival(arrived);
    response.writeHead(200, {'content-type': 'text/html', connection: 'close'}).end(NO_ICON);
  });
  /** @returns {Promise<number>} */
  const nextArrival = () =>
    new Promise((resolve) => {
      onArrival = resolve;
    });
  return {...server, nextArrival};
}

/** Starts a proxy that delays each connection to the service. */
export async function atDistance(port) {
  const server = createTcpServer(async (near) => {
    near.on('error', () => near.destroy());
    await wait(HANDSHAKE);
    const far = connect(port, '127.0.0.1');
    far.on('error', () => near.destroy());
    near.on('close', () => far.destroy());
    near.pipe(far).pipe(near);
  }).listen(0);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {port: address.port, close: () => server.close()};
}

/**
 * Starts the site. It has a page for each thing to click, by its name, which leads to the host in its query; and the route
 * for codes. `requested` returns how many requests it had.
 */
export async function startSite() {
  const scripts = new Map();
  for (const name of SCRIPTS) scripts.set(`/${name}.js`, await bundleOf(`click/${name}.js`));
  let requests = 0;
  const server = await listen(async ({url = '/'}, response) => {
    requests += 1;
    const {pathname, searchParams} = new URL(url, 'http://localhost');
    const send = (type, text) => response.writeHead(200, {'content-type': type}).end(text);
    if (pathname === '/code') {
      await wait(CODE_TIME);
      send('application/json', JSON.stringify({code: CODE}));
    } else if (scripts.has(pathname)) {
      send('text/javascript', scripts.get(pathname));
    } else {
      send('text/html', NO_ICON + PAGES[pathname.slice(1)](searchParams.get('service')));
    }
  });
  return {...server, requested: () => requests};
}

const script = (name) => `<script type="module" src="/${name}.js"></script>`;
const address = (origin) =>
  `${origin}/2.0/auth/webview/en/connect?client_id=17473055&amp;redirect_uri=http%3A%2F%2Flocalhost%2Fcallback`;
const link = (origin) => `<a href="${address(origin)}" ${STYLE}>Connect</a>`;
const element = (origin, code) =>
  `<budgea-connect base-url="${origin}" client-id="17473055" redirect-uri="/callback" ${code}>
    <button slot="trigger" ${STYLE}>Connect</button>
  </budgea-connect>${script('element')}`;

const PAGES = {
  link,
  'link-preconnected': (origin) => link(origin) + script('preconnect'),
  'by-hand': (origin) => `<button ${STYLE} onclick="location.assign('${address(origin)}')">Connect</button>`,
  'by-hand-asking': (origin) =>
    `<button ${STYLE} data-href="${address(origin)}">Connect</button>${script('by-hand')}`,
  element: (origin) => element(origin, `code="${CODE}"`),
  'element-asking': (origin) => element(origin, 'code-url="/code"'),
};
