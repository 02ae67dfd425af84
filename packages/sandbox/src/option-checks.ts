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
} from './options.js';

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
const userKey: Check<number | string> = either(
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
  },
);
