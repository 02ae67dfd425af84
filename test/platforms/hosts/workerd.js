// Runs a worker in workerd, as wrangler does: `node workerd.js worker.ts`
import {buildSync} from 'esbuild';
import {Miniflare} from 'miniflare';

const {PORT, PUBLIC_URL, BUDGEA_SECRET, BUDGEA_BASE_URL, WEBHOOK_SECRET} = process.env;
const [, , worker] = process.argv;

const {outputFiles} = buildSync({
  entryPoints: [worker],
  bundle: true,
  format: 'esm',
  conditions: ['workerd', 'worker', 'browser'],
  write: false,
});

const miniflare = new Miniflare({
  host: '127.0.0.1',
  port: Number(PORT),
  modules: [{type: 'ESModule', path: 'worker.js', contents: outputFiles[0].text}],
  compatibilityDate: '2025-11-01',
  bindings: {PUBLIC_URL, BUDGEA_SECRET, WEBHOOK_SECRET},
  kvNamespaces: ['TOKENS', 'SYNCED'],
  // the worker names only a domain, and the emulated service answers for it
  outboundService: ({url, method, headers, body}) => {
    const {origin, pathname, search} = new URL(url);
    if (origin !== 'https://demo.biapi.pro') throw new Error(`The worker asked ${origin}.`);
    const service = new URL(pathname + search, BUDGEA_BASE_URL);
    return fetch(service, {method, headers: withoutHost(headers), body, duplex: 'half', redirect: 'manual'});
  },
});
await miniflare.ready;

function withoutHost(headers) {
  return [...headers].filter(([name]) => name !== 'host');
}
