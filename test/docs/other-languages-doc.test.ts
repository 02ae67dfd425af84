import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {describeConnectionError} from '../../src/flows/index.js';
import {createWebhooks} from '../../src/server/index.js';
import {CONNECTION_ERRORS} from '../../src/service/connection-errors.js';
import {SECRET, signature} from '../server/sign.js';
import {allBlocks} from '../support/code-blocks.js';

const PAGE = 'docs/other-languages.md';
const CLIENT_SECRET = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';

/** A call of the page, and what it says of the answer. */
interface Call {
  readonly request: string;
  readonly answer: unknown;
}

/** Returns each call of the service, with the block of JSON behind it if there is one. */
function calls(): readonly Call[] {
  const blocks = allBlocks(PAGE);
  return blocks.flatMap(({language, code}, index) => {
    if (language !== 'http' || !code.includes(' /2.0/')) return [];
    const next = blocks[index + 1];
    const answer: unknown = next?.language === 'json' ? JSON.parse(next.code) : undefined;
    return [{request: code, answer}];
  });
}

/** Makes a request of a block of HTTP. */
function parse(text: string): Request {
  const [head = '', body] = text.trim().split('\n\n');
  const [line = '', ...headers] = head.split('\n');
  const [method = '', path = ''] = line.split(' ');
  return new Request(`http://localhost${path}`, {
    method,
    headers: headers.map((header) => header.split(': ') as [string, string]),
    ...(body !== undefined && {body}),
  });
}

/** Returns the paths of all fields of an answer, such as `connections.0.id`. */
function fieldsOf(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, field]) => fieldsOf(field, `${path}.${name}`))];
}

it('the service answers each call of the page as the page says', async () => {
  const user = {token: 'first', code: 'first-code', connections: [{connectorId: 3}]};
  // the next user gets the id of the page
  const sandbox = createSandbox({users: [user, ...Array.from({length: 5}, () => ({}))]});
  const all = calls();
  expect(all.length).toBeGreaterThan(10);
  let known: Record<string, string> = {
    'CLIENT-ID': '17473055',
    'CLIENT-SECRET': CLIENT_SECRET,
    CODE: 'first-code',
    STATE: 'a-state',
  };
  for (const {request, answer} of all) {
    const filled = Object.entries(known)
      .sort(([one], [other]) => other.length - one.length)
      .reduce((text, [name, value]) => text.replaceAll(new RegExp(`\\b${name}\\b`, 'g'), value), request);
    const response = await sandbox.fetch(parse(filled));
    const told = `${request.split('\n')[0] ?? ''}: ${response.status}`;
    expect(response.ok, `${told} ${response.ok ? '' : await response.clone().text()}`).toBe(true);
    if (answer === undefined) {
      expect(response.status, told).toBe(204);
      continue;
    }
    const got = (await response.json()) as Record<string, unknown>;
    expect(fieldsOf(got), told).toEqual(expect.arrayContaining(fieldsOf(answer)));
    for (const [name, value] of Object.entries(answer as Record<string, unknown>))
      if (value === 'TOKEN' || value === 'SERVICE-TOKEN') known = {[value]: String(got[name]), ...known};
  }
});

it('createWebhooks verifies the webhook of the page, once it is signed as the page says', async () => {
  const block = allBlocks(PAGE).find(({code}) => code.startsWith('POST /webhooks/'))?.code ?? '';
  const unsigned = parse(block);
  const {pathname} = new URL(unsigned.url);
  const date = unsigned.headers.get('bi-signature-date') ?? '';
  const signed = signature(pathname, date, await unsigned.text());
  const seen: unknown[] = [];
  const webhooks = createWebhooks({
    verify: {hmac: SECRET},
    on: {CONNECTION_SYNCED: ({connection}) => void seen.push(connection.id)},
    onError: () => undefined,
  });
  expect((await webhooks(parse(block))).status).toBe(401);
  expect((await webhooks(parse(block.replace('SIGNATURE', signed)))).status).toBe(204);
  expect(seen).toEqual([46]);
});

it('each state has the remedy of the page', () => {
  const page = readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8');
  const [, table = ''] = /<!-- remedies -->([^]*)<!-- end of remedies -->/.exec(page) ?? [];
  const rows = table.trim().split('\n').slice(2);
  const named = rows.flatMap((row) => {
    const [, states = '', ...said] = row.split('|').map((cell) => cell.trim());
    const all = [...states.matchAll(/`(\w+)`/g)].map(([, state = '']) => state);
    return said[0] === '`known`' ? all.map((state) => [state, said.slice(0, 3).join()] as const) : [];
  });
  const known = Object.keys(CONNECTION_ERRORS).map((state) => {
    const {kind, who, action} = describeConnectionError({state});
    return [state, [kind, who, action].map((word) => `\`${word}\``).join()] as const;
  });
  expect(named.toSorted()).toEqual(known.toSorted());
  const hidden = Object.entries(CONNECTION_ERRORS).filter(([, {bankMessage}]) => !bankMessage);
  const [, sentence = ''] = /`error_message`\. Leave it out for ([^]*?) and unknown states/.exec(page) ?? [];
  const leftOut = [...sentence.matchAll(/`(\w+)`/g)].map(([, state]) => state);
  expect(leftOut.toSorted()).toEqual(hidden.map(([state]) => state).toSorted());
});
