import {own} from '../own.js';
import {signWebhook} from '../sign-webhook.js';
import {compressed} from '../webhooks/request.js';
import {errorOf} from './answers.js';
import {type Finding, finding, type Problem, problem} from './finding.js';
import {type Answer, isAnswer, type Send} from './send.js';

/** The receiver to examine. */
export interface ReceiverToExamine {
  /** The exact address of one event. */
  readonly url: URL;
  readonly secret: string;
  readonly send: Send;
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
  const answer = await answerTo(receiver, {});
  const plain = finding(
    'a signed webhook is accepted',
    isSuccess(answer?.status) ? undefined : await problemOf(receiver, answer),
  );
  const forged = await statusOf(receiver, {secret: `not ${receiver.secret}`});
  const wrong = finding(
    'a webhook with a wrong signature is refused',
    isSuccess(forged) ? UNSIGNED : undefined,
  );
  return plain.ok ? [plain, wrong, await checkGzip(receiver), await checkLarge(receiver)] : [plain, wrong];
}

/** The first webhook of a connection has all of its transactions. */
async function checkLarge(receiver: ReceiverToExamine): Promise<Finding> {
  const check = 'a webhook of 4 MB is accepted';
  const body = JSON.stringify({transactions: 'x'.repeat(4_000_000)});
  const status = await statusOf(receiver, {body});
  if (isSuccess(status)) return finding(check, undefined);
  const answer = status === undefined ? 'does not answer' : `answers ${status}`;
  const advice = `It ${answer}. The first webhook of a connection has all transactions: let the proxy and the server take 32 MB, such as by client_max_body_size in nginx.`;
  return finding(check, problem('too-large', advice));
}

async function checkGzip(receiver: ReceiverToExamine): Promise<Finding> {
  const check = 'a compressed webhook is accepted';
  if (isSuccess(await statusOf(receiver, {gzip: true}))) return finding(check, undefined);
  const decompressed = isSuccess(await statusOf(receiver, {gzip: true, signsText: true}));
  const advice = decompressed
    ? 'Something decompresses the body before the signature is verified. Verify the bytes that arrive.'
    : 'The receiver does not read Content-Encoding: gzip. Decompress after the signature is verified.';
  return finding(check, problem('compressed', advice));
}

const UNSIGNED = problem(
  'unsigned',
  'Everybody can send webhooks to it. Verify the signature before you read the body.',
);

/** Returns what is probably wrong, by signatures that are right only for one mistake. */
async function problemOf(receiver: ReceiverToExamine, answer: Answer | undefined): Promise<Problem> {
  if (!answer) {
    return problem(
      'no-answer',
      'Nothing answers at this address in time. Start the back end, or correct the address. A body parser before the handler can also make it wait forever.',
    );
  }
  const {status} = answer;
  if (errorOf(answer) === 'unreadable-body') {
    return problem(
      'body-parser',
      'A body parser reads the body first, and leaves no bytes to verify. Mount the handler before the parser, or keep the raw bytes.',
    );
  }
  if (status === 404 || status === 405) {
    return problem(
      'not-mounted',
      `It answers ${status}. Mount the handler at this path, for POST, with the name of the event at its end.`,
    );
  }
  if (status >= 300 && status <= 399) {
    return problem(
      'redirected',
      `It answers ${status}, a redirect, which the service does not follow. Register the address behind it.`,
    );
  }
  if (status >= 500)
    return problem('failed', `It answers ${status}: the receiver fails. Its own log says why.`);
  if (isSuccess(await statusOf(receiver, {body: USUAL_BODY}))) {
    return problem(
      'body-parser',
      'A body parser reads the body first, and it is put together again. Mount the handler before the parser, or keep the raw bytes.',
    );
  }
  const path = await acceptedPath(receiver);
  if (path !== undefined) {
    return problem(
      'wrong-path',
      `The signature is verified with the path ${path} instead of ${receiver.url.pathname}: a router or a proxy changes it. Verify with the path of the registered address.`,
    );
  }
  return problem(
    'wrong-signature',
    `It answers ${status}. Compare the secret, its spaces and its line break; a proxy may also remove the headers BI-Signature and BI-Signature-Date.`,
  );
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
  return (await answerTo(receiver, trial))?.status;
}

/** Sends a webhook. Returns the answer, or `undefined` if none came. */
async function answerTo(receiver: ReceiverToExamine, trial: Trial): Promise<Answer | undefined> {
  const {body = UNUSUAL_BODY, path = receiver.url.pathname, secret = receiver.secret} = own(trial);
  const {gzip = false, signsText = false} = own(trial);
  const bytes = gzip ? await compressed(body) : new TextEncoder().encode(body);
  const signature = await signWebhook({path, secret, body: signsText ? body : bytes});
  const headers = own({
    'content-type': 'application/json; charset=utf-8',
    ...(gzip && {'content-encoding': 'gzip'}),
    ...signature,
  });
  const answer = await receiver.send({url: receiver.url, method: 'POST', headers, body: bytes});
  return isAnswer(answer) ? answer : undefined;
}

function isSuccess(status: number | undefined): boolean {
  return status !== undefined && status >= 200 && status <= 299;
}
