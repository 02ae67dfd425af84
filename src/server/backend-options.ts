import {serviceOrigin, warnIfInsecure} from '../service/addresses.js';
import {invalid, missing} from '../service/flow-error.js';
import {checkChoice, isGiven, ownProperties} from '../service/options.js';
import type {BackendError} from './backend-error.js';
import {CODE_TYPES, type CodeType} from './codes.js';
import {checkFunction, checkNames} from './option-checks.js';
import type {Payment, PaymentDetails, PaymentStart} from './payment.js';
import {SERVER_FLOW_OPTIONS, type ServerFlowOptions} from './server-flow/options.js';
import type {ServiceClient} from './service-client.js';
import type {User} from './user.js';
import {MAX_TIME_LIMIT} from './with-timeout.js';

/** How long the service may take, in ms. The elements wait longer, so that they get the error. */
const DEFAULT_TIME_LIMIT = 8_000;

/** When a user of the service is created. */
const CREATE_USER_AT = ['callback', 'start'] as const;

/**
 * When a user of the service is created: by the webview, whose callback brings the code of a new user, or before the
 * flow starts.
 */
export type CreateUserAt = (typeof CREATE_USER_AT)[number];

/** Every option, and whether it is a function. */
const OPTIONS: Readonly<Record<keyof BackendOptions, 'function' | 'value'>> = {
  domain: 'value',
  clientId: 'value',
  clientSecret: 'value',
  getUser: 'function',
  saveToken: 'function',
  replaceToken: 'function',
  createUserAt: 'value',
  createPayment: 'function',
  savePayment: 'function',
  ownsPayment: 'function',
  onError: 'function',
  allowedOrigins: 'value',
  codeType: 'value',
  timeLimit: 'value',
  baseUrl: 'value',
  allowInsecureBaseUrl: 'value',
  fetch: 'function',
  ...SERVER_FLOW_OPTIONS,
};

/** A value, or a promise of it. */
type Awaitable<T> = T | Promise<T>;

/** What `saveToken` learns beside the token. */
export interface SavedToken<Platform = unknown> {
  /** The service's id of the user. Webhooks name users by it. Missing if the service did not tell it, and if the token is `null`. */
  readonly userId?: string | undefined;
  /** What the back end got as its second argument. */
  readonly platform: Platform;
}

/** What the routes need to know, and how they reach your users. Only the object's own properties are read. */
export interface BackendOptions<Platform = unknown> extends ServerFlowOptions<Platform> {
  /** Your API's domain, such as `demo`. Required unless `baseUrl` is given. */
  readonly domain?: string | null | undefined;
  /** The client application's id. */
  readonly clientId: string | number;
  /** The client application's secret. It never leaves the back end. */
  readonly clientSecret: string;
  /** Returns the signed-in user who sends this request, or a visitor's session, as `{id, token}`: your own id, and the permanent token if there is one. Returns nothing if there is neither. */
  readonly getUser: (request: Request, platform: Platform) => Awaitable<User | null | undefined>;
  /** Saves a user's permanent token, or forgets it if the token is `null`. Its third argument is `{userId, platform}`, with the service's id of the user. */
  readonly saveToken: (user: User, token: string | null, details: SavedToken<Platform>) => Awaitable<void>;
  /** Tells whether a new token may replace one that works. Default: it may not, and the answer is `token-exists`. */
  readonly replaceToken?: ((user: User) => Awaitable<boolean>) | null | undefined;
  /** `start` creates the service's user before the flow, so that no bank is lost with a lost callback. Default: `callback`. */
  readonly createUserAt?: CreateUserAt | null | undefined;
  /** Returns the payment to create, or nothing if there is nothing to pay. Its second argument is `{state, redirectUri, context, request, platform}`. Adds `POST …/payment`. */
  readonly createPayment?:
    | ((user: User, start: PaymentStart<Platform>) => Awaitable<PaymentDetails | null | undefined>)
    | null
    | undefined;
  /** Saves a created payment before anybody can confirm it. Keep `payment.id` with the order. */
  readonly savePayment?:
    | ((user: User, payment: Payment, start: PaymentStart<Platform>) => Awaitable<void>)
    | null
    | undefined;
  /** Tells whether the payment with this id belongs to this user. `payment` asks it first. */
  readonly ownsPayment?: ((user: User, id: string) => Awaitable<boolean>) | null | undefined;
  /** Gets each `BackendError` that a route answers with a status of 500 or more, and why a saved token works no more. Default: one line in the console. */
  readonly onError?: ((error: BackendError, request: Request) => Awaitable<void>) | null | undefined;
  /** Other origins whose pages may call the routes, such as `['https://app.example']`. Default: only the origin of the routes. */
  readonly allowedOrigins?: readonly string[] | null | undefined;
  /** `singleAccess` mints codes that work only once. Default: `requestAccess`, codes that work for 30 minutes. */
  readonly codeType?: CodeType | null | undefined;
  /** How long the service may take, a retry included, in ms. Default: 8,000. The elements wait 10,000. */
  readonly timeLimit?: number | null | undefined;
  /** Another address of the service, such as the emulated one. It must use https, or http on this machine. */
  readonly baseUrl?: string | null | undefined;
  /** Lets `baseUrl` use http for private addresses, names of one label, `.local` and `.test`. Warns in the console. Only for development. */
  readonly allowInsecureBaseUrl?: boolean | null | undefined;
  /** Calls the service. Default: the platform's `fetch`. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * Copies the options, so that nothing changes them later, and checks them.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `unknown-parameter`.
 */
export function checkOptions<Platform>(options: BackendOptions<Platform>): BackendOptions<Platform> {
  const own = ownProperties(options) as BackendOptions<Platform>;
  // unknown options first, because a misspelt one is missing too
  checkNames(own, Object.keys(OPTIONS));
  for (const name of Object.keys(OPTIONS) as (keyof BackendOptions)[]) {
    if (OPTIONS[name] === 'function') checkFunction(name, own[name]);
  }
  for (const name of ['clientId', 'clientSecret', 'getUser', 'saveToken'] as const) {
    if (!isGiven(own[name])) missing(name);
  }
  if (isGiven(own.codeType)) checkChoice('codeType', own.codeType, CODE_TYPES);
  if (isGiven(own.createUserAt)) checkChoice('createUserAt', own.createUserAt, CREATE_USER_AT);
  return own;
}

/** Returns how to call the service. Warns in the console if its address is not secure. */
export function toServiceClient<Platform>(options: BackendOptions<Platform>): ServiceClient {
  const origin = serviceOrigin(options.domain, options.baseUrl, options.allowInsecureBaseUrl);
  warnIfInsecure(origin);
  return {
    origin,
    clientId: String(options.clientId),
    clientSecret: options.clientSecret,
    timeLimit: checkTimeLimit(options.timeLimit ?? DEFAULT_TIME_LIMIT),
    fetch: options.fetch ?? ((...request) => fetch(...request)),
  };
}

function checkTimeLimit(ms: number): number {
  const isValid = Number.isInteger(ms) && ms >= 1 && ms <= MAX_TIME_LIMIT;
  return isValid ? ms : invalid('timeLimit', `a whole number of milliseconds from 1 to ${MAX_TIME_LIMIT}`);
}
