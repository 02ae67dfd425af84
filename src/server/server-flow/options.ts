import type {Service} from '../../service/parameters.js';
import type {FlowResult} from '../../service/results.js';
import type {User} from '../user.js';

/** What `onResult` learns about a result. */
export interface ResultDetails<Platform = unknown> {
  /** Whether the same answer was handled before, such as after a reload. The result is the same again. */
  readonly repeated: boolean;
  /** What the back end got as its second argument. */
  readonly platform: Platform;
}

/** The options of `GET …/start/{flow}` and `GET …/return`, the flow on the server. */
export interface ServerFlowOptions<Platform = unknown> {
  /**
   * The address of the routes as browsers see it, such as `https://app.example/api/budgea`. The webview returns to
   * `…/return` below it. Default: none, and there are neither `GET …/start/{flow}` nor `GET …/return`.
   */
  readonly publicUrl?: string | null | undefined;
  /**
   * Signs the cookies of the attempts. The first of several secrets signs, and all of them verify, so a secret can be
   * replaced after an hour. Default: a key that is derived from `clientSecret`.
   */
  readonly cookieSecret?: string | readonly string[] | null | undefined;
  /**
   * Says where people sign in: an address, or a response. The address that the request names leads back here. Default: a
   * page that asks to sign in.
   */
  readonly onSignedOut?:
    | ((request: Request, platform: Platform) => string | Response | Promise<string | Response>)
    | null
    | undefined;
  /**
   * Says where the user goes on after a result of any kind but `none`: a path of this origin, or a response. Neither the
   * result nor the request has the code. Default: where the user came from, with `budgea={kind}` in the query.
   */
  readonly onResult?:
    | ((
        result: FlowResult,
        user: User,
        request: Request,
        details: ResultDetails<Platform>,
      ) => string | Response | null | undefined | Promise<string | Response | null | undefined>)
    | null
    | undefined;
  /** The webview that `GET …/start/{flow}` opens: `budgea` or `powens`, as on the elements. Default: `budgea`. */
  readonly service?: Service | null | undefined;
}

/** Every option of the flow on the server, and whether it is a function. */
export const SERVER_FLOW_OPTIONS = {
  publicUrl: 'value',
  cookieSecret: 'value',
  onSignedOut: 'function',
  onResult: 'function',
  service: 'value',
} as const satisfies Record<keyof ServerFlowOptions, 'function' | 'value'>;
