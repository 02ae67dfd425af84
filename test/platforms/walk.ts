import {beforeAll, describe, expect, it} from 'vitest';
import type {RunningSandbox} from '../../packages/sandbox/src/testing.js';
import {endFlow} from '../../packages/sandbox/src/testing.js';
import {webviewUrl} from '../../src/flows/index.js';
import type {Running} from './running.js';
import {Visitor} from './visitor.js';

/** The secret of the webhooks. */
const WEBHOOK_SECRET = 'the/secret+of=the-webhooks';

/** Signs a person in, in the way of an app. */
export type SignIn = (visitor: Visitor, user: string) => Promise<void> | void;

/** The apps of the documentation put the user's name into a cookie. */
export const bySession: SignIn = ({browser}, user) => {
  browser.cookies.set('session', {value: user, attributes: new Map(), endsAt: Infinity});
};

/** Returns what the documented apps find in their environment. */
export function environment(port: number, service: string): Readonly<Record<string, string>> {
  return {
    PORT: String(port),
    DENO_SERVE_ADDRESS: `tcp:127.0.0.1:${port}`,
    PUBLIC_URL: `http://localhost:${port}/api/budgea`,
    BUDGEA_SECRET: '54tHJHjvodbANVzaRtcLzlHGXQiOgw80',
    BUDGEA_BASE_URL: service,
    SESSION_SECRET: 'the secret of the sessions',
    WEBHOOK_SECRET,
  };
}

/** What the steps walk over. */
export interface Walked {
  readonly sandbox: () => RunningSandbox;
  readonly app: () => Running;
}

const ANY_CODE = expect.stringMatching(/^[\w+/]{32}$/) as string;
const ANY_OWNER = expect.stringMatching(/^[\w-]{43}$/) as string;

/** Connects, lists, refreshes and disconnects, then walks the flow on the server: the same steps on each platform. */
export function walkBackEnd({sandbox, app}: Walked, signIn: SignIn, mayHangUp = false): void {
  const mount = '/api/budgea';
  let ann: Visitor;
  let bob: Visitor;
  let owner: unknown;
  let id: unknown;

  const listed = async (visitor: Visitor): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const [status, answer] = await visitor.ask('GET', `${mount}/connections`);
    expect(status).toBe(200);
    return (answer as {connections: readonly Readonly<Record<string, unknown>>[]}).connections;
  };

  beforeAll(async () => {
    ann = new Visitor(app().origin);
    bob = new Visitor(app().origin);
    await signIn(ann, 'ann');
    await signIn(bob, 'bob');
  });

  it('starts without a code for a new user', async () => {
    const [status, first] = await ann.ask('POST', `${mount}/code`, {});
    expect([status, first]).toEqual([200, {code: null, owner: ANY_OWNER}]);
    ({owner} = first as {owner: unknown});
  });

  it('exchanges the code of the webview, once', async () => {
    const redirectUri = `${app().origin}/callback`;
    const url = webviewUrl('connect', {baseUrl: sandbox().url, clientId: 17473055, redirectUri});
    const callback = new URL(await endFlow(sandbox(), url, {connectorIds: [59]}));
    const body = {code: callback.searchParams.get('code'), owner};
    expect(await ann.ask('POST', `${mount}/token`, body)).toEqual([204, '']);
    expect(await ann.ask('POST', `${mount}/token`, body)).toMatchObject([409, {error: 'token-exists'}]);
    expect(await ann.ask('POST', `${mount}/code`, {})).toEqual([200, {code: ANY_CODE, owner}]);
  });

  it('lists the connection, and only to its user', async () => {
    const response = await ann.send('GET', `${mount}/connections`);
    expect(response.headers.get('cache-control')).toBe('private, no-store');
    const [connection] = await listed(ann);
    expect(connection).toMatchObject({state: null, sameBankAs: []});
    expect(await listed(bob)).toEqual([]);
    ({id} = connection ?? {});
  });

  it('asks for fresh data', async () => {
    expect(await ann.ask('POST', `${mount}/refresh`, {connectionId: id})).toEqual([202, {}]);
  });

  it.each([
    ['nobody', {code: 'x'}, {cookie: ''}, 401, 'signed-out'],
    ['another site', {}, {'sec-fetch-site': 'cross-site'}, 403, 'cross-site'],
    ['a form', 'a=b', {'content-type': 'application/x-www-form-urlencoded'}, 415, 'unsupported-content-type'],
    ['incomplete JSON', '{"code": "x', {}, 400, 'invalid-json'],
  ])('refuses %s', async (_title, body, headers, status, error) => {
    expect(await ann.ask('POST', `${mount}/token`, body, headers)).toMatchObject([status, {error}]);
  });

  it('refuses a large body, and goes on', async () => {
    const body = `{"code": "${'x'.repeat(100_000)}"}`;
    const answer = ann.ask('POST', `${mount}/token`, body);
    const outcome = mayHangUp ? await answer.catch(() => 'closed') : await answer;
    if (outcome !== 'closed') expect(outcome).toMatchObject([413, {error: 'too-large'}]);
  });

  it('answers 404 to an unknown route', async () => {
    expect(await ann.ask('POST', `${mount}/secret`, {})).toMatchObject([404, {error: 'unknown-route'}]);
  });

  it('disconnects, once, and not for somebody else', async () => {
    const path = `${mount}/connections/${String(id)}`;
    expect(await bob.ask('DELETE', path)).toMatchObject([404, {error: 'unknown-connection'}]);
    expect(await ann.ask('DELETE', path)).toEqual([204, '']);
    expect(await ann.ask('DELETE', path)).toMatchObject([404, {error: 'unknown-connection'}]);
    expect(await listed(ann)).toEqual([]);
  });

  it('walks the flow on the server, in two tabs at once', async () => {
    const {browser} = bob;
    const leave = async (): Promise<string> =>
      (await browser.go(`${mount}/start/connect?return_to=/accounts`)).url;
    const [first, second] = [await leave(), await leave()];
    expect(browser.attempts).toHaveLength(2);
    const back = await endFlow(sandbox(), first, {connectorIds: [59]});
    const {url} = await browser.go(back, {from: 'cross-site'});
    expect(url).toBe(`${app().origin}/accounts?budgea=success`);
    expect(await listed(bob)).toHaveLength(1);
    const cancelled = await endFlow(sandbox(), second, {error: 'access_denied'});
    expect((await browser.go(cancelled, {from: 'cross-site'})).url).toMatch(/\?budgea=cancelled$/);
  });

  it('believes no return without the cookie of its start', async () => {
    const forged = `${mount}/return?state=forged&code=forged&connection_id=46`;
    const {url} = await bob.browser.go(forged, {from: 'cross-site'});
    expect(url).toMatch(/\?budgea=unverified$/);
  });
}

/** Sends webhooks: the same steps on each platform. */
export function walkWebhooks({sandbox, app}: Walked, encodings: readonly ('gzip' | 'plain')[]): void {
  /** About 1 MB, also after it is compressed. */
  const long = Array.from({length: 40_000}, (_, index) => ({id: index, wording: crypto.randomUUID()}));

  const statuses = async (payload: Readonly<Record<string, unknown>>): Promise<unknown> => {
    const before = sandbox().deliveries().length;
    sandbox().sendWebhook({event: 'CONNECTION_SYNCED', payload});
    await sandbox().settled();
    return sandbox()
      .deliveries()
      .slice(before)
      .map(({tries}) => tries.at(-1)?.status);
  };

  describe.each(encodings)('%s', (encoding) => {
    beforeAll(() => {
      sandbox().reset();
      sandbox().addWebhook({
        url: `${app().origin}/webhooks`,
        events: ['CONNECTION_SYNCED'],
        secret: WEBHOOK_SECRET,
        gzip: encoding === 'gzip',
      });
    });

    it('takes a signed webhook', async () => {
      expect(await statuses({connection: {id: 46}})).toEqual([204]);
    });

    it('takes a long one', async () => {
      expect(await statuses({connection: {id: 46, accounts: [{id: 3, transactions: long}]}})).toEqual([204]);
    });

    it('refuses a wrong signature', async () => {
      sandbox().setWebhookFaults({wrongSecret: true});
      expect(await statuses({connection: {id: 46}})).toEqual([401]);
      expect(app().output).toContain('wrong-signature');
    });
  });
}
