import {own} from '../own.js';
import {signWebhook} from '../sign-webhook.js';
import {compressed} from '../webhooks/request.js';
import {type Finding, finding} from './finding.js';

/** The receiver to examine. */
export interface ReceiverToExamine {
  /** The exact address of one event. */
  readonly url: URL;
  readonly secret: string;
  readonly fetch: typeof globalThis.fetch;
}

/** A webhook whose signature may be over something else than what is sent. */
interface Trial {
  readonly body?: string;
  readonly path?: string;
  readonly secret?: string;
  readonly gzip?: boolean;
  /** Whether the signature is over the body before it is compressed. */
  readonly signsText?: boolean;
}

/** Valid JSON that `JSON.stringify` writes in another way. */
const UNUSUAL_BODY = '{"id_webhook_data": 1,  "name": "caf\\u00e9", "amount": 1.0}';
const USUAL_BODY = JSON.stringify(JSON.parse(UNUSUAL_BODY));

/** Examines a receiver of webhooks: it must take right signatures, and refuse wrong ones. */
export async function checkWebhooks(receiver: ReceiverToExamine): Promise<readonly Finding[]> {
  const status = await statusOf(receiver, {});
  const plain = finding(
    'a signed webhook is accepted',
    isSuccess(status),
    isSuccess(status) ? '' : await adviceFor(receiver, status),
  );
  const forged = await statusOf(receiver, {secret: `not ${receiver.secret}`});
  const wrong = finding(
    'a webhook with a wrong signature is refused',
    !isSuccess(forged),
    'Everybody can send webhooks to it. Verify the signature before you read the body.',
  );
  return plain.ok ? [plain, wrong, await checkGzip(receiver)] : [plain, wrong];
}

async function checkGzip(receiver: ReceiverToExamine): Promise<Finding> {
  const check = 'a compressed webhook is accepted';
  if (isSuccess(await statusOf(receiver, {gzip: true}))) return finding(check, true, '');
  const decompressed = isSuccess(await statusOf(receiver, {gzip: true, signsText: true}));
  return finding(
    check,
    false,
    decompressed
      ? 'Something decompresses the body before the signature is verified. Verify the bytes that arrive.'
      : 'The receiver does not read Content-Encoding: gzip. Decompress after the signature is verified.',
  );
}

/** Returns what is probably wrong, by signatures that are right only for one mistake. */
async function adviceFor(receiver: ReceiverToExamine, status: number | undefined): Promise<string> {
  if (status === undefined)
    return 'Nothing answers at this address. Start the back end, or correct the address.';
  if (status === 404 || status === 405) {
    return `It answers ${status}. Mount the handler at this path, for POST, with the name of the event at its end.`;
  }
  if (status >= 300 && status <= 399) {
    return `It answers ${status}, a redirect, which the service does not follow. Register the address behind it.`;
  }
  if (status >= 500) return `It answers ${status}: the receiver fails. Its own log says why.`;
  if (isSuccess(await statusOf(receiver, {body: USUAL_BODY}))) {
    return 'A body parser reads the body first, and it is put together again. Mount the handler before the parser, or keep the raw bytes.';
  }
  const path = await acceptedPath(receiver);
  if (path !== undefined) {
    return `The signature is verified with the path ${path} instead of ${receiver.url.pathname}: a router or a proxy changes it. Verify with the path of the registered address.`;
  }
  return `It answers ${status}. Compare the secret, its spaces and its line break; a proxy may also remove the headers BI-Signature and BI-Signature-Date.`;
}

/** Returns the path with which the receiver verifies, if it is a part of the right one or differs by a slash. */
async function acceptedPath(receiver: ReceiverToExamine): Promise<string | undefined> {
  const {pathname} = receiver.url;
  const segments = pathname.split('/').filter(Boolean);
  const shorter = segments.map((_segment, index) => `/${segments.slice(index + 1).join('/')}`);
  const candidates = [...shorter, ...[pathname, ...shorter].map((path) => `${path}/`)];
  for (const path of candidates) if (isSuccess(await statusOf(receiver, {path}))) return path;
  return undefined;
}

/** Sends a webhook, and returns the status of the answer; nothing without an answer. */
async function statusOf(receiver: ReceiverToExamine, trial: Trial): Promise<number | undefined> {
  const {body = UNUSUAL_BODY, path = receiver.url.pathname, secret = receiver.secret} = own(trial);
  const {gzip = false, signsText = false} = own(trial);
  const bytes = gzip ? await compressed(body) : new TextEncoder().encode(body);
  const signature = await signWebhook({path, secret, body: signsText ? body : bytes});
  const headers = own({
    'content-type': 'application/json; charset=utf-8',
    ...(gzip && {'content-encoding': 'gzip'}),
    ...signature,
  });
  try {
    const init = own({method: 'POST', headers, body: bytes, redirect: 'manual' as const});
    const response = await receiver.fetch(receiver.url, init);
    void response.body?.cancel().catch(() => undefined);
    return response.status;
  } catch {
    return undefined;
  }
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status <= 299;
}
