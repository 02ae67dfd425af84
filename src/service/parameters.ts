/*
 * The webview's flows, parameters, services and languages. Option types, checks, the elements' attributes and the
 * reference tables derive from this file. A parameter's name on the wire is the option's in snake_case; its attribute is in kebab-case.
 */
/** What a connector can do. */
export type ConnectorCapability = 'bank' | 'bankwealth' | 'document' | 'transfer' | 'profile' | 'contact';

/** Values that fill a connector's sign-in form, by the connector's UUID and the field's name. */
export type ConnectorFields = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The account types the documentation lists. Others are sent too: the service may know more. */
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

/** Every parameter of the webview, and what it holds. */
interface Parameters {
  /** The client application's id, from the admin console. */
  readonly clientId: string | number;
  /**
   * Where the webview returns to: an absolute `http(s)` URL or one of an app's own scheme. The console's whitelist
   * must hold exactly this text. A host with letters outside ASCII must be in its `xn--` form. It may have a query, but
   * no parameter of the callback's. Only an element's may be
   * relative to the page.
   */
  readonly redirectUri: string;
  /**
   * A temporary code for the user, as the service mints it, not encoded. It lives 30 minutes. Connect and transfer can
   * do without: the service then creates an anonymous user, and a code for it comes back. (The documentation calls it
   * required for transfer, yet describes what happens without it; here it is optional.) A payment needs its own scoped
   * token here, not a user's code.
   */
  readonly code: string;
  /**
   * Comes back as it was sent. `startFlow` makes it, so give one only to `webviewUrl`. A payment has the state that it
   * was created with.
   */
  readonly state: string;
  /** The connection to repair. On manage, the connection to show. */
  readonly connectionId: string | number;
  /** `true` asks for all credentials again. Default: only for outdated ones. Not every connector follows it. */
  readonly resetCredentials: boolean;
  /** The connection's sources to repair, only with `resetCredentials`. Default: all that need it. */
  readonly connectionSources: readonly string[];
  /** A prepared transfer, to be validated as it is. */
  readonly transferId: string | number;
  /** A prepared payment, to be validated as it is. */
  readonly paymentId: string | number;
  /**
   * The connectors to choose from; a single one skips the choice. Ids differ between a sandbox and production, so
   * prefer `connectorUuids`. The documented service takes only one of the two.
   */
  readonly connectorIds: readonly (string | number)[];
  /**
   * The connectors to choose from, by UUID; a single one skips the choice. The documented service takes either this or
   * `connectorIds`.
   */
  readonly connectorUuids: readonly string[];
  /** Only connectors that have all of these (not any of them). Default: `bank`. */
  readonly connectorCapabilities: readonly (ConnectorCapability | (string & {}))[];
  /** Only connectors of this country, by its two letters. */
  readonly connectorCountry: string;
  /** How many connections the user may add in one go. Default: 1. With more, `connectionIds` comes back. */
  readonly maxConnections: number;
  /** Fills the sign-in form in advance: `{[connectorUuid]: {[field]: value}}`. Never use it for passwords. */
  readonly connectorFields: ConnectorFields;
  /** Only accounts with these IBANs can be activated. */
  readonly accountIbans: readonly string[];
  /** Only accounts of these types can be activated. */
  readonly accountTypes: readonly (AccountType | (string & {}))[];
  /** Only accounts of these usages can be activated. */
  readonly accountUsages: readonly string[];
}

/** What a parameter takes, in the words of an error's message. */
export type Kind =
  | 'string'
  | 'string or number'
  | 'absolute URL'
  | 'boolean'
  | 'positive integer'
  | 'array without commas'
  | 'object';

/** The parameters of each flow, in the order they are sent, and what each takes. A flow needs the ones with a `!`. */
export const FLOWS = {
  connect: {
    clientId: 'string or number!',
    redirectUri: 'absolute URL!',
    code: 'string',
    state: 'string',
    connectorIds: 'array without commas',
    connectorUuids: 'array without commas',
    connectorCapabilities: 'array without commas',
    accountIbans: 'array without commas',
    accountTypes: 'array without commas',
    accountUsages: 'array without commas',
    maxConnections: 'positive integer',
    connectorCountry: 'string',
    connectorFields: 'object',
  },
  reconnect: {
    clientId: 'string or number!',
    redirectUri: 'absolute URL!',
    code: 'string!',
    connectionId: 'string or number!',
    state: 'string',
    resetCredentials: 'boolean',
    connectionSources: 'array without commas',
  },
  manage: {
    clientId: 'string or number!',
    code: 'string!',
    redirectUri: 'absolute URL',
    state: 'string',
    connectorUuids: 'array without commas',
    connectorCapabilities: 'array without commas',
    accountTypes: 'array without commas',
    accountUsages: 'array without commas',
    connectionId: 'string or number',
    connectorCountry: 'string',
  },
  transfer: {
    clientId: 'string or number!',
    redirectUri: 'absolute URL!',
    code: 'string',
    state: 'string',
    transferId: 'string or number',
  },
  payment: {
    clientId: 'string or number!',
    redirectUri: 'absolute URL!',
    code: 'string!',
    paymentId: 'string or number!',
    state: 'string',
  },
} as const satisfies Record<string, {readonly [P in Parameter]?: Kind | `${Kind}!`}>;

/**
 * The two addresses of the webview, each with the languages it speaks: `budgea` is the address documented in 2019,
 * `powens` is today's.
 */
export const SERVICES = {
  budgea: ['en', 'fr'],
  powens: ['en', 'fr', 'de', 'nl', 'pt', 'it', 'es'],
} as const;

/** Which address of the webview to use. */
export type Service = keyof typeof SERVICES;

/** A language of the webview. */
export type Language = (typeof SERVICES)[Service][number];

/** The parameters with secret or personal values. They are never stored. */
export const SENSITIVE: readonly string[] = [
  'code',
  'state',
  'accountIbans',
  'connectorFields',
] satisfies Parameter[];

/** The parameters that are newer than the documentation of 2019. Both services take them. */
export const NEWER: readonly string[] = [
  'connectionSources',
  'paymentId',
  'connectorCountry',
  'maxConnections',
  'connectorFields',
] satisfies Parameter[];

/** A flow of the webview. */
export type Flow = keyof typeof FLOWS;

/** A parameter's name as an option. */
export type Parameter = keyof Parameters;

/** The options that a flow needs. */
export type RequiredParameter<F extends Flow> = {
  [P in keyof (typeof FLOWS)[F]]: (typeof FLOWS)[F][P] extends `${Kind}!` ? P : never;
}[keyof (typeof FLOWS)[F]] &
  Parameter;

type OptionalParameter<F extends Flow> = Exclude<keyof (typeof FLOWS)[F] & Parameter, RequiredParameter<F>>;

/** The same properties, all optional. */
export type Optional<T> = {readonly [P in keyof T]?: T[P] | null | undefined};

/** Which webview to open. */
export interface WebviewSettings {
  /** `budgea`, the documented address, or `powens`, today's. Default: `budgea`. */
  readonly service?: Service | null | undefined;
  /**
   * Your API's domain: `demo`, `demo.biapi.pro` or `https://demo.biapi.pro/2.0/`. Required unless you give `baseUrl`;
   * `powens` always needs it.
   */
  readonly domain?: string | null | undefined;
  /** The webview's language. Default: none is sent, and the service follows the browser. */
  readonly language?: Language | (string & {}) | null | undefined;
  /** Another host of the same shape, such as a test server or a proxy: https, or http on this machine. */
  readonly baseUrl?: string | null | undefined;
  /**
   * `true` allows a `baseUrl` on http for private addresses, names of one label, `.local` and `.test`: for containers
   * and for phones in your network. It sends codes over http, and the console says so. Default: `false`.
   */
  readonly allowInsecureBaseUrl?: boolean | null | undefined;
}

/** The options of a flow's URL. `undefined`, `null`, `''` and `[]` mean 'not given'. */
export type FlowOptions<F extends Flow, Without extends Parameter = never> = WebviewSettings &
  Pick<Parameters, Exclude<RequiredParameter<F>, Without>> &
  Optional<Pick<Parameters, Exclude<OptionalParameter<F>, Without>>>;

/** The names of `WebviewSettings`, which every flow takes. */
export const SETTINGS: readonly string[] = [
  'service',
  'domain',
  'language',
  'baseUrl',
  'allowInsecureBaseUrl',
] satisfies (keyof WebviewSettings)[];
