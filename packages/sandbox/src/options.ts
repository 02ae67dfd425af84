/** What a connector can fetch: bank accounts, investments in detail, or documents such as bills. */
export type SandboxCapability = 'bank' | 'bankwealth' | 'document';

/** A client application, as it would be configured in the service's console. */
export interface SandboxClient {
  /** What `client_id` has to be. */
  readonly id: string;
  /** What `client_secret` has to be when a code is exchanged. */
  readonly secret: string;
  /** How the pages call the application. `Demo application` by default. */
  readonly name?: string;
  /** The whitelist: `redirect_uri` must be exactly one of these. Any is taken by default. */
  readonly redirectUris?: readonly string[];
  /**
   * The accent of the pages: six hexadecimal digits, without `#`. The service's own by default.
   *
   * This and the settings below are made in the service's console. No address can carry them.
   */
  readonly primaryColor?: string;
  /** Whether the short list of the most used banks above the full list is left out. `false` by default. */
  readonly disableConnectorHints?: boolean;
  /** Whether the pages fill the window as an app's own screens do, without a frame. `false` by default. */
  readonly useAppLayout?: boolean;
  /** Whether no account is ticked before the user does so. `false` by default. */
  readonly disableAccountsPreCheck?: boolean;
}

/** A connection that a user has from the start. */
export interface SandboxConnection {
  /** The next free id by default; the first one is 46. */
  readonly id?: number;
  /** The id of one of the sandbox's connectors. */
  readonly connectorId: number;
  /** Its error, such as `wrongpass`. `null`, in good order, by default. */
  readonly error?: string | null;
}

/** A transfer that was prepared for a user: from the first account that can pay, to its first recipient. */
export interface SandboxTransfer {
  /** The next free id by default; the first one is 22. */
  readonly id?: number;
  /** In euros. */
  readonly amount: number;
  readonly label: string;
  /** `YYYY-MM-DD`. Today by default. */
  readonly execDate?: string;
}

/** A payment that was prepared for a user, to be paid from any bank. */
export interface SandboxPayment {
  /** The next free id by default; the first one is 31. */
  readonly id?: number;
  /** In euros. */
  readonly amount: number;
  readonly label: string;
}

/** A user, and what belongs to the user from the start. */
export interface SandboxUser {
  /** The user's permanent access token. A new one by default. */
  readonly token?: string;
  /** A temporary code for this user, issued at once. None by default. */
  readonly code?: string;
  /** None by default. */
  readonly connections?: readonly SandboxConnection[];
  /** None by default. They take a bank connection to be paid from. */
  readonly transfers?: readonly SandboxTransfer[];
  /** None by default. They take no connection. */
  readonly payments?: readonly SandboxPayment[];
}

/** A text, the same in both languages or one for each. */
export type SandboxLabel = string | {readonly en: string; readonly fr: string};

/** One choice of a list field. */
export interface SandboxFieldValue {
  readonly label: SandboxLabel;
  readonly value: string;
}

/** Something a connector asks for at sign-in. */
export interface SandboxField {
  readonly name: string;
  readonly label: SandboxLabel;
  readonly type: 'text' | 'password' | 'list';
  /** What the value has to match, as the source of a regular expression. Anything but nothing by default. */
  readonly regex?: string | null;
  /** What a user may type, shown below the field. None by default. */
  readonly hint?: SandboxLabel;
  /** The choices of a `list`. */
  readonly values?: readonly SandboxFieldValue[];
}

/** A bank, or a provider of documents. */
export interface SandboxConnector {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** Hexadecimal, without `#`. White text has to be readable on it. */
  readonly color: string;
  readonly capabilities: readonly SandboxCapability[];
  /** Two letters. `FR` by default. */
  readonly country?: string;
  /** Whether it also stands in the short list of the most used ones. `false` by default. */
  readonly mostUsed?: boolean;
  /** Whether the pages leave it out. `false` by default. */
  readonly hidden?: boolean;
  readonly fields: readonly SandboxField[];
  /** Whether sign-in also takes a code sent by text message, which is always 123456. `false` by default. */
  readonly oneTimeCode?: boolean;
}

/** What a sandbox starts with. Everything has a default. */
export interface SandboxOptions {
  /** One by default: `17473055`, the documentation's own, with its secret and no whitelist. */
  readonly clients?: readonly SandboxClient[];
  /** None by default. */
  readonly users?: readonly SandboxUser[];
  /** Fifteen invented ones by default. */
  readonly connectors?: readonly SandboxConnector[];
  /**
   * Makes every id, token, code and session the same on every run, given the same requests in the same order.
   * Whoever knows the seed knows them all. They are random by default.
   */
  readonly seed?: number | string;
  /**
   * The clock. A function gives the time in milliseconds; a number of milliseconds or an ISO 8601 text, such as
   * `2026-01-31T08:00:00Z`, is a time that stands still until it is moved. `Date.now` by default.
   */
  readonly now?: (() => number) | number | string;
  /** How long an answer takes that was asked to be slow, in milliseconds. 5,000 by default. */
  readonly slowAnswer?: number;
}
