// Measures how many requests the back end answers, and whether its memory grows: on loopback, with the emulated service in
// another process. Run `npm run build` first. SECONDS=10 sets how long each route is asked, or REQUESTS=100000 how often.
import {fork} from 'node:child_process';
import {once} from 'node:events';
import {createServer} from 'node:http';
import {setTimeout} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {createRequestListener} from '@remix-run/node-fetch-server';
import autocannon from 'autocannon';
import {createSandbox} from '../packages/sandbox/dist/index.js';
import {createBackend} from '../dist/server/index.js';
import {nodeListener} from '../dist/server/node.js';

const SECONDS = Number(process.env.SECONDS ?? 10);
const REQUESTS = Number(process.env.REQUESTS ?? 0);
const CONNECTIONS = 20;
/** More codes than can be exchanged in the time, because each works once. */
const CODES = REQUESTS ? REQUESTS + CONNECTIONS : SECONDS * 5000;
const TOKEN = 'sl/wuqgD2eOo+4Zf9FjvAz3YJgU+JKsJ';

/** The servers, each for a process of its own. */
const ROLES = {
  service: () => {
    const users = Array.from({length: CODES}, (_, index) => ({
      token: `token-${index}`,
      code: `code-${index}`,
    }));
    const sandbox = createSandbox({
      users: [
        {token: TOKEN, connections: [{connectorId: 3}, {connectorId: 40, state: 'wrongpass'}]},
        ...users,
      ],
    });
    return createRequestListener((request) => sandbox.fetch(request));
  },
  'back-end': (baseUrl) =>
    nodeListener(
      createBackend({
        baseUrl,
        clientId: 17473055,
        clientSecret: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
        // a user with a token cannot exchange a code
        getUser: ({url}) => ({id: 1, token: url.endsWith('/token') ? null : TOKEN}),
        saveToken: () => undefined,
      }),
    ),
};

const [role, baseUrl] = process.argv.slice(2);
if (role) play(ROLES[role](baseUrl));
else await measure();

/** Starts a server, reports its address, and reports its memory on each message. */
function play(listener) {
  const server = createServer(listener).listen(0, '127.0.0.1', () => {
    process.send(`http://127.0.0.1:${server.address().port}`);
  });
  process.on('message', () => {
    globalThis.gc();
    const {rss, heapUsed} = process.memoryUsage();
    process.send({rss, heapUsed});
  });
  process.on('disconnect', () => process.exit());
}

async function measure() {
  const service = await start('service');
  const backEnd = await start('back-end', service.url);
  try {
    // the first requests warm up the code and the heap, and are not counted
    await run(backEnd.url, 'POST', 'code', () => '{}', {duration: Math.ceil(SECONDS / 2)});
    let next = 0;
    const routes = [
      ['POST', 'code', () => '{}'],
      ['GET', 'connections', () => undefined],
      ['POST', 'token', () => JSON.stringify({code: `code-${next++}`})],
    ];
    let failures = 0;
    for (const [method, route, body] of routes) {
      const before = await backEnd.memory();
      const result = await run(
        backEnd.url,
        method,
        route,
        body,
        REQUESTS ? {amount: REQUESTS} : {duration: SECONDS},
      );
      await setTimeout(1000); // until the last requests have ended
      const after = await backEnd.memory();
      failures += result.errors + result.timeouts + result.non2xx;
      console.log(
        `${method} …/${route}: ${Math.round(result.requests.average)} requests/s,`,
        `p50 ${result.latency.p50} ms, p99 ${result.latency.p99} ms, ${result.requests.total} requests,`,
        `${result.errors + result.timeouts} errors, ${result.non2xx} other answers,`,
        `RSS ${megabytes(before.rss)} before, ${megabytes(after.rss)} after,`,
        `heap ${megabytes(before.heapUsed)} before, ${megabytes(after.heapUsed)} after`,
      );
    }
    process.exitCode = failures ? 1 : 0;
  } finally {
    for (const {child} of [service, backEnd]) child.disconnect();
  }
}

async function start(...args) {
  const child = fork(fileURLToPath(import.meta.url), args, {execArgv: ['--expose-gc']});
  const [url] = await once(child, 'message');
  const memory = async () => {
    child.send('memory');
    const [usage] = await once(child, 'message');
    return usage;
  };
  return {child, url, memory};
}

function run(url, method, route, body, bounds) {
  return autocannon({
    url: `${url}/api/budgea/${route}`,
    connections: CONNECTIONS,
    ...bounds,
    requests: [
      {
        method,
        headers: {'content-type': 'application/json', 'sec-fetch-site': 'same-origin'},
        setupRequest: (request) => ({...request, body: body()}),
      },
    ],
  });
}

function megabytes(bytes) {
  return `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
