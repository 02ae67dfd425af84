// The service worker of the documentation site. It answers below the addresses of the emulation with the emulated site, and
// leaves all other requests to the network.
import {ADDRESSES} from './addresses.js';
import {createEmulatedSite, type Message} from './emulated-site.js';

/** The part of a worker's scope that is used. */
interface WorkerScope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {claim(): Promise<void>};
  skipWaiting(): Promise<void>;
}

interface WaitingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends WaitingEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** All requests since the visitor began. The state of the emulated site follows from them. */
interface Story {
  readonly seed: string;
  readonly messages: readonly Message[];
}

const scope = globalThis as unknown as WorkerScope;
const base = new URL(scope.registration.scope).pathname;
const startOver = `${base}${ADDRESSES.api}/start-over`;

/** The cache of the story. Browsers end an idle worker after about thirty seconds, and a bank's form takes longer. */
const CACHE = 'budgea-webview documentation';
const KEY = `${base}${ADDRESSES.api}/story`;
/** The maximum length of a story. A longer one starts again. */
const MAX_MESSAGES = 500;

scope.addEventListener('install', (event) => {
  (event as WaitingEvent).waitUntil(scope.skipWaiting());
});

scope.addEventListener('activate', (event) => {
  // the same messages may lead to another state in another version
  (event as WaitingEvent).waitUntil(caches.delete(CACHE).then(() => scope.clients.claim()));
});

scope.addEventListener('message', (event) => {
  // a page that was loaded past the worker asks to be answered, too
  (event as WaitingEvent).waitUntil(scope.clients.claim());
});

scope.addEventListener('fetch', (event) => {
  const {request} = event as FetchEvent;
  const {origin, pathname} = new URL(request.url);
  const isEmulated = [ADDRESSES.api, ADDRESSES.service].some((address) =>
    pathname.startsWith(`${base}${address}/`),
  );
  if (origin === location.origin && isEmulated) (event as FetchEvent).respondWith(inTurn(request));
});

let story: Story | undefined;
let site: ReturnType<typeof createEmulatedSite> | undefined;
let before: Promise<unknown> = Promise.resolve();

/** Answers requests one after the other, in the order of the story. */
function inTurn(request: Request): Promise<Response> {
  const answering = before.then(() => answer(request));
  before = answering.catch(() => undefined);
  return answering;
}

async function answer(request: Request): Promise<Response> {
  const {method, url, destination} = request;
  if (new URL(url).pathname === startOver) {
    await begin();
    return new Response(null, {status: 204});
  }
  const message: Message = {
    time: Date.now(),
    method,
    url,
    headers: Object.fromEntries(request.headers),
    body: await request.text(),
  };
  const {seed, messages} = (story ??= await recall());
  site ??= await replay(story);
  const response = await site(message);
  if (method !== 'GET' || destination === 'document') await keep({seed, messages: [...messages, message]});
  return response;
}

/** Creates the site as it is after a story. */
async function replay({seed, messages}: Story): Promise<(message: Message) => Promise<Response>> {
  const fresh = createEmulatedSite(base, seed);
  for (const message of messages) await fresh(message);
  return fresh;
}

async function recall(): Promise<Story> {
  const kept = await (await caches.open(CACHE)).match(KEY);
  const found = (await kept?.json()) as Story | undefined;
  return found && found.messages.length < MAX_MESSAGES ? found : {seed: crypto.randomUUID(), messages: []};
}

async function keep(next: Story): Promise<void> {
  story = next;
  await (await caches.open(CACHE)).put(KEY, Response.json(next));
}

async function begin(): Promise<void> {
  site = undefined;
  await keep({seed: crypto.randomUUID(), messages: []});
}
