import type {WebhookEvent} from './webhooks/events.js';

/**
 * What a connector can do: fetch bank accounts, investments in detail, documents such as bills, the profile or the
 * contact details of the user, or make transfers.
 */
export type SandboxCapability = 'bank' | 'bankwealth' | 'document' | 'transfer' | 'profile' | 'contact';

/** A client application, as the service's console would configure it. */
export interface SandboxClient {
  /** The `client_id`. */
  readonly id: string;
  /** The `client_secret`, needed to exchange a code. */
  readonly secret: string;
  /** The name of the application on the pages. `Demo application` by default. */
  readonly name?: string;
  /** The whitelist: `redirect_uri` must be exactly one of these. By default any is accepted. */
  readonly redirectUris?: readonly string[];
  /**
   * The accent colour of the pages: six hexadecimal digits, without `#`. Grey by default.
   *
   * This setting and the following ones belong to the service's console. They are not parameters of a flow.
   */
  readonly primaryColor?: string;
  /** Whether the pages leave out the short list of the most used banks. `false` by default. */
  readonly disableConnectorHints?: boolean;
  /** The logo on the pages, as a `data:` URL of a picture. The first letter of the name by default. */
  readonly logo?: string;
  /** Whether the logo is shown as the icon of an app, not in the bar at the top. `false` by default. */
  readonly useAppLayout?: boolean;
  /** Whether every account is unticked at first. `false` by default. */
  readonly disableAccountsPreCheck?: boolean;
}

/** A connection to add to a user. */
export interface SandboxConnection {
  /** The next free id by default; the first one is 46. */
  readonly id?: number;
  /** The id of one of the sandbox's connectors. */
  readonly connectorId: number;
  /**
   * What is wrong with it: `SCARequired`, `webauthRequired`, `additionalInformationNeeded`, `decoupled`,
   * `validating`, `actionNeeded`, `passwordExpired`, `wrongpass`, `rateLimiting`, `websiteUnavailable`, `bug`,
   * `notSupported`, or any other text. By default the state of one of its sources; `null` if it works.
   */
  readonly state?: string | null;
  /** By default `openapi` for a bank, and `directaccess` for other data. */
  readonly sources?: readonly SandboxSource[];
  /** When the user's consent ends. `null` if it does not. In 180 days by default. */
  readonly accessExpire?: number | string | null;
  /**
   * The time of the last successful synchronization; `null` if the first one starts now. The time at which it is
   * added by default.
   */
  readonly lastUpdate?: number | string | null;
}

/** One of the ways by which a connection gets its data, with a state and a consent of its own. */
export interface SandboxSource {
  /** Such as `openapi`, `directaccess` or `fallback`. */
  readonly name: string;
  /** As the state of a connection. `null` by default. */
  readonly state?: string | null;
  /** When the user's consent ends. That of the connection by default; none for `directaccess`. */
  readonly accessExpire?: number | string | null;
}

/** A transfer to prepare for a user: from the first account that can pay, to its first recipient. */
export interface SandboxTransfer {
  /** The next free id by default; the first one is 22. */
  readonly id?: number;
  /** In euros. */
  readonly amount: number;
  readonly label: string;
  /** `YYYY-MM-DD`. Today by default. */
  readonly execDate?: string;
}

/** One transfer of money within a payment. */
export interface SandboxInstruction {
  readonly amount: number;
  readonly label: string;
  /** Three letters. `EUR` by default. */
  readonly currency?: string;
}

/** A payment that a client application asks for. Any user can make it, from any bank. */
export interface SandboxPayment extends SandboxInstruction {
  /** The next free id by default; the first one is 31. */
  readonly id?: number;
  /** The first client of the sandbox by default. */
  readonly clientId?: string;
  /** The address that the user returns to, without a query. */
  readonly redirectUri: string;
  /** What the callback returns as `state`. None by default. */
  readonly clientState?: string;
  /** Makes it a bulk payment. None by default. */
  readonly furtherInstructions?: readonly SandboxInstruction[];
}

/** A user to add, with everything that belongs to the user. */
export interface SandboxUser {
  /** The user's permanent access token. A generated one by default. */
  readonly token?: string;
  /** A temporary code of the user, issued at the start. None by default. */
  readonly code?: string;
  /** None by default. */
  readonly connections?: readonly SandboxConnection[];
  /** None by default. The user needs a connection to a bank, to pay from. */
  readonly transfers?: readonly SandboxTransfer[];
}

/** A text: the same in both languages, or one for each. */
export type SandboxLabel = string | {readonly en: string; readonly fr: string};

/** One choice of a list field. */
export interface SandboxFieldValue {
  readonly label: SandboxLabel;
  readonly value: string;
}

/** A field of the sign-in form of a connector. */
export interface SandboxField {
  readonly name: string;
  readonly label: SandboxLabel;
  readonly type: 'text' | 'password' | 'list';
  /** The source of a regular expression that the value must match. By default any value but an empty one does. */
  readonly regex?: string | null;
  /** An explanation below the field of what to type. None by default. */
  readonly hint?: SandboxLabel;
  /** The choices of a `list`. */
  readonly values?: readonly SandboxFieldValue[];
}

/** A bank, or a provider of documents. */
export interface SandboxConnector {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** Hexadecimal, without `#`. White text must be readable on it. */
  readonly color: string;
  readonly capabilities: readonly SandboxCapability[];
  /** Two letters. `FR` by default. */
  readonly country?: string;
  /** Whether it is also in the short list of the most used banks. `false` by default. */
  readonly mostUsed?: boolean;
  /** Whether the pages never offer it. `false` by default. */
  readonly hidden?: boolean;
  readonly fields: readonly SandboxField[];
  /** Whether sign-in also asks for a code by text message, which is always 123456. `false` by default. */
  readonly oneTimeCode?: boolean;
}

/** Where the sandbox sends webhooks, and how. */
export interface SandboxWebhook {
  /**
   * The address, of `http:` or `https:`. The name of each event is added to its path, because the body does not have it:
   * `http://localhost:3000/webhooks` gets CONNECTION_SYNCED at `http://localhost:3000/webhooks/CONNECTION_SYNCED`. With
   * the option `event`, it is the exact address.
   */
  readonly url: string;
  /** The only event, in capitals. None by default. */
  readonly event?: string;
  /** The events, instead of `event`. All but the deprecated USER_SYNCED by default. */
  readonly events?: readonly WebhookEvent[];
  /** Signs the webhooks. By default they have the permanent token of their user instead. */
  readonly secret?: string;
  /** Whether the bodies are compressed. `false` by default. */
  readonly gzip?: boolean;
}

/** The options of a sandbox. All of them are optional. */
export interface SandboxOptions {
  /** By default one: `17473055`, from the examples of the documentation, with its secret and no whitelist. */
  readonly clients?: readonly SandboxClient[];
  /**
   * The domains of the sandbox, which today's address takes as `domain`: a name such as `demo`, which is also
   * `demo.biapi.pro`, or any other host. `demo` by default.
   */
  readonly domains?: readonly string[];
  /** None by default. */
  readonly users?: readonly SandboxUser[];
  /** Fifteen invented ones by default. */
  readonly connectors?: readonly SandboxConnector[];
  /**
   * Makes every id, token, code and session id the same on every run, if the requests come in the same order. They
   * can then be predicted. Random by default.
   */
  readonly seed?: number | string;
  /**
   * The clock: a function that returns the time in milliseconds, or the time of a stopped clock, in milliseconds or
   * as an ISO 8601 text such as `2026-01-31T08:00:00Z`. `Date.now` by default.
   */
  readonly now?: (() => number) | number | string;
  /** How long a synchronization takes, in milliseconds. 8,000 by default. */
  readonly syncTime?: number;
  /** The most calls to the API in a minute: a further one is refused with 429. No limit by default. */
  readonly callsPerMinute?: number;
  /** How long a slow answer takes, in milliseconds. 5,000 by default. */
  readonly slowAnswer?: number;
  /** Where it sends webhooks. Nowhere by default. */
  readonly webhooks?: readonly SandboxWebhook[];
  /** How long the receiver of a webhook can take, in milliseconds of the platform's clock. 10,000 by default. */
  readonly webhookTimeout?: number;
  /**
   * Takes a webhook to its address, such as to a handler in the same process. `fetch` of the platform by default.
   *
   * What it throws counts as a failed delivery.
   */
  readonly deliver?: (request: Request) => Response | Promise<Response>;
}
