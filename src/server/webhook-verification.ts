import {invalid, missing} from '../service/flow-error.js';
import {isGiven, ownProperties} from '../service/options.js';
import {checkFunction, checkNames} from './option-checks.js';

/** A value, or a promise of it. */
type Awaitable<T> = T | Promise<T>;

/** What your own `verify` and `token` learn about a request. */
export interface WebhookRequest<Platform = unknown> {
  readonly event: string;
  /** Its body is read already. */
  readonly request: Request;
  /** The handler's second argument. */
  readonly platform: Platform;
}

/** How a request proves that the service sent it. If both are given, both must hold. */
export interface WebhookProof<Platform = unknown> {
  /** The secret of the provider of type `hmac_signature`, or several while you change it. */
  readonly hmac?: string | readonly string[] | null | undefined;
  /** Returns the permanent token of a user, by the service's id. Nothing means that you do not know the user. */
  readonly token?:
    | ((userId: string, details: WebhookRequest<Platform>) => Awaitable<string | null | undefined>)
    | null
    | undefined;
}

/** Returns true if the service sent a request, for example by its OAuth 2 token. `bytes` is the decompressed body. */
export type VerifyRequest<Platform = unknown> = (
  request: Request,
  details: WebhookRequest<Platform> & {readonly bytes: Uint8Array},
) => Awaitable<boolean>;

/** Which requests are webhooks of the service. Only the object's own properties are read. */
export interface WebhookVerification<Platform = unknown> {
  /** The proof: `{hmac}`, `{token}`, both, or a function of your own that returns true or false. */
  readonly verify: WebhookProof<Platform> | VerifyRequest<Platform>;
  /** Returns the event of a request. Default: the last segment of its path. */
  readonly event?: ((request: Request, platform: Platform) => string) | null | undefined;
  /** Returns the path that the service signed: that of the registered address. Default: the path of the request, without its query. */
  readonly signedPath?: ((request: Request, platform: Platform) => string) | null | undefined;
  /** How far the date of the signature may be from now, in seconds, before or after. Default: any. Only with `verify.hmac`. */
  readonly maxAge?: number | null | undefined;
  /** How long a body may be after it is decompressed, in bytes. Default: 33,554,432 (32 MB). */
  readonly maxBytes?: number | null | undefined;
}

/** The options of a verification, checked. */
export interface CheckedVerification<Platform> {
  readonly secrets: readonly string[];
  readonly token: WebhookProof<Platform>['token'];
  readonly isVerified: VerifyRequest<Platform> | undefined;
  readonly event: (request: Request, platform: Platform) => string;
  readonly signedPath: (request: Request, platform: Platform) => string;
  readonly maxAge: number | undefined;
  readonly maxBytes: number;
}

/** How long a body may be by default, in bytes. */
const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;

/** The names of the options of a verification. */
export const VERIFICATION_OPTIONS = ['verify', 'event', 'signedPath', 'maxAge', 'maxBytes'] as const;

/** The proofs that can be given. */
const PROOFS = ['hmac', 'token'] as const;

/**
 * Copies the options of a verification, so that nothing changes them later, and checks them.
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter` or `unknown-parameter`.
 */
export function checkVerification<Platform>(
  options: WebhookVerification<Platform>,
): CheckedVerification<Platform> {
  const own = ownProperties(options);
  for (const name of ['event', 'signedPath'] as const) checkFunction(name, own[name]);
  const {verify} = own;
  if (!isGiven(verify)) missing('verify');
  const isVerified = typeof verify === 'function' ? verify : undefined;
  const proof = isVerified ? {} : checkProof(verify as WebhookProof<Platform>);
  const secrets = isGiven(proof.hmac) ? [proof.hmac].flat() : [];
  if (isGiven(own.maxAge) && secrets.length === 0) {
    invalid('maxAge', 'given with verify.hmac, because only a signature proves its date');
  }
  return {
    secrets,
    token: proof.token,
    isVerified,
    event: own.event ?? lastSegment,
    signedPath: own.signedPath ?? pathOf,
    maxAge: checkNumber('maxAge', own.maxAge, 'a number of seconds from 1 on'),
    maxBytes: checkNumber('maxBytes', own.maxBytes, 'a number of bytes from 1 on') ?? DEFAULT_MAX_BYTES,
  };
}

function checkProof<Platform>(verify: WebhookProof<Platform>): Partial<WebhookProof<Platform>> {
  if (typeof verify !== 'object') invalid('verify', '{hmac}, {token}, both, or a function');
  const {hmac, token, ...rest} = ownProperties(verify);
  checkNames(rest, PROOFS, 'verify.');
  checkFunction('verify.token', token);
  // an empty secret would let everybody sign, and an unset variable of the environment gives one
  const isEmpty = hmac === '' || (Array.isArray(hmac) && Array.from<unknown>(hmac).some((one) => one === ''));
  if (isEmpty || (Array.isArray(hmac) && hmac.length === 0)) {
    invalid('verify.hmac', 'a secret that is not empty, or several', 'missing-parameter');
  }
  const secrets = isGiven(hmac) ? [hmac].flat() : [];
  if (!Array.from<unknown>(secrets).every((secret) => typeof secret === 'string')) {
    invalid('verify.hmac', 'a text, or an array of texts');
  }
  if (secrets.length === 0 && !isGiven(token)) missing('verify.hmac or verify.token');
  return {hmac: secrets, token};
}

/**
 * Returns a number that is at least 1, or `undefined` if none is given.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkNumber(
  option: string,
  value: number | null | undefined,
  wanted: string,
): number | undefined {
  if (!isGiven(value)) return undefined;
  return typeof value === 'number' && value >= 1 ? value : invalid(option, wanted);
}

/** Returns the last segment of a request's path, also if a slash follows it. */
function lastSegment({url}: Request): string {
  return new URL(url).pathname.replace(/\/$/, '').split('/').pop() ?? '';
}

function pathOf({url}: Request): string {
  return new URL(url).pathname;
}
