/*
 * The webview's parameters, each declared once. Option types, checks, the elements' attributes and the reference
 * tables derive from this file; the name on the wire is the option's in snake_case, the attribute's in kebab-case.
 */

/** What a connector can do. */
export type ConnectorCapability = 'bank' | 'document' | 'bankwealth';

/** Values to fill a connector's sign-in form with, by the connector's UUID and the field's name. */
export type ConnectorFields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The account types the documentation lists. Others are sent as they are: the service may know more. */
export type AccountType =
  | 'checking'
  | 'savings'
  | 'deposit'
  | 'loan'
  | 'market'
  | 'joint'
  | 'card'
  | 'lifeinsurance'
  | 'pee'
  | 'perco'
  | 'article83'
  | 'rsp'
  | 'pea'
  | 'capitalisation'
  | 'perp'
  | 'madelin'
  | 'crowdlending'
  | 'real_estate'
  | 'per'
  | 'unknown';

/** What is declared of a parameter. */
interface Kinds {
  id: string | number;
  text: string;
  uri: string;
  boolean: boolean;
  count: number;
  fields: ConnectorFields;
  list: readonly string[];
}

/** The lists that hold something else than texts. */
interface Lists {
  connectorIds: readonly (string | number)[];
  connectorCapabilities: readonly (ConnectorCapability | (string & {}))[];
  accountTypes: readonly (AccountType | (string & {}))[];
}

/** Every parameter and what it holds. */
export const PARAMETERS = {
  /** The client application's id, from the admin console. */
  clientId: 'id',
  /**
   * Where the webview returns to: an absolute `http(s)` address or one of an app's own scheme. The console's
   * whitelist is compared with it to the letter; it may have a query, but none of the callback's own names. Only an
   * element's may be relative to the page.
   */
  redirectUri: 'uri',
  /**
   * A temporary code for the user, as the service mints it, not encoded. It lives 30 minutes. On connect and
   * transfer it may be left out: an anonymous user is then created, and a code for it comes back. (For transfer the
   * documentation heads it 'required', yet says what happens without it; here it is optional.)
   */
  code: 'text',
  /** Comes back as it was sent. `startFlow` makes it; give one only to `webviewUrl`. */
  state: 'text',
  /** The connection to repair; on manage, the one to show. */
  connectionId: 'id',
  /** `true` asks for all credentials anew; by default only for what is outdated. Not every connector follows it. */
  resetCredentials: 'boolean',
  /** Which of the connection's sources to repair. Default: all that need it. */
  connectionSources: 'list',
  /** A prepared transfer, to be validated as it is. */
  transferId: 'id',
  /** A prepared payment, to be validated as it is. */
  paymentId: 'id',
  /**
   * The connectors to pick from; a single one skips the choice. Ids differ between a sandbox and production, so
   * prefer `connectorUuids`, which excludes this on the documented service.
   */
  connectorIds: 'list',
  /**
   * The connectors to pick from, by UUID; a single one skips the choice. Excludes `connectorIds` on the documented
   * service.
   */
  connectorUuids: 'list',
  /** Only connectors that have all of these (not any of them). Default: `bank`. */
  connectorCapabilities: 'list',
  /** Only connectors of this country, by its two letters. */
  connectorCountry: 'text',
  /** How many connections the user may add in one go. Default: 1; with more, `connectionIds` comes back. */
  maxConnections: 'count',
  /** Fills the sign-in form ahead: `{[connectorUuid]: {[field]: value}}`. Never for passwords. */
  connectorFields: 'fields',
  /** Only accounts with these IBANs can be activated. */
  accountIbans: 'list',
  /** Only accounts of these types can be activated. */
  accountTypes: 'list',
  /** Only accounts of these usages can be activated. */
  accountUsages: 'list',
} as const satisfies Record<string, keyof Kinds>;

/** The parameters each flow takes, in the order they are sent: `true` is required, `false` optional. */
export const FLOWS = {
  connect: {
    clientId: true,
    redirectUri: true,
    code: false,
    state: false,
    connectorIds: false,
    connectorUuids: false,
    connectorCapabilities: false,
    accountIbans: false,
    accountTypes: false,
    accountUsages: false,
    maxConnections: false,
    connectorCountry: false,
    connectorFields: false,
  },
  reconnect: {
    clientId: true,
    redirectUri: true,
    code: true,
    connectionId: true,
    state: false,
    resetCredentials: false,
    connectionSources: false,
  },
  manage: {
    clientId: true,
    code: true,
    redirectUri: false,
    state: false,
    connectorCapabilities: false,
    accountTypes: false,
    accountUsages: false,
    connectionId: false,
  },
  transfer: {
    clientId: true,
    redirectUri: true,
    code: false,
    state: false,
    transferId: false,
  },
  payment: {
    clientId: true,
    redirectUri: true,
    code: true,
    paymentId: true,
    state: false,
  },
} as const satisfies Record<string, Partial<Record<keyof typeof PARAMETERS, boolean>>>;

/** Parameters whose values are secret or identify a person: in no message and in no storage. */
export const PRIVATE: readonly string[] = [
  'code',
  'state',
  'accountIbans',
  'connectorFields',
] satisfies Parameter[];

/** The parameters that came after the documentation. Both services take them. */
export const NEWER: readonly string[] = [
  'connectionSources',
  'paymentId',
  'connectorCountry',
  'maxConnections',
  'connectorFields',
] satisfies Parameter[];

/** The services, each with its webview's languages: `budgea` is the documented address, `powens` today's own. */
export const SERVICES = {
  budgea: ['en', 'fr'],
  powens: ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'],
} as const;

/** A flow of the webview. */
export type Flow = keyof typeof FLOWS;

/** What a parameter holds. */
export type Kind = keyof Kinds;

/** A parameter's name as an option. */
export type Parameter = keyof typeof PARAMETERS;

/** Which address of the webview is meant. */
export type Service = keyof typeof SERVICES;

/** A language of the webview. */
export type Language = (typeof SERVICES)[Service][number];

// over `keyof typeof`, not its alias, and by Pick: so an editor shows each option with the words above
type Values = {
  readonly [P in keyof typeof PARAMETERS]: P extends keyof Lists ? Lists[P] : Kinds[(typeof PARAMETERS)[P]];
};

/** The options a flow cannot do without. */
export type RequiredParameter<F extends Flow> = {
  [P in keyof (typeof FLOWS)[F]]: (typeof FLOWS)[F][P] extends true ? P : never;
}[keyof (typeof FLOWS)[F]] &
  Parameter;

type OptionalParameter<F extends Flow> = Exclude<keyof (typeof FLOWS)[F] & Parameter, RequiredParameter<F>>;

/** The same, each to be left out or taken back. */
export type Optional<T> = {readonly [P in keyof T]?: T[P] | null | undefined};

/** Which webview to open. */
export interface WebviewSettings {
  /** `budgea`, the documented address, or `powens`, today's own. Default: `budgea`. */
  readonly service?: Service | null | undefined;
  /**
   * Your API's domain: `demo`, `demo.biapi.pro` or `https://demo.biapi.pro/2.0/`. Needed unless `baseUrl` is given, and
   * always by `powens`.
   */
  readonly domain?: string | null | undefined;
  /** The webview's language. Default: none is sent, and the service follows the browser's. */
  readonly language?: Language | (string & {}) | null | undefined;
  /** Another host of the same shape, such as a test server or a proxy: https, or http on this very machine. */
  readonly baseUrl?: string | null | undefined;
}

/** What a flow's address is built from. `undefined`, `null`, `''` and `[]` mean 'not given'. */
export type FlowOptions<F extends Flow, Without extends Parameter = never> = WebviewSettings &
  Pick<Values, Exclude<RequiredParameter<F>, Without>> &
  Optional<Pick<Values, Exclude<OptionalParameter<F>, Without>>>;

/** The names of `WebviewSettings`: every flow takes them. */
export const SETTINGS: readonly (keyof WebviewSettings)[] = ['service', 'domain', 'language', 'baseUrl'];

/** An option's name as others spell it: `clientId` is `client_id` on the wire and `client-id` in markup. */
export function spelled(option: string, separator: '_' | '-'): string {
  return option.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase());
}

/** Whether an option holds anything: `undefined`, `null`, `''` and `[]` do not. */
export function isGiven<T>(value: T): value is NonNullable<T> {
  return (
    value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0)
  );
}
