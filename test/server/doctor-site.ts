import {
  type IncomingHttpHeaders,
  type IncomingMessage,
  request as httpRequest,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import {buffer} from 'node:stream/consumers';
import {
  doctor,
  type DoctorOptions,
  type Finding,
  type RunningSandbox,
  startSandbox,
} from '../../packages/sandbox/src/testing.js';
import {type Backend, type BackendOptions, createBackend, createWebhooks} from '../../src/server/index.js';
import {nodeListener} from '../../src/server/node.js';
import {SECRET} from './sign.js';
import {CLIENT} from './todays-service.js';
import {listen, type Listening} from './upstream.js';

/** An answer on its way through the proxy. */
export interface Passing {
  /** The path and the query that the browser asked for. */
  readonly path: string;
  readonly method: string;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

/** What a proxy does wrong. */
export interface Mistake {
  /** Changes the headers of a request, or returns another path. */
  readonly request?: (headers: IncomingHttpHeaders, path: string) => string | undefined;
  readonly answer?: (passing: Passing) => void;
  /** Answers by itself. Returns whether it did. */
  readonly instead?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** What a set-up does wrong. Nothing by default. */
export interface SetUp {
  readonly proxy?: Mistake;
  readonly options?: Partial<BackendOptions>;
  /** Makes a server of the back end and the webhooks. */
  readonly serve?: (routes: RequestListener, webhooks: RequestListener, site: DoctorSite) => RequestListener;
  readonly sandbox?: Parameters<typeof startSandbox>[0];
}

/** A whole site over HTTP: the emulated service, a back end with its webhooks, and a proxy in front of it. */
export class DoctorSite implements AsyncDisposable {
  readonly tokens = new Map<string, string>();
  sandbox!: RunningSandbox;
  #proxy!: Listening;
  #server!: Listening;
  readonly #setUp: SetUp;

  private constructor(setUp: SetUp) {
    this.#setUp = setUp;
  }

  static async start(setUp: SetUp = {}): Promise<DoctorSite> {
    const site = new DoctorSite(setUp);
    site.sandbox = await startSandbox(setUp.sandbox);
    site.#proxy = await listen((request, response) => {
      void forward(site.#server.url, request, response, setUp.proxy ?? {});
    });
    const backend = nodeListener(site.backend());
    const webhooks = nodeListener(createWebhooks({verify: {hmac: SECRET}, on: {}, onError: () => undefined}));
    const serve = setUp.serve ?? routed;
    site.#server = await listen(serve(backend, webhooks, site));
    return site;
  }

  /** The address by which browsers reach the site. */
  get url(): string {
    return this.#proxy.url;
  }

  /** Creates the back end. */
  backend(options: Partial<BackendOptions> = {}): Backend {
    return createBackend({
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
      baseUrl: this.sandbox.url,
      publicUrl: `${this.url}/api/budgea`,
      getUser: ({headers}) => {
        const [, id] = /(?:^|; )session=(\w+)/.exec(headers.get('cookie') ?? '') ?? [];
        return id === undefined ? null : {id, token: this.tokens.get(id)};
      },
      saveToken: ({id}, token) => void this.tokens.set(String(id), token ?? ''),
      onError: () => undefined,
      ...this.#setUp.options,
      ...options,
    });
  }

  /** Calls the doctor. */
  examine(options: DoctorOptions = {}): Promise<readonly Finding[]> {
    return doctor({
      backend: `${this.url}/api/budgea`,
      headers: {cookie: 'session=ada'},
      sandbox: this.sandbox.url,
      webhooks: `${this.url}/webhooks`,
      webhookSecret: SECRET,
      ...options,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#proxy[Symbol.asyncDispose]();
    await this.#server[Symbol.asyncDispose]();
    await this.sandbox.close();
  }
}

/** Answers the routes, the webhooks, and pages for everything else. */
export function routed(routes: RequestListener, webhooks: RequestListener): RequestListener {
  return (request, response) => {
    if (request.url?.startsWith('/api/budgea/')) routes(request, response);
    else if (request.url?.startsWith('/webhooks/')) webhooks(request, response);
    else response.writeHead(404, {'content-type': 'text/html'}).end('<!doctype html>Not found');
  };
}

/** Forwards a request to a server, with all mistakes. */
async function forward(
  server: string,
  request: IncomingMessage,
  response: ServerResponse,
  mistake: Mistake,
): Promise<void> {
  if (mistake.instead?.(request, response) === true) return;
  const {url = '/', method = 'GET'} = request;
  const headers = {...request.headers};
  const path = mistake.request?.(headers, url) ?? url;
  try {
    const body = await buffer(request);
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      httpRequest(new URL(path, server), {method, headers}, resolve).on('error', reject).end(body);
    });
    const passing: Passing = {
      path: url,
      method,
      status: answer.statusCode ?? 0,
      headers: {...answer.headers},
      body: await buffer(answer),
    };
    mistake.answer?.(passing);
    response.writeHead(passing.status, passing.headers as Record<string, string>).end(passing.body);
  } catch {
    response.destroy();
  }
}

/** Returns a `fetch` that reaches `https://app.test` through the site's proxy, as behind one that ends TLS. */
export function httpsThrough(site: DoctorSite): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (url.host !== 'app.test') return fetch(request);
    const body = Buffer.from(await request.arrayBuffer());
    const headers = {...Object.fromEntries(request.headers), host: url.host, 'x-forwarded-proto': 'https'};
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const target = new URL(url.pathname + url.search, site.url);
      httpRequest(target, {method: request.method, headers}, resolve).on('error', reject).end(body);
    });
    const received = new Headers();
    for (const [name, values = []] of Object.entries(answer.headersDistinct)) {
      for (const value of values) received.append(name, value);
    }
    const status = answer.statusCode ?? 0;
    const bytes = await buffer(answer);
    return new Response(status === 204 ? null : bytes, {status, headers: received});
  };
}
