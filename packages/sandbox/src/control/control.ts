import type {SandboxConnection, SandboxPayment, SandboxTransfer, SandboxUser} from '../options.js';
import type {FlowEnding} from '../webview/ending.js';

/** Names the user to add something to. */
export interface OfUser {
  /** The user's id, or one of the user's tokens. */
  readonly user: number | string;
}

/** The state of a connection. */
export interface ConnectionState {
  readonly id: number;
  readonly connectorId: number;
  /** `null` if it works. */
  readonly state: string | null;
}

/** The state of a transfer. */
export interface OrderState {
  readonly id: number;
  readonly amount: number;
  readonly label: string;
  /** `created`, then `pending`. */
  readonly state: string;
}

/** The state of a payment. */
export interface PaymentState {
  readonly id: number;
  /** The client application that it belongs to. */
  readonly clientId: string;
  /** `created` at first. `validating` and `pending` become `done` after a day. */
  readonly state: string;
  /** Why the bank refused it. `null` unless it did. */
  readonly errorCode: string | null;
  /** The sum of all instructions. */
  readonly amount: number;
  /** The label of the first instruction. */
  readonly label: string;
  /** The `redirect_uri` of the flow. */
  readonly redirectUri: string;
  /** The `state` of the flow. */
  readonly clientState: string | null;
}

/** A change of a payment. */
export interface PaymentChange {
  readonly id: number;
  /** Any state, known or not. */
  readonly state: string;
  /** None by default. */
  readonly errorCode?: string;
  /** None by default. */
  readonly bankMessage?: string;
}

/** A user, with the state of everything that belongs to the user. */
export interface UserState {
  readonly id: number;
  readonly connections: readonly ConnectionState[];
  readonly transfers: readonly OrderState[];
}

/** A request to the sandbox. Tokens, codes and secrets in it are masked. */
export interface ReceivedRequest {
  /** The time of the request in milliseconds, by the clock of the sandbox. */
  readonly time: number;
  readonly method: string;
  /** The path, without the query. */
  readonly path: string;
  /** The decoded query. If a name is repeated, its values are joined by line breaks. */
  readonly query: Readonly<Record<string, string>>;
  /** The `Authorization` header. */
  readonly authorization?: string;
  /** The status of the response. Absent until there is one. */
  readonly status?: number;
}

/**
 * The methods by which a test controls a sandbox.
 *
 * Each method takes at most one argument. Over HTTP it is `POST /sandbox/{name}` with the argument as JSON. The
 * response is the result as JSON, or 204 if there is no result.
 *
 * Every method throws a `SandboxError` if its argument is not valid.
 */
export interface SandboxControl {
  /** Adds a user, with any connections and transfers, and returns the permanent token as well. */
  readonly addUser: (user?: SandboxUser) => UserState & {readonly token: string};
  /** Adds a connection to a user, without the webview. */
  readonly addConnection: (connection: SandboxConnection & OfUser) => ConnectionState;
  /** Prepares a transfer, to be validated in the webview. The user needs a connection to a bank. */
  readonly addTransfer: (transfer: SandboxTransfer & OfUser) => OrderState;
  /** Creates a payment, and returns it with a scoped token: the `code` of the flow. */
  readonly addPayment: (payment: SandboxPayment) => PaymentState & {readonly code: string};
  /** Changes the state of a payment, as a bank would. */
  readonly setPaymentState: (change: PaymentChange) => PaymentState;
  /** Returns every payment, oldest first. */
  readonly payments: () => readonly PaymentState[];
  /**
   * Sets the state of a connection, such as `wrongpass`, and that of its first source. `null` clears the state of all
   * its sources. `accessExpire` also changes when the user's consent ends: in milliseconds or ISO 8601.
   */
  readonly setConnectionState: (change: {
    readonly id: number;
    readonly state: string | null;
    readonly accessExpire?: number | string | null;
  }) => ConnectionState;
  /** Sets the error of an account, such as `actionNeeded`. `null` clears it. */
  readonly setAccountError: (change: {readonly id: number; readonly error: string | null}) => void;
  /**
   * Chooses how the next flow ends. The webview then answers at once, without a page.
   *
   * Further calls are for the flows after it, in the same order. A flow that is refused keeps the ending for the
   * next one.
   */
  readonly endNextFlow: (ending: FlowEnding) => void;
  /** Moves the clock forward by some milliseconds, and returns the new time. */
  readonly advance: (ms: number) => number;
  /**
   * Stops the clock at a time, in milliseconds or ISO 8601. `null` makes it follow the option `now` again.
   * Returns the new time in milliseconds.
   */
  readonly setTime: (time: number | string | null) => number;
  /** Returns every user, oldest first. */
  readonly users: () => readonly UserState[];
  /** Returns the last 1,000 requests, oldest first, without calls of these methods, style sheets and scripts. */
  readonly received: () => readonly ReceivedRequest[];
  /** Starts again with the original options, including the clock and the seed. */
  readonly reset: () => void;
}
