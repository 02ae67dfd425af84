import {ownProperties} from '../service/options.js';
import {unreachableMessage, type UnreachableReason} from './unreachable.js';

/** Every way in which a route or a call can fail: the status of the answer, and what to do. */
export const BACKEND_ERRORS = {
  'unknown-route': {
    status: 404,
    message:
      'Use the route …/code, …/token, …/connections, …/connections/{id} or …/refresh, or …/payment if `createPayment` is given.',
  },
  'method-not-allowed': {status: 405, message: 'Use a method that the header Allow names.'},
  'cross-site': {
    status: 403,
    message: "Call this route from a page of the same origin, or name the page's origin in `allowedOrigins`.",
  },
  'unsupported-content-type': {status: 415, message: 'Send application/json.'},
  'too-large': {status: 413, message: 'Send at most 16,384 bytes.'},
  'invalid-json': {status: 400, message: 'Send a JSON object in UTF-8.'},
  'missing-code': {status: 400, message: 'Send the received code as {"code": "…"}.'},
  'signed-out': {
    status: 401,
    message: 'Nobody is signed in: `getUser` found neither a user nor a session for this request.',
  },
  'invalid-user': {
    status: 500,
    message:
      '`getUser` must return `{id, token}`, with a text or a number as `id`, and a text as `token` if there is one. Return nothing if nobody is signed in.',
  },
  'other-owner': {
    status: 409,
    message:
      'Another user started this flow. The code still works: sign in as that user, then send it again.',
  },
  'token-exists': {
    status: 409,
    message: 'This user has a token that works, so the code was not exchanged. `replaceToken` can allow it.',
  },
  'missing-connection': {status: 400, message: 'Send the id of a connection as {"connectionId": "…"}.'},
  'unknown-connection': {status: 404, message: 'This user has no connection with this id.'},
  'action-needed': {
    status: 409,
    message: 'The user must repair this connection first. Start the reconnect flow.',
  },
  'invalid-payment-start': {
    status: 400,
    message:
      'Send {"state": "…", "redirectUri": "…", "context": …}, with a state of 1 to 2,000 characters and an absolute redirect URI without a query.',
  },
  'nothing-to-pay': {
    status: 409,
    message: 'There is nothing to pay: `createPayment` returned no payment for this request.',
  },
  'incomplete-body': {
    status: 400,
    message: 'Send the whole body within 1.5 s. If a body parser runs first, mount the routes before it.',
  },
  'unreadable-body': {
    status: 500,
    message: 'The body was already read. Mount the routes before any body parser.',
  },
  'code-refused': {
    status: 400,
    message: 'The service refused the code: it is used, expired or unknown. Start the flow again.',
  },
  'token-refused': {
    status: 409,
    message:
      "The service refused this user's saved token. Check `domain`: if it is right, the token was revoked.",
  },
  'token-forbidden': {
    status: 409,
    message:
      "The service does not accept this user's saved token for this call. Return the permanent token from `getUser`, not a temporary code.",
  },
  'user-deleted': {
    status: 409,
    message:
      'The service does not know the user of this saved token. Check `domain`: if it is right, the user was deleted, so delete the token.',
  },
  'misconfigured-client': {
    status: 500,
    message:
      'The service refused the client. Compare `clientId`, `clientSecret` and `domain` with the console.',
  },
  'payments-forbidden': {
    status: 500,
    message:
      'The service does not let this client create or read payments. Ask your provider to enable payments for it.',
  },
  'payment-refused': {
    status: 500,
    message:
      "The service refused the payment that `createPayment` returned. Compare its fields with the service's reference, and the redirect URI with the console.",
  },
  'service-busy': {
    status: 503,
    message: 'The service gets too many requests from this client. Wait, then try again.',
  },
  'service-unavailable': {
    status: 503,
    message: 'The service is not available at the moment. Try again later.',
  },
  'service-failed': {status: 502, message: 'The service failed. Try again later.'},
  'service-unreachable': {
    status: 502,
    message: 'The service could not be reached, or closed the connection too early. Try again later.',
  },
  'service-unreadable': {
    status: 502,
    message: 'The service gave an unexpected answer. Check that `domain` and `baseUrl` lead to it.',
  },
  'service-incompatible': {
    status: 502,
    message:
      'The service does not take this call. Check that `domain` and `baseUrl` lead to its API. If they do, update `budgea-webview`.',
  },
  'service-timeout': {status: 504, message: 'The service did not answer in time. Try again later.'},
} as const;

/** What failed. The codes are stable, so a program can tell errors apart by them. */
export type BackendErrorCode = keyof typeof BACKEND_ERRORS;

/** What a `BackendError` can know beside its code. */
export interface BackendErrorDetails {
  readonly retryAfter?: number | undefined;
  readonly detail?: UnreachableReason | undefined;
}

/**
 * Thrown by the calls, such as `connection`, and sent by the routes as JSON, when a request to the back end or to the service
 * fails. `onError` gets those that the routes answer with a status of 500 or more.
 *
 * It never holds a code, a token or the secret. It has no `cause`, because the underlying error may quote them.
 */
export class BackendError extends Error {
  static {
    // so that a field that is not given is not read from a polluted `Object.prototype`
    Object.assign(this.prototype, {retryAfter: undefined, detail: undefined});
  }

  override readonly name = 'BackendError';
  /** What failed. */
  readonly code: BackendErrorCode;
  /** The HTTP status that the routes answer with. */
  readonly status: number;
  /** How long the service asks to wait before the next request, in seconds, if it says so. */
  readonly retryAfter?: number;
  /**
   * Why the service is not reachable, such as `ENOTFOUND`, `ECONNREFUSED` or `CERT_HAS_EXPIRED`, if the platform says
   * so. Then the message says it in words. Neither is answered to the browser.
   */
  readonly detail?: UnreachableReason;

  constructor(code: BackendErrorCode, details?: BackendErrorDetails) {
    const {retryAfter, detail} = ownProperties(details);
    const {status, message} = BACKEND_ERRORS[code];
    super(detail ? unreachableMessage(detail) : message);
    this.code = code;
    this.status = status;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
    if (detail !== undefined) this.detail = detail;
  }
}
