import {ownProperties} from '../service/options.js';

/** Every way in which a webhook can fail or stay unhandled: the status of the answer, and what to do. */
export const WEBHOOK_ERRORS = {
  'method-not-allowed': {status: 405, message: 'Use POST.'},
  'missing-signature': {
    status: 401,
    message:
      'The request has no `BI-Signature` or no `BI-Signature-Date`. Link this webhook to your provider of type `hmac_signature`, and let proxies pass these headers on.',
  },
  'wrong-signature': {status: 401, message: 'The signature does not fit the request.'},
  'expired-signature': {
    status: 401,
    message:
      'The signature fits, but its date is further from now than `maxAge`, or is not a date. Check the clock of this machine.',
  },
  'missing-token': {
    status: 401,
    message:
      'The request has no `Authorization: Bearer`. The service sends it for events of one user, and only if no other authentication is set.',
  },
  'wrong-token': {status: 401, message: "The token is not the permanent token of the payload's user."},
  'unknown-user': {
    status: 204,
    message:
      "`token` returned nothing for the payload's user, or the payload names none, so nothing was handled. Use `hmac` for events that name no user.",
  },
  refused: {status: 401, message: 'Your `verify` did not return true.'},
  'too-large': {
    status: 413,
    message: 'The body is longer than `maxBytes`, counted after it is decompressed.',
  },
  'unsupported-encoding': {status: 415, message: 'Send gzip, or no content encoding.'},
  'invalid-gzip': {status: 400, message: 'The body is not valid gzip.'},
  'incomplete-body': {status: 400, message: 'The body broke off, or did not arrive within 30 s.'},
  'unreadable-body': {
    status: 500,
    message:
      'Something read the body before and did not keep its bytes. Mount the webhooks before any body parser, or let the parser keep the bytes in `request.rawBody`.',
  },
  'invalid-json': {
    status: 400,
    message: 'The body is not a JSON object in UTF-8, so nothing in it can be verified or parsed.',
  },
  'not-json': {
    status: 204,
    message:
      'The service sent it, but it is not a JSON object in UTF-8, so nothing was handled. Leave `autosync.cfonb` off, or take the bytes from `verifyWebhook`.',
  },
  'unhandled-event': {
    status: 204,
    message: 'The event is verified, but neither `on` nor `otherwise` handles it.',
  },
  'being-handled': {
    status: 503,
    message: '`claim` returned busy: another request handles this delivery. The service sends it again.',
  },
  'claim-failed': {status: 500, message: 'Your `claim` threw, or what it returned did.'},
  'handler-failed': {status: 500, message: 'Your handler threw. The service sends the event again.'},
  'handler-timeout': {
    status: 500,
    message:
      'Your handler, with its `claim`, took longer than `timeLimit`. Save the payload, return, and do the work later. The service sends the event again.',
  },
  'function-failed': {
    status: 500,
    message: 'Your `verify`, `token`, `event` or `signedPath` threw. The service sends the event again.',
  },
} as const;

/** What failed, or why nothing was handled. The codes are stable, so a program can tell errors apart by them. */
export type WebhookErrorCode = keyof typeof WEBHOOK_ERRORS;

/** Why a signature does not fit, as far as trying other paths, bodies and secrets shows it. */
export const SIGNATURE_REASONS = {
  'other-path':
    'It fits another path: a mount or a proxy changed the path. Return the path of the registered address from `signedPath`.',
  'trailing-slash':
    'It fits the path with or without a slash at its end. Register the same address that your server gets, or return the registered path from `signedPath`.',
  query:
    'It fits the path with its query. Return the path and the query from `signedPath`, or register an address without a query.',
  'parsed-body':
    'It fits the body in another notation: something parsed the JSON and put it together again. Mount the webhooks before any body parser, or keep the raw bytes in `request.rawBody`.',
  'decompressed-body':
    'The body says that it is compressed, but it is not: something decompressed it. Mount the webhooks before it, because the signature may be over the compressed bytes.',
  'white-space-in-secret': 'It fits a secret without the white space around yours.',
  'wrong-secret':
    'No other path and no other notation fits. Compare the secret with the one of the provider that is linked to this webhook.',
} as const;

/** Why a signature does not fit. */
export type SignatureReason = keyof typeof SIGNATURE_REASONS;

/** What a `WebhookError` can know beside its code. */
export interface WebhookErrorDetails extends ErrorOptions {
  readonly event?: string | undefined;
  readonly deliveryId?: string | undefined;
  readonly reason?: SignatureReason | undefined;
}

/**
 * Thrown by `verifyWebhook` and `parseWebhook`, and given to `onError` of `createWebhooks`.
 *
 * It never holds a secret, a token or a part of the body. Only its `cause` is not ours: it is what your own function
 * threw.
 */
export class WebhookError extends Error {
  static {
    // so that a field that is not given is not read from a polluted `Object.prototype`
    Object.assign(this.prototype, {
      event: undefined,
      deliveryId: undefined,
      reason: undefined,
      cause: undefined,
    });
  }

  override readonly name = 'WebhookError';
  /** What failed. */
  readonly code: WebhookErrorCode;
  /** The HTTP status that `createWebhooks` answers with. It is 204 if a verified event was not handled. */
  readonly status: number;
  /** The event, if it is known at that point. */
  readonly event?: string;
  /** The service's id of the delivery, if it is known at that point. */
  readonly deliveryId?: string;
  /** Why the signature does not fit, if that was looked for and found. Then the message says it in words. */
  readonly reason?: SignatureReason;

  constructor(code: WebhookErrorCode, details?: WebhookErrorDetails) {
    const {event, deliveryId, reason, cause} = ownProperties(details);
    const {status, message} = WEBHOOK_ERRORS[code];
    super(reason ? `${message} ${SIGNATURE_REASONS[reason]}` : message);
    this.code = code;
    this.status = status;
    if (event !== undefined) this.event = event;
    if (deliveryId !== undefined) this.deliveryId = deliveryId;
    if (reason !== undefined) this.reason = reason;
    if (cause !== undefined) this.cause = cause;
  }
}
