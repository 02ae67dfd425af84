import {missing} from '../flows/flow-error.js';
import {isGiven} from '../flows/parameters.js';
import {serviceOrigin} from '../flows/service-origin.js';
import {Refusal, refuseForeign, readJson} from './requests.js';
import {exchangeCode, mintCode, type Service} from './service.js';

/** What the two routes need to know, and how they reach the host's users. */
export interface BackendOptions {
  /** Your API's domain, such as `demo`. Needed unless `baseUrl` is given. */
  readonly domain?: string | null | undefined;
  /** The client application's id. */
  readonly clientId: string | number;
  /** The client application's secret. It never leaves the back end. */
  readonly clientSecret: string;
  /** The permanent token of the user who sends this request; nothing where there is none yet. */
  readonly getToken: (request: Request) => string | null | undefined | Promise<string | null | undefined>;
  /** Keeps the permanent token of the user who sends this request. */
  readonly saveToken: (request: Request, token: string) => void | Promise<void>;
  /** Another host of the same shape, such as the emulated service: https, or http on this very machine. */
  readonly baseUrl?: string | null | undefined;
  /** How the service is called. Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Answers the two routes; anything else is a 404. */
export type Backend = (request: Request) => Promise<Response>;

/**
 * The two back-end routes of an integration, to be mounted under any path: `POST …/code` mints a temporary code for
 * the signed-in user (204 where there is no user yet), `POST …/token` exchanges a received code for a permanent token
 * and saves it.
 *
 * The secret and the permanent tokens never reach the browser, and requests from other origins are refused. A failure
 * answers `{"error": "…", "message": "…"}`; the message says what to do and holds no secret.
 *
 * What `getToken` and `saveToken` throw is the host's own, and passed on.
 *
 * @throws {FlowError} where the service or the client application is not named.
 */
export function createBackend(options: BackendOptions): Backend {
  for (const name of ['clientId', 'clientSecret'] as const) {
    if (!isGiven(options[name])) throw missing(name, 'the console has it, under your client application');
  }
  const service: Service = {
    origin: serviceOrigin(options.domain, options.baseUrl),
    clientId: String(options.clientId),
    clientSecret: options.clientSecret,
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  };
  const routes: Readonly<Record<string, (request: Request) => Promise<Response>>> = {
    code: async (request) => {
      const token = await options.getToken(request);
      return token ? Response.json({code: await mintCode(service, token)}, NEVER_STORED) : nothing();
    },
    token: async (request) => {
      const {code} = await readJson(request);
      if (typeof code !== 'string' || code === '') {
        throw new Refusal(400, 'missing-code', 'Send the received code as {"code": "…"}.');
      }
      await options.saveToken(request, await exchangeCode(service, code));
      return nothing();
    },
  };

  return async (request) => {
    try {
      const name = new URL(request.url).pathname.split('/').pop() ?? '';
      const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
      if (!route) throw new Refusal(404, 'unknown-route', 'The routes are …/code and …/token.');
      refuseForeign(request);
      return await route(request);
    } catch (error) {
      if (error instanceof Refusal) return error.toResponse();
      throw error;
    }
  };
}

const NEVER_STORED: ResponseInit = {headers: {'cache-control': 'no-store'}};

function nothing(): Response {
  return new Response(null, {...NEVER_STORED, status: 204});
}
