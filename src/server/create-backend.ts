import {invalid, missing} from '../service/flow-error.js';
import {isGiven} from '../service/parameters.js';
import {serviceOrigin} from '../service/addresses.js';
import {BackendError} from './backend-error.js';
import {exchangeCode, mintCode} from './codes.js';
import {type Connection, isId, readConnection} from './connection.js';
import {parseBody, readBody, refuseForeign} from './requests.js';
import {errorResponse, json, nothing} from './responses.js';
import {CODE_TYPES, type CodeType, type Service} from './service.js';

/** How long the service may take, in ms: less than the page waits, so that it hears why. */
const TIME_LIMIT = 8_000;

/** The longest that a timer can wait, in ms; a longer one would end at once. */
const LONGEST_TIME_LIMIT = 2 ** 31 - 1;

/** What the routes need to know, and how they reach the host's users. */
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
  /** `singleAccess` mints codes that work once alone. Default: codes that work for 30 minutes. */
  readonly codeType?: CodeType | null | undefined;
  /** How long the service may take in all for one request, in ms. Default: 8,000; the elements wait for 10,000. */
  readonly timeLimit?: number | null | undefined;
  /** Another host of the same shape, such as the emulated service: https, or http on this very machine. */
  readonly baseUrl?: string | null | undefined;
  /** How the service is called. Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Answers the two routes, and anything else with 404. It keeps nothing from one request to the next. */
export interface Backend {
  (request: Request): Promise<Response>;

  /**
   * The connection of an id, if it is one of those of the user who sends this request; `undefined` where it is not,
   * where there is no user, and for what is no id. So an id that came in an address may be believed, or not.
   *
   * @throws {BackendError} where the service cannot say.
   */
  readonly connection: (
    request: Request,
    id: string | number | null | undefined,
  ) => Promise<Connection | undefined>;
}

/**
 * The two back-end routes of an integration, to be mounted under any path: `POST …/code` mints a temporary code for
 * the signed-in user (204 where there is no user yet), `POST …/token` exchanges a received code for a permanent token
 * and saves it.
 *
 * The secret and the permanent tokens never reach the browser, and requests from other origins are refused. A failure
 * answers `{"error": "…", "message": "…"}`, the code and the message of a `BackendError`.
 *
 * What `getToken` and `saveToken` throw is the host's own, and passed on. By the time of `saveToken` the code is spent:
 * a token that is not saved is lost.
 *
 * @throws {FlowError} where the service or the client application is not named, or an option is none.
 */
export function createBackend(options: BackendOptions): Backend {
  const service = serviceOf(options);
  const routes: Readonly<Record<string, (request: Request, body: Uint8Array) => Promise<Response>>> = {
    code: async (request) => {
      const token = await options.getToken(request);
      return token ? json({code: await mintCode(service, token)}) : nothing();
    },
    token: async (request, body) => {
      const {code} = parseBody(body);
      if (typeof code !== 'string' || code === '') throw new BackendError('missing-code');
      await options.saveToken(request, await exchangeCode(service, code));
      return nothing();
    },
  };

  const answer = async (request: Request): Promise<Response> => {
    try {
      const name = new URL(request.url).pathname.split('/').pop() ?? '';
      const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
      if (!route) throw new BackendError('unknown-route');
      refuseForeign(request);
      return await route(request, await readBody(request));
    } catch (error) {
      if (error instanceof BackendError) return errorResponse(error);
      throw error;
    }
  };
  const connection: Backend['connection'] = async (request, id) => {
    const text = String(id);
    const token = isId(text) ? await options.getToken(request) : undefined;
    return token ? readConnection(service, token, text) : undefined;
  };
  return Object.assign(answer, {connection});
}

/** Checks the options before anybody calls, rather than at the first request. */
function serviceOf(given: BackendOptions): Service {
  const options = withoutPollution(given);
  for (const name of ['clientId', 'clientSecret'] as const) {
    if (!isGiven(options[name])) missing(name);
  }
  for (const name of ['getToken', 'saveToken'] as const) {
    if (typeof options[name] !== 'function') missing(name);
  }
  const codeType = isGiven(options.codeType) ? options.codeType : undefined;
  if (codeType && !CODE_TYPES.includes(codeType)) {
    invalid('codeType', "'singleAccess', or left out");
  }
  const timeLimit = options.timeLimit ?? TIME_LIMIT;
  if (!Number.isInteger(timeLimit) || timeLimit < 1 || timeLimit > LONGEST_TIME_LIMIT) {
    invalid('timeLimit', 'a whole number of ms, such as 8000');
  }
  return {
    origin: serviceOrigin(options.domain, options.baseUrl),
    clientId: String(options.clientId),
    clientSecret: options.clientSecret,
    codeType,
    timeLimit,
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  };
}

/** The options without what every object says: whoever pollutes `Object.prototype` must not get the secret sent. */
function withoutPollution(options: BackendOptions): BackendOptions {
  const isOwn = (name: PropertyKey): boolean => Object.hasOwn(options, name) || !(name in Object.prototype);
  return new Proxy(options, {
    get: (target, name): unknown => (isOwn(name) ? Reflect.get(target, name) : undefined),
  });
}
