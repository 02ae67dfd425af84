/** Every way in which a route, or `connection`, fails: the status of its answer, and what to do about it. */
export const BACKEND_ERRORS = {
  'unknown-route': {status: 404, message: 'The routes are …/code and …/token.'},
  'method-not-allowed': {status: 405, message: 'Use POST.'},
  'cross-site': {status: 403, message: 'This route answers pages of its own origin alone.'},
  'unsupported-content-type': {status: 415, message: 'Send application/json.'},
  'too-large': {status: 413, message: 'Send at most 4,096 bytes.'},
  'invalid-json': {status: 400, message: 'Send a JSON object, in UTF-8.'},
  'missing-code': {status: 400, message: 'Send the received code as {"code": "…"}.'},
  'unreadable-body': {
    status: 500,
    message: 'The body does not come, or was read before: mount the routes before any body parser.',
  },
  'code-refused': {
    status: 400,
    message: 'The service did not take the code: it is used, expired or not known. Start the flow again.',
  },
  'token-refused': {
    status: 409,
    message:
      'The service does not take the token that is kept for this user: it is revoked, or of another domain.',
  },
  'misconfigured-client': {
    status: 500,
    message:
      'The service does not know the client: compare `clientId`, `clientSecret` and `domain` with the console.',
  },
  'service-busy': {status: 503, message: 'The service takes no more requests for now. Wait, then try again.'},
  'service-failed': {status: 502, message: 'The service failed by itself. Try again later.'},
  'service-unreachable': {
    status: 502,
    message: 'The service could not be reached, or hung up before the end of its answer. Try again later.',
  },
  'service-unreadable': {
    status: 502,
    message: 'The service did not answer as documented: check that `domain` and `baseUrl` lead to it.',
  },
  'service-timeout': {status: 504, message: 'The service did not answer in time. Try again later.'},
} as const;

/** What failed. Stable: a program may tell errors apart by it. */
export type BackendErrorCode = keyof typeof BACKEND_ERRORS;

/**
 * Why a request to the back end, or the back end's own request to the service, came to nothing.
 *
 * It is thrown by `connection`, and is what the routes answer as JSON. It never holds a code, a token or the secret,
 * and so it has no `cause` either: what failed below may quote them.
 */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  /** What failed. */
  readonly code: BackendErrorCode;
  /** The HTTP status of the routes' answer. */
  readonly status: number;
  /** How long the service asks to be left alone, in seconds, where it says so. */
  readonly retryAfter?: number;

  constructor(code: BackendErrorCode, retryAfter?: number) {
    const {status, message} = BACKEND_ERRORS[code];
    super(message);
    this.code = code;
    this.status = status;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}
