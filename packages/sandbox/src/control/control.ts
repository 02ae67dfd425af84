import type {SandboxConnection, SandboxPayment, SandboxTransfer, SandboxUser} from '../options.js';
import type {FlowEnding} from '../webview/ending.js';

/** Whose it is: a user's id, or one of the user's tokens. */
export interface OfUser {
  readonly user: number | string;
}

/** A connection, as a test sees it. */
export interface ConnectionState {
  readonly id: number;
  readonly connectorId: number;
  /** `null` where it is in good order. */
  readonly error: string | null;
}

/** A transfer or a payment, as a test sees it. */
export interface OrderState {
  readonly id: number;
  readonly amount: number;
  readonly label: string;
  /** A transfer is `created`, then `pending`; a payment is `created`, then `done` or `rejected`. */
  readonly state: string;
}

/** A user, as a test sees one. */
export interface UserState {
  readonly id: number;
  readonly connections: readonly ConnectionState[];
  readonly transfers: readonly OrderState[];
  readonly payments: readonly OrderState[];
}

/** A request that the sandbox answered. Tokens, codes and secrets in it are masked. */
export interface ReceivedRequest {
  /** When it came, in milliseconds, by the sandbox's clock. */
  readonly time: number;
  readonly method: string;
  /** The path, without the query. */
  readonly path: string;
  /** The query, by name, as it was decoded. A name that stands twice has its values joined by a line break. */
  readonly query: Readonly<Record<string, string>>;
  /** The `Authorization` header. */
  readonly authorization?: string;
  /** The status of the answer. Absent as long as there is none. */
  readonly status?: number;
}

/**
 * How a test scripts a sandbox.
 *
 * Each method takes one argument at most. Over HTTP it is `POST /sandbox/{name}` with that argument as JSON, and
 * answers with the result as JSON, or 204 where there is none.
 *
 * All throw a `SandboxError` where the argument makes no sense.
 */
export interface SandboxControl {
  /** Makes a user, with connections, transfers and payments if any are given, and tells the permanent token. */
  readonly addUser: (user?: SandboxUser) => UserState & {readonly token: string};
  /** Makes a connection for a user, without the webview. */
  readonly addConnection: (connection: SandboxConnection & OfUser) => ConnectionState;
  /** Prepares a transfer, which the user validates in the webview. It takes a connection to a bank. */
  readonly addTransfer: (transfer: SandboxTransfer & OfUser) => OrderState;
  /** Prepares a payment, which the user confirms in the webview. */
  readonly addPayment: (payment: SandboxPayment & OfUser) => OrderState;
  /** Puts a connection into an error state such as `wrongpass`, or in good order with `null`. */
  readonly setConnectionError: (change: {
    readonly id: number;
    readonly error: string | null;
  }) => ConnectionState;
  /**
   * Chooses how the next flow ends: the webview answers at once and shows no page.
   *
   * Called more than once, it chooses for as many flows, one after the other. A flow that is refused uses none up.
   */
  readonly endNextFlow: (ending: FlowEnding) => void;
  /** Moves the clock on by some milliseconds, and gives the new time. */
  readonly advance: (ms: number) => number;
  /**
   * Lets the clock stand still at a time, in milliseconds or ISO 8601; `null` gives it back to the option `now`.
   * Gives the new time in milliseconds.
   */
  readonly setTime: (time: number | string | null) => number;
  /** Every user there is, oldest first. */
  readonly users: () => readonly UserState[];
  /** The last 1,000 requests, oldest first, without those of this control and those for style sheets and scripts. */
  readonly received: () => readonly ReceivedRequest[];
  /** Starts over with the options that the sandbox was made with, the clock and the seed included. */
  readonly reset: () => void;
}
