import type {BackendError} from '../backend-error.js';
import type {CheckedUser} from '../user.js';

/** What the flow on the server asks of the routes beside it, so that both do the same. */
export interface ServerFlowCalls<Platform> {
  /** Finds the user of a request. */
  readonly findUser: (request: Request, platform: Platform) => Promise<CheckedUser | undefined>;
  /** Mints a code, as `POST …/code` does. Returns `null` if the user has no token that works, and gets none. */
  readonly mintCode: (user: CheckedUser, request: Request, platform: Platform) => Promise<string | null>;
  /** Creates a payment, as `POST …/payment` does. Missing if the host creates none. */
  readonly createPayment?:
    | ((
        user: CheckedUser,
        start: {
          readonly state: string;
          readonly redirectUri: string;
          readonly context: unknown;
          readonly request: Request;
          readonly platform: Platform;
        },
      ) => Promise<{readonly code: string; readonly paymentId: string}>)
    | undefined;
  /** Exchanges a received code and saves the token, as `POST …/token` does. */
  readonly saveCode: (user: CheckedUser, code: string, request: Request, platform: Platform) => Promise<void>;
  /** Tells whether a connection is the user's. */
  readonly hasConnection: (request: Request, id: string, platform: Platform) => Promise<boolean>;
  /** Reports a failure of the back end. */
  readonly report: (error: BackendError, request: Request) => Promise<void>;
}
