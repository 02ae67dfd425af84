import {
  type Check,
  either,
  flag,
  id,
  like,
  list,
  nullable,
  number,
  oneOf,
  positive,
  refuse,
  shape,
  text,
  wholeNumber,
} from './checks.js';
import {isTime} from './clock.js';
import {CAPABILITIES} from './connectors.js';
import {isDay} from './iso-day.js';
import {SandboxError} from './sandbox-error.js';
import type {
  SandboxClient,
  SandboxConnection,
  SandboxConnector,
  SandboxField,
  SandboxLabel,
  SandboxOptions,
  SandboxSource,
  SandboxTransfer,
  SandboxUser,
  SandboxWebhook,
} from './options.js';
import {webhookUrlFault} from './webhook-url.js';
import {WEBHOOK_EVENTS} from './webhooks/events.js';

const color = like(/^[\da-f]{6}$/i, 'six hexadecimal digits, such as 2b4acb');
const shortColor = like(/^([\da-f]{3}){1,2}$/i, 'three or six hexadecimal digits, such as 2b4acb');

const client: Check<SandboxClient> = shape(
  {id: text, secret: text},
  {
    name: text,
    redirectUris: list(text),
    primaryColor: color,
    logo: like(/^data:image\//, 'a picture as a data: URL'),
    disableConnectorHints: flag,
    useAppLayout: flag,
    disableAccountsPreCheck: flag,
  },
);

const date: Check<string> = (value, at) =>
  typeof value === 'string' && isDay(value) ? value : refuse(at, 'a day such as 2026-01-31', value);

/** Accepts a time, in milliseconds since 1970 or in ISO 8601. */
export const time: Check<number> = (value, at) => {
  const parsed = typeof value === 'string' ? Date.parse(value) : value;
  return typeof parsed === 'number' && isTime(parsed)
    ? parsed
    : refuse(at, 'a time until 9999: milliseconds, or ISO 8601 such as 2026-01-31T08:00:00Z', value);
};

const source: Check<SandboxSource> = shape(
  {name: text},
  {state: nullable(text), accessExpire: nullable(time)},
);

const connectionParts = [
  {connectorId: id},
  {
    id,
    state: nullable(text),
    sources: list(source),
    accessExpire: nullable(time),
    lastUpdate: nullable(time),
  },
] as const;
const transferParts = [
  {amount: positive, label: text},
  {id, execDate: date},
] as const;

/** Accepts a user to add. */
export const user: Check<SandboxUser> = shape(
  {},
  {
    token: text,
    code: text,
    connections: list<SandboxConnection>(shape(...connectionParts)),
    transfers: list<SandboxTransfer>(shape(...transferParts)),
  },
);

/** Accepts the id of a user, or one of the user’s tokens. */
export const userKey: Check<number | string> = either(
  (value) => typeof value === 'string',
  text,
  (value, at) => (Number.isSafeInteger(value) ? Number(value) : refuse(at, 'a user’s id or token', value)),
);

/** Accepts a connection to add to a user. */
export const connectionOfUser: Check<SandboxConnection & {readonly user: number | string}> = shape(
  {user: userKey, ...connectionParts[0]},
  connectionParts[1],
);
/** Accepts a transfer to add to a user. */
export const transferOfUser: Check<SandboxTransfer & {readonly user: number | string}> = shape(
  {user: userKey, ...transferParts[0]},
  transferParts[1],
);
const label: Check<SandboxLabel> = either(
  (value) => typeof value === 'string',
  text,
  shape({en: text, fr: text}, {}),
);

const pattern: Check<string> = (value, at) => {
  try {
    return new RegExp(text(value, at)).source;
  } catch {
    return refuse(at, 'a regular expression', value);
  }
};

const field: Check<SandboxField> = shape(
  {name: text, label, type: oneOf('text', 'password', 'list')},
  {regex: nullable(pattern), hint: label, values: list(shape({label, value: text}, {}))},
);

const connector: Check<SandboxConnector> = shape(
  {
    id,
    uuid: text,
    name: text,
    color: shortColor,
    capabilities: list(oneOf(...CAPABILITIES)),
    fields: list(field),
  },
  {
    country: like(/^[a-z]{2}$/i, 'two letters, such as FR'),
    mostUsed: flag,
    hidden: flag,
    oneTimeCode: flag,
  },
);

const now: Check<(() => number) | number> = (value, at) =>
  typeof value === 'function' ? (value as () => number) : time(value, at);

const deliver: Check<(request: Request) => Response | Promise<Response>> = (value, at) =>
  typeof value === 'function'
    ? (value as (request: Request) => Response | Promise<Response>)
    : refuse(at, 'a function from a request to a response', value);

const webhookUrl: Check<string> = (value, at) => {
  const fault = webhookUrlFault(text(value, at));
  // without the value: an address can hold a secret
  if (fault !== undefined) throw new SandboxError('invalid-value', `${at} ${fault}.`);
  return text(value, at);
};

/** Accepts the name of an event, known or not: the service may have new ones. */
export const eventName: Check<string> = like(/^[A-Z][A-Z_]*$/, 'an event in capitals, such as USER_CREATED');

const webhookParts: Check<SandboxWebhook> = shape(
  {url: webhookUrl},
  {event: eventName, events: list(oneOf(...WEBHOOK_EVENTS)), secret: text, gzip: flag},
);

/** Accepts a webhook to register. */
export const webhook: Check<SandboxWebhook> = (value, at) => {
  const checked = webhookParts(value, at);
  if (checked.event === undefined || checked.events === undefined) return checked;
  throw new SandboxError('invalid-value', `${at} must have event or events, not both.`);
};

/** Accepts the options of a sandbox. */
export const checkedOptions: Check<SandboxOptions & {readonly now?: (() => number) | number}> = shape(
  {},
  {
    clients: list(client),
    domains: list(text),
    users: list(user),
    connectors: list(connector),
    seed: either((value) => typeof value === 'string', text, number),
    now,
    syncTime: wholeNumber,
    callsPerMinute: wholeNumber,
    slowAnswer: wholeNumber,
    webhooks: list(webhook),
    webhookTimeout: wholeNumber,
    deliver,
  },
);
