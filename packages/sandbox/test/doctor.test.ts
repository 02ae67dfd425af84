import {createHmac} from 'node:crypto';
import {gunzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {DOCTOR_USAGE, runDoctor} from '../src/doctor-command.js';
import {doctor, type Finding} from '../src/testing.js';

const SECRET = 'the secret of the webhooks';

/** What a receiver sees, and a mistake can change. */
interface Seen {
  path: string;
  bytes: Buffer;
  text: string;
}

/** A receiver that is right but for one mistake. */
function receiver(mistake: (seen: Seen) => void = () => undefined): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const bytes = Buffer.from(await request.arrayBuffer());
    const gzip = request.headers.get('content-encoding') === 'gzip';
    const seen = {
      path: new URL(request.url).pathname,
      bytes,
      text: (gzip ? gunzipSync(bytes) : bytes).toString(),
    };
    mistake(seen);
    const signature = createHmac('sha256', SECRET)
      .update(`POST.${seen.path}.${request.headers.get('bi-signature-date') ?? ''}.`)
      .update(seen.bytes)
      .digest('base64');
    return new Response(null, {status: signature === request.headers.get('bi-signature') ? 204 : 401});
  };
}

const examine = (fetch: typeof globalThis.fetch, change: object = {}): Promise<readonly Finding[]> =>
  doctor({webhooks: 'https://app.example/hooks/in', webhookSecret: SECRET, fetch, ...change});

const adviceOf = (findings: readonly Finding[]): string =>
  findings
    .filter(({ok}) => !ok)
    .map(({advice}) => advice)
    .join('\n');

const always =
  (status: number): typeof fetch =>
  () =>
    Promise.resolve(new Response(null, {status}));

describe('the doctor', () => {
  it('finds nothing wrong with a right receiver', async () => {
    const findings = await examine(receiver());
    expect(findings).toHaveLength(4);
    expect(adviceOf(findings)).toBe('');
    expect(findings.every(({ok}) => ok)).toBe(true);
  });

  it.each([
    [
      'a body parser',
      receiver((seen) => {
        seen.bytes = Buffer.from(JSON.stringify(JSON.parse(seen.text)));
      }),
      'body parser',
    ],
    [
      'a router that removes the path in front',
      receiver((seen) => {
        seen.path = seen.path.replace('/hooks', '');
      }),
      'the path /in/BUDGEA_DOCTOR instead of /hooks/in/BUDGEA_DOCTOR',
    ],
    [
      'a slash at the end',
      receiver((seen) => {
        seen.path += '/';
      }),
      'the path /hooks/in/BUDGEA_DOCTOR/',
    ],
    [
      'a server that decompresses',
      receiver((seen) => {
        seen.bytes = Buffer.from(seen.text);
      }),
      'decompresses the body before',
    ],
    ['another secret', always(401), 'Compare the secret'],
    ['a wrong address', always(404), 'Mount the handler'],
    ['a redirect', always(307), 'a redirect'],
    ['a failure', always(500), 'Its own log'],
    ['no answer', () => Promise.reject(new Error('no')), 'Nothing answers'],
    ['no verification at all', always(204), 'Everybody can send'],
  ] as const)('names %s', async (_mistake, fetch, advice) => {
    const findings = await examine(fetch);
    expect(adviceOf(findings)).toContain(advice);
    expect(JSON.stringify(findings)).not.toContain(SECRET);
  });

  it.each([
    ['a wrong session', 401, '{"code": "signed-out"}', 'No user is signed in'],
    ['a proxy that hides the host', 403, '{"error": "cross-site"}', 'allowedOrigins'],
    ['a firewall', 403, '<html>', 'firewall'],
    ['a wrong path', 404, '', 'Mount the back end'],
    ['a sign-in page', 302, '', 'a redirect'],
    ['a page instead of the route', 200, '<!doctype html>', 'another handler'],
    ['a failure', 500, '{}', 'log of the back end'],
    ['a route that does not check who asks', 200, '{"code": "a+b/c"}', 'Any site can get a code'],
  ])('names %s at the back end', async (_mistake, status, body, advice) => {
    const fetch = () => Promise.resolve(new Response(body, {status}));
    expect(adviceOf(await doctor({backend: 'https://app.example/api', fetch}))).toContain(advice);
  });

  it('asks as a page of the site with the user’s headers, and then as another site', async () => {
    const asked: string[] = [];
    const findings = await doctor({
      backend: 'https://app.example/api/budgea/',
      headers: {cookie: 'session=1'},
      fetch: (input, init) => {
        const {url, method, headers} = new Request(input, init);
        asked.push(`${method} ${url} ${headers.get('cookie') ?? ''} ${headers.get('origin') ?? ''}`);
        const isOwn = headers.get('origin') === 'https://app.example';
        return Promise.resolve(Response.json({code: isOwn ? null : 'foreign'}, {status: isOwn ? 200 : 403}));
      },
    });
    expect(asked).toEqual([
      'POST https://app.example/api/budgea/code session=1 https://app.example',
      'POST https://app.example/api/budgea/code session=1 https://foreign.example',
      'POST https://app.example/api/budgea/code session=1 https://app.example',
    ]);
    expect(adviceOf(findings)).toBe('');
  });

  it('refuses an address that is none, and webhooks without a secret', async () => {
    await expect(doctor({backend: '/api'})).rejects.toThrow('The address of backend');
    await expect(doctor({webhooks: 'https://app.example/'})).rejects.toThrow('the secret');
  });
});

describe('the command doctor', () => {
  it('prints its options', async () => {
    expect(await runDoctor(['--help'])).toEqual({text: DOCTOR_USAGE, code: 0});
  });

  it('ends with 1 if nothing answers', async () => {
    const {text, code} = await runDoctor(['--backend', 'http://localhost:1/api', '--header', 'Cookie: a=b']);
    expect(code).toBe(1);
    expect(text).toMatch(/^wrong {2}POST …\/code .*\n +Nothing answers/);
  });

  it.each([
    [[], 'needs --backend'],
    [['--nothing'], 'does not take'],
    [['--backend', 'http://localhost:1/', '--header', 'Cookie'], '--header must be'],
  ])('refuses %j', async (args, message) => {
    await expect(runDoctor(args)).rejects.toThrow(message);
  });
});
