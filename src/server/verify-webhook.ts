import {ownProperties} from '../service/options.js';
import type {JsonObject} from './body.js';
import {checkNames} from './option-checks.js';
import {idFrom} from './connection.js';
import {explainSignature} from './explain-signature.js';
import {parsePayload} from './parse-webhook.js';
import {decompress, notTooLarge, readReceived} from './webhook-body.js';
import {WebhookError} from './webhook-error.js';
import {EVENTS_WITHOUT_USER} from './webhook-events.js';
import {isFresh, isSameText, isSigned, readSignature, type Signature} from './webhook-signature.js';
import {
  checkVerification,
  type CheckedVerification,
  VERIFICATION_OPTIONS,
  type WebhookRequest,
  type WebhookVerification,
} from './webhook-verification.js';

/** Which request to verify, and how. */
export interface VerifyWebhookOptions<Platform = unknown> extends WebhookVerification<Platform> {
  /** The body as it arrived, if something read it before. Default: it is read from the request. */
  readonly rawBody?: Uint8Array | null | undefined;
}

/** A webhook that the service sent. Give both to `parseWebhook`, now or later. */
export interface VerifiedWebhook {
  readonly event: string;
  /** The decompressed body. */
  readonly bytes: Uint8Array;
}

/** A verified body, with its payload if that was needed to verify it. */
interface VerifiedBody {
  readonly bytes: Uint8Array;
  readonly payload: JsonObject | undefined;
}

/**
 * Verifies that the service sent a request, and reads its body. For hosts that store a webhook first and handle it later:
 * `createWebhooks` does both.
 *
 * If something read the body before, give its bytes as `rawBody`.
 *
 * @example
 * ```ts
 * import {verifyWebhook} from 'budgea-webview/server';
 *
 * export async function POST(request: Request): Promise<Response> {
 *   const {event, bytes} = await verifyWebhook(request, {verify: {hmac: process.env.WEBHOOK_SECRET ?? ''}});
 *   console.log(event, bytes.byteLength);
 *   return new Response(null, {status: 204});
 * }
 * ```
 *
 * @throws {WebhookError} if the service did not send it, or if its body is not readable. Answer with `status`.
 * @throws {FlowError} if an option is wrong.
 */
export async function verifyWebhook<Platform = unknown>(
  request: Request,
  options: VerifyWebhookOptions<Platform>,
  platform?: Platform,
): Promise<VerifiedWebhook> {
  const own = ownProperties(options);
  const {rawBody} = own;
  checkNames(own, [...VERIFICATION_OPTIONS, 'rawBody']);
  const checked = checkVerification(options);
  const event = checked.event(request, platform as Platform);
  const {bytes} = await verifyRequest(request, event, checked, platform as Platform, rawBody);
  return {event, bytes};
}

/**
 * Verifies a request by options that are checked.
 *
 * @throws {WebhookError} if the service did not send it, or if its body is not readable.
 */
export async function verifyRequest<Platform>(
  request: Request,
  event: string,
  options: CheckedVerification<Platform>,
  platform: Platform,
  rawBody?: Uint8Array | null,
): Promise<VerifiedBody> {
  if (request.method !== 'POST') throw new WebhookError('method-not-allowed');
  const {maxBytes, secrets, token} = options;
  // the headers first: what has no proof is not worth reading
  const signature = secrets.length > 0 ? signatureOf(request) : undefined;
  const bearer = token ? bearerOf(request, event) : undefined;
  const received = rawBody ? notTooLarge(rawBody, maxBytes) : await readReceived(request, maxBytes);
  const bytes = signature
    ? await checkSignature(request, signature, options, options.signedPath(request, platform), received)
    : await decompress(request, received, maxBytes);
  const details = {event, request, platform};
  if (options.isVerified) {
    // from plain JavaScript it may be anything, such as a promise's result that is only truthy
    const answer: unknown = await options.isVerified(request, {...details, bytes});
    if (answer !== true) throw new WebhookError('refused');
  }
  if (!token) return {bytes, payload: undefined};
  if (bearer === undefined) throw new WebhookError('unknown-user');
  return {bytes, payload: await checkToken(bearer, details, token, bytes)};
}

function signatureOf(request: Request): Signature {
  const signature = readSignature(request);
  if (!signature) throw new WebhookError('missing-signature');
  return signature;
}

/** Returns the bearer token. The service sends none with an event of no user. */
function bearerOf({headers}: Request, event: string): string | undefined {
  const [, bearer] = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  if (bearer === undefined && !EVENTS_WITHOUT_USER.includes(event)) throw new WebhookError('missing-token');
  return bearer;
}

/** Checks the signature, over the body as it arrived or decompressed. Returns the decompressed body. */
async function checkSignature(
  request: Request,
  signature: Signature,
  {secrets, maxAge, maxBytes}: Pick<CheckedVerification<unknown>, 'secrets' | 'maxAge' | 'maxBytes'>,
  path: string,
  received: Uint8Array,
): Promise<Uint8Array> {
  const isReceivedSigned = await isSigned(signature, path, received, secrets);
  const body = await decompress(request, received, maxBytes);
  const isBodySigned =
    isReceivedSigned || (body !== received && (await isSigned(signature, path, body, secrets)));
  if (!isBodySigned) {
    const failed = {request, signature, path, secrets, received, body};
    const reason = isDevelopment() ? await explainSignature(failed) : undefined;
    throw new WebhookError('wrong-signature', {reason});
  }
  if (maxAge !== undefined && !isFresh(signature.date, maxAge, Date.now())) {
    throw new WebhookError('expired-signature');
  }
  return body;
}

/** Checks that the bearer token is that of the payload's user. Returns the payload. */
async function checkToken<Platform>(
  bearer: string,
  details: WebhookRequest<Platform>,
  tokenOf: NonNullable<CheckedVerification<Platform>['token']>,
  bytes: Uint8Array,
): Promise<JsonObject> {
  const payload = parsePayload(bytes);
  const [userId, ...others] = userIdsIn(details.event, payload);
  if (others.length > 0) throw new WebhookError('wrong-token');
  const token = userId === undefined ? undefined : await tokenOf(userId, details);
  if (!token) throw new WebhookError('unknown-user');
  if (!(await isSameText(token, bearer))) throw new WebhookError('wrong-token');
  return payload;
}

/** Returns the ids of the users that a payload names. It is about one user, so there should be one. */
function userIdsIn(event: string, payload: JsonObject): readonly string[] {
  const connections = [payload['connection'], payload['connections'], payload['account_ownerships']].flat();
  const ids = [
    fieldOf(payload['user'], 'id'),
    payload['id_user'],
    event.startsWith('USER_') ? payload['id'] : undefined,
    ...connections.map((connection) => fieldOf(connection, 'id_user')),
  ];
  return [...new Set(ids.map(idFrom).filter((id) => id !== undefined))];
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Tells whether this is not production. A runtime without `NODE_ENV` is none, so explaining is cheap in any case. */
function isDevelopment(): boolean {
  const {process} = globalThis as {readonly process?: {readonly env?: {readonly NODE_ENV?: string}}};
  return process?.env?.NODE_ENV !== 'production';
}
