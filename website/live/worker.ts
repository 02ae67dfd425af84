// The emulated site as a service worker of the documentation: it answers below the addresses of the emulation, and
// leaves everything else to the network.
import {ADDRESSES} from './addresses.js';
import {createEmulatedSite, type Message} from './emulated-site.js';

/** What a worker's scope has, as far as it is used here. */
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

/** What happened since the visitor began, from which everything else follows. */
interface Story {
  readonly seed: string;
  readonly messages: readonly Message[];
}

const scope = globalThis as unknown as WorkerScope;
const base = new URL(scope.registration.scope).pathname;
const startOver = `${base}${ADDRESSES.api}/start-over`;

/** Where the story is kept: browsers end an idle worker after some thirty seconds, and a bank's form takes longer. */
const CACHE = 'budgea-webview documentation';
const KEY = `${base}${ADDRESSES.api}/story`;
/** A story gets no longer than this, and begins anew. */
const MOST_MESSAGES = 500;

scope.addEventListener('install', (event) => {
  (event as WaitingEvent).waitUntil(scope.skipWaiting());
});

scope.addEventListener('activate', (event) => {
  // another version may tell another story from the same messages
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

/** Answers one after the other, as the story is told. */
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
  site ??= await retold(story);
  const response = await site(message);
  if (method !== 'GET' || destination === 'document') await keep({seed, messages: [...messages, message]});
  return response;
}

/** The site as it is after everything that happened. */
async function retold({seed, messages}: Story): Promise<(message: Message) => Promise<Response>> {
  const fresh = createEmulatedSite(base, seed);
  for (const message of messages) await fresh(message);
  return fresh;
}

async function recall(): Promise<Story> {
  const kept = await (await caches.open(CACHE)).match(KEY);
  const found = (await kept?.json()) as Story | undefined;
  return found && found.messages.length < MOST_MESSAGES ? found : {seed: crypto.randomUUID(), messages: []};
}

async function keep(next: Story): Promise<void> {
  story = next;
  await (await caches.open(CACHE)).put(KEY, Response.json(next));
}

async function begin(): Promise<void> {
  site = undefined;
  await keep({seed: crypto.randomUUID(), messages: []});
}
