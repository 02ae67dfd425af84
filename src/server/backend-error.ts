/** Every way in which a route or `connection` can fail: the status of the answer, and what to do. */
export const BACKEND_ERRORS = {
  'unknown-route': {status: 404, message: 'Use the route …/code or …/token.'},
  'method-not-allowed': {status: 405, message: 'Use POST.'},
  'cross-site': {status: 403, message: 'Call this route from a page of the same origin.'},
  'unsupported-content-type': {status: 415, message: 'Send application/json.'},
  'too-large': {status: 413, message: 'Send at most 4,096 bytes.'},
  'invalid-json': {status: 400, message: 'Send a JSON object in UTF-8.'},
  'missing-code': {status: 400, message: 'Send the received code as {"code": "…"}.'},
  'unreadable-body': {
    status: 500,
    message: 'The body did not arrive or was already read. Mount the routes before any body parser.',
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
  'misconfigured-client': {
    status: 500,
    message:
      'The service refused the client. Compare `clientId`, `clientSecret` and `domain` with the console.',
  },
  'service-busy': {
    status: 503,
    message: 'The service gets too many requests from this client. Wait, then try again.',
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
  'service-timeout': {status: 504, message: 'The service did not answer in time. Try again later.'},
} as const;

/** What failed. The codes are stable, so a program can tell errors apart by them. */
export type BackendErrorCode = keyof typeof BACKEND_ERRORS;

/**
 * Thrown by `connection`, and sent by the routes as JSON, when a request to the back end or to the service fails.
 *
 * It never holds a code, a token or the secret. It has no `cause`, because the underlying error may quote them.
 */
export class BackendError extends Error {
  override readonly name = 'BackendError';
  /** What failed. */
  readonly code: BackendErrorCode;
  /** The HTTP status that the routes answer with. */
  readonly status: number;
  /** How long the service asks to wait before the next request, in seconds, if it says so. */
  readonly retryAfter?: number;

  constructor(code: BackendErrorCode, retryAfter?: number) {
    const {status, message} = BACKEND_ERRORS[code];
    super(message);
    this.code = code;
    this.status = status;
    if (retryAfter !== undefined) this.retryAfter = retryAfter;
  }
}
