import type {BackendErrorCode} from '../../src/server/index.js';
import type {Fault} from './upstream.js';

/** Answers with a status, headers and a body. */
export const withHeaders =
  (status: number, headers: Readonly<Record<string, string>>, body: string | Buffer = ''): Fault =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
/** Answers with a status and a body of a type. */
export const answering = (status: number, type: string, body: string | Buffer): Fault =>
  withHeaders(status, {'content-type': type}, body);
export const JSON_TYPE = 'application/json';
const HTML = '<!doctype html><title>Sign in to the network</title>';

/** Each way in which a service, or the way to it, can fail: the status and the error that follow. */
export const FAULTS: readonly [title: string, fault: Fault, status: number, code: BackendErrorCode][] = [
  ['hangs up before its answer', ({socket}) => socket.destroy(), 502, 'service-unreachable'],
  ['resets the connection', ({socket}) => socket.resetAndDestroy(), 502, 'service-unreachable'],
  [
    'hangs up in the middle of its answer',
    ({socket}, response) => {
      response.writeHead(200, {'content-type': JSON_TYPE, 'content-length': '100'}).write('{"code": "');
      setTimeout(() => socket.destroy(), 20);
    },
    502,
    'service-unreachable',
  ],
  [
    'does not speak HTTP',
    ({socket}) => {
      socket.end('220 mail.example ESMTP\r\n');
    },
    502,
    'service-unreachable',
  ],
  ['never answers', () => undefined, 504, 'service-timeout'],
  [
    'never finishes its answer',
    (_request, response) => {
      response.writeHead(200, {'content-type': JSON_TYPE}).write('{"code": "');
    },
    504,
    'service-timeout',
  ],
  ['answers 429', answering(429, JSON_TYPE, '{"code": "tooManyRequests"}'), 503, 'service-busy'],
  ['answers 429 with Retry-After', withHeaders(429, {'retry-after': '30'}), 503, 'service-busy'],
  ['answers 500', answering(500, JSON_TYPE, '{"code": "internalServerError"}'), 502, 'service-failed'],
  ['answers 502', answering(502, 'text/html', HTML), 502, 'service-failed'],
  ['answers 503', answering(503, 'text/html', HTML), 503, 'service-unavailable'],
  [
    'answers 503 as its documentation of 2019 says',
    answering(503, JSON_TYPE, '{"code": "serviceUnavailable"}'),
    503,
    'service-unavailable',
  ],
  ['answers 503 with Retry-After', withHeaders(503, {'retry-after': '120'}), 503, 'service-unavailable'],
  [
    'answers with incomplete JSON',
    answering(200, JSON_TYPE, '{"code": "/JiDppWgbm'),
    502,
    'service-unreadable',
  ],
  ['answers with HTML', answering(200, 'text/html', HTML), 502, 'service-unreadable'],
  ['answers 403 in HTML', answering(403, 'text/html', HTML), 502, 'service-unreadable'],
  ['answers 404 in HTML', answering(404, 'text/html', HTML), 502, 'service-unreadable'],
  ['answers 404 without a body', answering(404, JSON_TYPE, ''), 502, 'service-unreadable'],
  [
    'answers 404 as another API does',
    answering(404, JSON_TYPE, '{"error": "no such page"}'),
    502,
    'service-unreadable',
  ],
  ['answers 401 as a proxy does', answering(401, 'text/html', HTML), 502, 'service-unreadable'],
  ['answers with an empty body', answering(200, JSON_TYPE, ''), 502, 'service-unreadable'],
  [
    'answers with another object',
    answering(200, JSON_TYPE, '{"id": 7, "code": 7}'),
    502,
    'service-unreadable',
  ],
  ['answers with an array', answering(200, JSON_TYPE, '["code"]'), 502, 'service-unreadable'],
  [
    'answers with bytes that are not UTF-8',
    answering(200, JSON_TYPE, Buffer.from([...Buffer.from('{"code": "'), 0xff, 0x22, 0x7d])),
    502,
    'service-unreadable',
  ],
  [
    'answers with too much',
    answering(200, JSON_TYPE, `{"code": "${'x'.repeat(300_000)}"}`),
    502,
    'service-unreadable',
  ],
  [
    'redirects to another address',
    withHeaders(307, {location: 'http://127.0.0.1:9/2.0/auth'}),
    502,
    'service-unreadable',
  ],
  ['answers 405 without a word', answering(405, JSON_TYPE, '{}'), 502, 'service-unreadable'],
  [
    'answers 405 methodNotAllowed',
    answering(
      405,
      JSON_TYPE,
      '{"code": "methodNotAllowed", "description": "GET is not supported", "message": null, "request_id": 4001}',
    ),
    502,
    'service-incompatible',
  ],
  [
    'answers 405 methodNotAllowed as in 2019',
    answering(405, JSON_TYPE, '{"code": "methodNotAllowed"}'),
    502,
    'service-incompatible',
  ],
  [
    'answers 410 with an error of its own',
    answering(
      410,
      JSON_TYPE,
      '{"code": "gone", "description": "no longer", "message": null, "request_id": 4002}',
    ),
    502,
    'service-incompatible',
  ],
];
