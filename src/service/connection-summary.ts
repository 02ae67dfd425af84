import type {Remedy} from './connection-errors.js';

/** One of the ways in which the service reads a connection. */
export interface SourceSummary {
  /** Such as `openapi` or `directaccess`. */
  readonly name: string;
  /** What is wrong with it. `null` if it works. */
  readonly state: string | null;
  /** When the user's consent ends, in ISO 8601. `null` if it does not, or if the service does not say. */
  readonly consentEndsAt: string | null;
}

/** An account that could not be read, although its bank could. */
export interface AccountError {
  readonly name: string;
  /** The error as the service names it. */
  readonly error: string;
  /** What it asks of the user. */
  readonly remedy: Remedy;
}

/** A connection as the back end tells it to the page: no token, no IBAN, no balance. */
export interface ConnectionSummary {
  readonly id: string;
  readonly bank: {
    readonly name: string;
    /** Six hexadecimal digits, without `#`. `null` if the service does not say. */
    readonly color: string | null;
    readonly uuid: string | null;
  };
  /** What is wrong with it, as the service names it. `null` if it works. */
  readonly state: string | null;
  /** What that asks of the user. */
  readonly remedy: Remedy;
  readonly accounts: {readonly count: number; readonly errors: readonly AccountError[]};
  /** In ISO 8601, as all times here. `null` if the service does not say. */
  readonly createdAt: string | null;
  /** When its data was last fetched. `null` before the first time. */
  readonly updatedAt: string | null;
  /** When the service tries again by itself. `null` if it does not say. */
  readonly nextTryAt: string | null;
  /** Whether its data is being fetched for the first time. */
  readonly isFetching: boolean;
  readonly sources: readonly SourceSummary[];
  /** When the first of the user's consents ends. `null` if none does. */
  readonly consentEndsAt: string | null;
  /** The ids of the user's other connections to the same bank. */
  readonly sameBankAs: readonly string[];
}

/** What `GET …/connections` answers. */
export interface ConnectionsAnswer {
  readonly connections: readonly ConnectionSummary[];
}
