import type {Connection} from './connection.js';
import type {ConnectionSummary} from '../service/connection-summary.js';
import type {Payment} from './payment.js';
import type {RenewOptions} from './service-user.js';

/** Answers the routes, and any other path with 404. It keeps nothing between requests. */
export interface Backend<Platform = unknown> {
  (request: Request, platform?: Platform): Promise<Response>;

  /**
   * Reads a connection if it belongs to the user who sends the request. Use it before you trust an id from an address.
   *
   * Returns `undefined` if the connection is not this user's, if there is no user or token, or if `id` is not a valid
   * id. If `getUser` needs the platform, give it as third argument.
   *
   * @example
   * ```ts
   * const connection = await backend.connection(request, '46');
   * if (!connection) return new Response(null, {status: 404});
   * ```
   *
   * @throws {BackendError} if the service gives no answer.
   */
  readonly connection: (
    request: Request,
    id: string | number | null | undefined,
    platform?: Platform,
  ) => Promise<Connection | undefined>;

  /**
   * Lists the connections of the user who sends the request, as `GET …/connections` does.
   *
   * Returns an empty list if there is no user, or no token that works. If `getUser` needs the platform, give it as
   * second argument.
   *
   * @example
   * ```ts
   * const connections = await backend.connections(request);
   * const needAttention = connections.filter(({remedy}) => remedy.who === 'user');
   * ```
   *
   * @throws {BackendError} if the service gives no answer.
   */
  readonly connections: (request: Request, platform?: Platform) => Promise<readonly ConnectionSummary[]>;

  /**
   * Deletes the service's user behind the user who sends the request, with all connections, then calls
   * `saveToken(user, null, …)`. Use it when an account is closed.
   *
   * A user who is gone counts as deleted. So if it throws, call it again. It does nothing for a user without a token. If
   * `getUser` needs the platform, give it as second argument.
   *
   * @example
   * ```ts
   * await backend.deleteUser(request);
   * ```
   *
   * @throws {BackendError} `signed-out`, or if the service gives no answer.
   */
  readonly deleteUser: (request: Request, platform?: Platform) => Promise<void>;

  /**
   * Issues another permanent token for a user, by the service's id of the user, which `saveToken` got. Use it after
   * `token-refused`. It saves nothing.
   *
   * With `revokePrevious`, the user's other permanent tokens stop working.
   *
   * @example
   * ```ts
   * const token = await backend.renewToken('31', {revokePrevious: true});
   * ```
   *
   * @throws {BackendError} `user-deleted` if there is no such user, `misconfigured-client`, or if the service gives no
   * answer.
   * @throws {FlowError} if the id is not valid.
   */
  readonly renewToken: (userId: string | number, options?: RenewOptions) => Promise<string>;

  /**
   * Reads a payment. Use it before you trust what an address says about a payment, with the id that you saved.
   *
   * Returns `undefined` if there is no such payment, if `ownsPayment` says that it is not this user's, if there is no
   * user to ask about, or if `id` is not a valid id. Without `ownsPayment` it reads any payment of the client
   * application. If `getUser` needs the platform, give it as third argument.
   *
   * @example
   * ```ts
   * const payment = await backend.payment(request, order.paymentId);
   * const isPaid = payment?.state === 'done' || payment?.state === 'accepted';
   * ```
   *
   * @throws {BackendError} if the service gives no answer.
   */
  readonly payment: (
    request: Request,
    id: string | number | null | undefined,
    platform?: Platform,
  ) => Promise<Payment | undefined>;
}
