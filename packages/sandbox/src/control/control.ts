import type {
  SandboxConnection,
  SandboxPayment,
  SandboxTransfer,
  SandboxUser,
  SandboxWebhook,
} from '../options.js';
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

/** A registered webhook: one event, and its address. */
export interface WebhookState {
  readonly id: number;
  readonly event: string;
  /** The address, without its query. */
  readonly url: string;
  /** Whether it is signed. Otherwise it has the permanent token of its user. */
  readonly signed: boolean;
  readonly gzip: boolean;
}

/** A webhook that a test sends. */
export interface WebhookToSend {
  /** In capitals. The service may have events that nobody knows yet. */
  readonly event: string;
  /** The id or a token of the user that it is about. None by default. */
  readonly user?: number | string;
  /** The body, to which `id_webhook_data` is added. Only that by default. */
  readonly payload?: Readonly<Record<string, unknown>>;
}

/** How the sender of webhooks misbehaves. Each fault is absent by default. */
export interface WebhookFaults {
  /** How many times each webhook is sent, at the same time. 1 by default. */
  readonly copies?: number;
  /** How late new webhooks are sent, in milliseconds by the clock of the sandbox. 0 by default. */
  readonly delay?: number;
  /** Whether the newest webhook is sent first. `false` by default. */
  readonly newestFirst?: boolean;
  /** How wrong the date of a signature is, in milliseconds; a negative one is in the past. 0 by default. */
  readonly clockOffset?: number;
  /** Whether the secret or the token is wrong. `false` by default. */
  readonly wrongSecret?: boolean;
}

/** One try to deliver a webhook. */
export interface WebhookTry {
  /** In milliseconds, by the clock of the sandbox. */
  readonly time: number;
  /** What the receiver answered. `null` without an answer. */
  readonly status: number | null;
  /** Why there was no answer. `null` if there was one. */
  readonly failure: 'timeout' | 'unreachable' | null;
}

/** A webhook that the sandbox sends. It holds no secret, no token and no data. */
export interface WebhookDelivery {
  /** The `id_webhook_data` of the body. */
  readonly id: number;
  readonly event: string;
  /** The address, without its query. */
  readonly url: string;
  /** The id of its user. `null` for a payment. */
  readonly user: number | null;
  /** The time of the event in milliseconds, by the clock of the sandbox. */
  readonly time: number;
  /** Whether the receiver answered with a 2xx status. */
  readonly accepted: boolean;
  /** Oldest first. Empty until it is sent. */
  readonly tries: readonly WebhookTry[];
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
  /** Registers a webhook, for one event or for several. */
  readonly addWebhook: (webhook: SandboxWebhook) => readonly WebhookState[];
  /** Returns every registered webhook, oldest first. */
  readonly webhooks: () => readonly WebhookState[];
  /** Sends any webhook to the registered addresses of its event. */
  readonly sendWebhook: (webhook: WebhookToSend) => void;
  /** Lets the sender of webhooks misbehave from now on. The faults of the last call are forgotten. */
  readonly setWebhookFaults: (faults: WebhookFaults) => void;
  /** Returns the last 1,000 webhooks, oldest first, with every try to deliver them. */
  readonly deliveries: () => readonly WebhookDelivery[];
  /**
   * Sends every webhook that is due, and resolves when each has an answer, or none in time.
   *
   * One that failed is not due again before a minute, by the clock of the sandbox. It never rejects.
   */
  readonly settled: () => Promise<void>;
  /** Starts again with the original options, including the clock and the seed. */
  readonly reset: () => void;
}
