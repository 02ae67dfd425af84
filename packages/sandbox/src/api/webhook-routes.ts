import {isForeign} from '../foreign.js';
import {webhookUrlFault} from '../webhook-url.js';
import {WEBHOOK_EVENTS} from '../webhooks/events.js';
import type {Webhook, WebhookAuth} from '../webhooks/webhooks.js';
import {ApiError} from './api-error.js';
import {type Body, bodyOf, flagOf, textOf} from './body.js';
import {type Call, named, pageOf, tokenOf, unauthorized} from './call.js';
import {clientOf, hasSecret} from './client-credentials.js';
import type {Json} from './representations.js';

/** Answers `GET /webhooks_events`. */
export function listWebhookEvents(call: Call): Json {
  tokenOf(call);
  return pageOf(
    call,
    'webhooks_events',
    WEBHOOK_EVENTS.map((name, index) => ({id: index + 1, name})),
  );
}

// the service takes a token of its console for the following routes; assumed here: the credentials of a client, and
// all properties but `event` and `url`

/** Answers `GET /webhooks`. */
export function listWebhooks(call: Call): Json {
  checkClient(call, NO_BODY);
  return pageOf(call, 'webhooks', call.webhooks.all.map(webhookJson));
}

/** Answers `POST /webhooks`: registers an address for an event. */
export async function createWebhook(call: Call): Promise<Json> {
  const body = await bodyOf(call.request);
  checkClient(call, body);
  const url = required(body, 'url');
  const event = required(body, 'event');
  const fault = webhookUrlFault(url);
  if (fault !== undefined) throw new ApiError(400, 'invalidValue', `url ${fault}.`);
  if (!WEBHOOK_EVENTS.some((known) => known === event)) {
    throw new ApiError(400, 'invalidValue', `event must be ${WEBHOOK_EVENTS.join(' or ')}.`);
  }
  const auth = authOf(call, textOf(body, 'id_auth'));
  const gzip = flagOf(body, 'gzip');
  return webhookJson(call.webhooks.add({event, url, gzip, secret: auth?.secret, authId: auth?.id ?? null}));
}

/** Answers `DELETE /webhooks/{id}`. */
export function deleteWebhook(call: Call): undefined {
  checkClient(call, NO_BODY);
  named(call, 'webhook', (id) => (call.webhooks.remove(id) ? id : undefined));
}

/** Answers `GET /webhooks/auth`. */
export function listWebhookAuths(call: Call): Json {
  checkClient(call, NO_BODY);
  return pageOf(call, 'webhooks_auth', call.webhooks.auths.map(authJson));
}

/** Answers `POST /webhooks/auth`: registers a secret that signs webhooks. */
export async function createWebhookAuth(call: Call): Promise<Json> {
  const body = await bodyOf(call.request);
  checkClient(call, body);
  const type = required(body, 'type');
  if (type !== HMAC) throw new ApiError(400, 'invalidValue', `type must be ${HMAC}.`);
  const config = body.get('config');
  const values: Body = new Map(typeof config === 'object' && config !== null ? Object.entries(config) : []);
  const secret = textOf(values, 'secret_key');
  if (secret === undefined) throw new ApiError(400, 'missingParameter', 'config.secret_key is missing.');
  return authJson(call.webhooks.addAuth({name: textOf(body, 'name') ?? type, secret}));
}

const NO_BODY: Body = new Map();
const HMAC = 'hmac_signature';

/** Refuses a call without the credentials of a client, and any call of a page: it could make the sandbox call others. */
function checkClient(call: Call, body: Body): void {
  if (isForeign(call.request, call.url)) {
    throw new ApiError(403, 'forbidden', 'A page of another origin may not register webhooks.');
  }
  if (!hasSecret(call, body)) throw unauthorized('Send the id and the secret of a client, by HTTP Basic.');
  clientOf(call, body);
}

function authOf({webhooks}: Call, id: string | undefined): WebhookAuth | undefined {
  if (id === undefined) return undefined;
  const auth = webhooks.auth(Number(id));
  if (!auth) throw new ApiError(400, 'invalidValue', 'id_auth must be the id of an authentication.');
  return auth;
}

function required(body: Body, name: string): string {
  const value = textOf(body, name);
  if (value === undefined) throw new ApiError(400, 'missingParameter', `${name} is missing.`);
  return value;
}

function webhookJson({id, event, url, authId, gzip}: Webhook): Json {
  return {id, event, url, id_auth: authId, gzip, deleted: null};
}

function authJson({id, name}: WebhookAuth): Json {
  return {id, type: HMAC, name};
}
