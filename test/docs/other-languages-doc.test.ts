import {expect, it} from 'vitest';
import {createSandbox} from '../../packages/sandbox/src/index.js';
import {allBlocks} from '../support/code-blocks.js';

const PAGE = 'docs/other-languages.md';
const CLIENT_SECRET = '54tHJHjvodbANVzaRtcLzlHGXQiOgw80';

/** A call of the page, and what it says of the answer. */
interface Call {
  readonly request: string;
  readonly answer: unknown;
}

/** Returns each block of HTTP, with the block of JSON behind it if there is one. */
function calls(): readonly Call[] {
  const blocks = allBlocks(PAGE);
  return blocks.flatMap(({language, code}, index) => {
    if (language !== 'http') return [];
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
