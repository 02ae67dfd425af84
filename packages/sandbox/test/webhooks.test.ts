import {createHmac} from 'node:crypto';
import {gunzipSync} from 'node:zlib';
import {describe, expect, it} from 'vitest';
import {createSandbox, type Sandbox, type SandboxOptions, type SandboxWebhook} from '../src/index.js';
import {endFlow, sandboxAt, startSandbox} from '../src/testing.js';
import {CALLBACK, CLIENT_ID, CLIENT_SECRET, call, exchange, flowUrl, TOKEN} from './world.js';

const HOOKS = 'https://app.example/webhooks';
const SECRET = 'the secret of the webhooks';
const MINUTE = 60_000;

interface Received {
  readonly event: string;
  readonly url: string;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** The parsed body. */
  readonly body: Record<string, never>;
}

/** A receiver of webhooks that answers with a status, and keeps what it got. */
function receiver(answer: () => Response | Promise<Response> = () => new Response(null, {status: 204})) {
  const received: Received[] = [];
  return {
    received,
    deliver: async (request: Request): Promise<Response> => {
      const bytes = Buffer.from(await request.arrayBuffer());
      const {url, headers} = request;
      const text = headers.get('content-encoding') === 'gzip' ? gunzipSync(bytes) : bytes;
      const body = JSON.parse(text.toString()) as Record<string, never>;
      received.push({event: url.split('/').at(-1) ?? '', url, headers, bytes, body});
      return answer();
    },
  };
}

type Receiver = ReturnType<typeof receiver>;

function sandboxFor({deliver}: Receiver, options: SandboxOptions = {}): Sandbox {
  return createSandbox({
    now: '2026-11-23T08:00:00Z',
    seed: 'webhooks',
    users: [{token: TOKEN, connections: [{connectorId: 3}]}],
    webhooks: [{url: HOOKS}],
    deliver,
    ...options,
  });
}

const eventsOf = ({received}: Receiver): readonly string[] => received.map(({event}) => event);
const lastOf = ({received}: Receiver, event: string): Received | undefined =>
  received.findLast((one) => one.event === event);

const refuse = () => new Response(null, {status: 500});

describe('the emulated service sends webhooks', () => {
  it('at a new connection, then at the end of its first synchronization', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    sandbox.addConnection({user: 1, connectorId: 59, lastUpdate: null});
    await sandbox.settled();
    expect(new Set(eventsOf(to))).toEqual(new Set(['ACCOUNTS_FETCHED', 'ACCOUNT_FOUND']));
    to.received.length = 0;
    sandbox.advance(7999);
    await sandbox.settled();
    expect(to.received).toEqual([]);
    sandbox.advance(1);
    await sandbox.settled();
    expect(new Set(eventsOf(to))).toEqual(new Set(['ACCOUNT_SYNCED', 'CONNECTION_SYNCED']));
    expect(lastOf(to, 'CONNECTION_SYNCED')?.body).toMatchObject({
      user: {id: 1},
      connection: {
        id: 47,
        state: null,
        last_update: '2026-11-23 08:00:08',
        connector: {name: 'Crédit Littoral'},
        sources: [{state: null}],
        subscriptions: [],
      },
    });
  });

  it('with every transaction at first, and later only with the new ones', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    sandbox.addConnection({user: 1, connectorId: 59, lastUpdate: null});
    const transactions = async (ms: number): Promise<readonly unknown[]> => {
      sandbox.advance(ms);
      await sandbox.settled();
      const {connection} = lastOf(to, 'CONNECTION_SYNCED')?.body as unknown as {
        connection: {id: number; accounts: {transactions: {date: string}[]}[]};
      };
      expect(connection.id).toBe(47);
      return connection.accounts.flatMap((account) => account.transactions.map(({date}) => date));
    };
    const first = await transactions(8000);
    expect(first.length).toBeGreaterThan(50);
    const later = await transactions(3 * 86_400_000);
    expect(later.length).toBeGreaterThan(0);
    expect(later.every((date) => String(date) > '2026-11-23')).toBe(true);
  });

  it('at a synchronization that fails, with what is wrong', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    sandbox.setConnectionState({id: 46, state: 'wrongpass'});
    await sandbox.settled();
    expect(eventsOf(to)).toEqual(['CONNECTION_SYNCED']);
    expect(to.received[0]?.body).toMatchObject({connection: {id: 46, state: 'wrongpass'}});
  });

  it('after a PUT of an application, and tells the application when', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    const path = '/2.0/users/me/connections/46';
    expect((await call(sandbox, 'PUT', path, {token: TOKEN})).json['last_push']).toBeNull();
    sandbox.advance(8000);
    await sandbox.settled();
    expect(eventsOf(to)).toContain('CONNECTION_SYNCED');
    expect((await call(sandbox, 'GET', path, {token: TOKEN})).json['last_push']).toBe('2026-11-23 08:00:08');
  });

  it('at the deletion of a connection, with the connection at the root', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    await call(sandbox, 'DELETE', '/2.0/users/me/connections/46', {token: TOKEN});
    await sandbox.settled();
    expect(eventsOf(to)).toEqual(['CONNECTION_DELETED']);
    expect(to.received[0]?.body).toMatchObject({id: 46, id_user: 1, id_connector: 3});
  });

  it('at the deletion of a user, with a token that the user had', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    await call(sandbox, 'DELETE', '/2.0/users/me', {token: TOKEN});
    await sandbox.settled();
    expect(eventsOf(to)).toEqual(['USER_DELETED']);
    expect(to.received[0]?.body).toMatchObject({id: 1});
    expect(to.received[0]?.headers.get('authorization')).toBe(`Bearer ${TOKEN}`);
  });

  it('when an account is disabled or enabled, and only then', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    for (const body of [{disabled: true}, {disabled: true}, {name: 'Mine'}, {disabled: false}]) {
      await call(sandbox, 'POST', '/2.0/users/me/accounts/101?all', {token: TOKEN, body});
    }
    await sandbox.settled();
    expect(eventsOf(to)).toEqual(['ACCOUNT_DISABLED', 'ACCOUNT_ENABLED']);
  });

  it('when the state of a payment changes, also by itself, without a token of anybody', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    sandbox.addPayment({amount: 5, label: 'Tickets', redirectUri: CALLBACK});
    sandbox.setPaymentState({id: 31, state: 'pending'});
    sandbox.advance(86_399_999);
    await sandbox.settled();
    const states = (): readonly unknown[] =>
      to.received.filter(({event}) => event === 'PAYMENT_STATE_UPDATED').map(({body}) => body['state']);
    expect(states()).toEqual(['pending']);
    sandbox.advance(1);
    await sandbox.settled();
    expect(states()).toEqual(['pending', 'done']);
    expect(lastOf(to, 'PAYMENT_STATE_UPDATED')?.body).toMatchObject({id: 31, client_redirect_uri: CALLBACK});
    expect(lastOf(to, 'PAYMENT_STATE_UPDATED')?.headers.has('authorization')).toBe(false);
  });

  it('of a new user only once the user is permanent, with everything that was missed', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    const callback = new URL(await endFlow(sandbox, flowUrl('connect'), {connectorIds: [59]}));
    sandbox.advance(8000);
    await sandbox.settled();
    expect(to.received).toEqual([]);
    const {json} = await exchange(sandbox, callback.searchParams.get('code') ?? '');
    await sandbox.settled();
    const events = [...new Set(eventsOf(to))];
    expect(events).toEqual([
      'USER_CREATED',
      'ACCOUNTS_FETCHED',
      'ACCOUNT_FOUND',
      'ACCOUNT_SYNCED',
      'CONNECTION_SYNCED',
    ]);
    const token = json['access_token'] as unknown as string;
    for (const {headers} of to.received) expect(headers.get('authorization')).toBe(`Bearer ${token}`);
  });

  it('of a user who is deleted before a permanent token, never', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    await endFlow(sandbox, flowUrl('connect'), {connectorIds: [59]});
    sandbox.advance(1_800_000);
    await sandbox.settled();
    expect(to.received).toEqual([]);
    expect(sandbox.users()).toHaveLength(1);
  });

  it('with the newest token of the user', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    const body = {
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      grant_type: 'client_credentials',
      id_user: 1,
      revoke_previous: true,
    };
    const {json} = await call(sandbox, 'POST', '/2.0/auth/renew', {body});
    sandbox.setConnectionState({id: 46, state: 'bug'});
    await sandbox.settled();
    expect(lastOf(to, 'CONNECTION_SYNCED')?.headers.get('authorization')).toBe(
      `Bearer ${String(json['access_token'])}`,
    );
  });

  it('to one address for each event, without the name of the event in the body', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to, {
      webhooks: [
        {url: 'https://one.example/hooks/?key=1', events: ['CONNECTION_SYNCED', 'USER_SYNCED']},
        {url: 'https://two.example/exact', event: 'CONNECTION_SYNCED'},
      ],
    });
    sandbox.setConnectionState({id: 46, state: 'bug'});
    await sandbox.settled();
    expect(to.received.map(({url}) => url)).toEqual([
      'https://one.example/hooks/CONNECTION_SYNCED?key=1',
      'https://two.example/exact',
      'https://one.example/hooks/USER_SYNCED?key=1',
    ]);
    expect(to.received[2]?.body).toMatchObject({total: 1, user: {id: 1}, connections: [{id: 46}]});
    for (const {bytes} of to.received) expect(bytes.toString()).not.toContain('SYNCED');
    expect(new Set(to.received.map(({body}) => body['id_webhook_data'])).size).toBe(3);
  });

  it.each([true, false])('with a signature over the sent bytes, if gzip is %s', async (gzip) => {
    const to = receiver();
    const sandbox = sandboxFor(to, {webhooks: [{url: `${HOOKS}/in?a=1`, secret: SECRET, gzip}]});
    sandbox.setConnectionState({id: 46, state: 'bug'});
    await sandbox.settled();
    const [first] = to.received;
    const date = first?.headers.get('bi-signature-date') ?? '';
    expect(date).toBe('2026-11-23T08:00:00.000Z');
    expect(first?.headers.get('bi-signature')).toBe(
      createHmac('sha256', SECRET)
        .update(`POST./webhooks/in/CONNECTION_SYNCED.${date}.`)
        .update(first?.bytes ?? '')
        .digest('base64'),
    );
    expect(first?.headers.has('authorization')).toBe(false);
    expect(first?.headers.get('content-encoding')).toBe(gzip ? 'gzip' : null);
    expect(first?.body).toMatchObject({connection: {id: 46}});
  });
});

describe('a webhook that is not accepted', () => {
  it.each([200, 202, 204, 299])('is not one that was answered with %s', async (status) => {
    const to = receiver(() => new Response(null, {status}));
    const sandbox = sandboxFor(to);
    sandbox.setConnectionState({id: 46, state: 'bug'});
    await sandbox.settled();
    sandbox.advance(MINUTE);
    await sandbox.settled();
    expect(to.received).toHaveLength(1);
    expect(sandbox.deliveries()).toMatchObject([{accepted: true, tries: [{status, failure: null}]}]);
  });

  it.each([302, 401, 404, 500])('is sent again until it is, with the same id, after %s', async (status) => {
    const statuses = [status, status, 204];
    const to = receiver(() => new Response(null, {status: statuses.shift() ?? 204}));
    const sandbox = sandboxFor(to);
    sandbox.setConnectionState({id: 46, state: 'bug'});
    for (let run = 0; run < 5; run++) {
      await sandbox.settled();
      sandbox.advance(MINUTE);
    }
    expect(to.received).toHaveLength(3);
    expect(new Set(to.received.map(({body}) => body['id_webhook_data'])).size).toBe(1);
    const [delivery] = sandbox.deliveries();
    expect(delivery?.accepted).toBe(true);
    expect(delivery?.tries.map((one) => one.status)).toEqual([status, status, 204]);
  });

  it('stops all others after 10 failures in a row, until the next run', async () => {
    const to = receiver(refuse);
    const sandbox = sandboxFor(to);
    for (let count = 0; count < 12; count++) sandbox.sendWebhook({event: 'CONNECTION_SYNCED', user: 1});
    await sandbox.settled();
    await sandbox.settled();
    expect(to.received).toHaveLength(10);
    sandbox.advance(MINUTE);
    await sandbox.settled();
    expect(to.received).toHaveLength(20);
  });

  it('does not stop the others if one of them is accepted in between', async () => {
    let count = 0;
    const to = receiver(() => new Response(null, {status: ++count % 10 === 0 ? 204 : 500}));
    const sandbox = sandboxFor(to);
    for (let sent = 0; sent < 25; sent++) sandbox.sendWebhook({event: 'CONNECTION_SYNCED', user: 1});
    await sandbox.settled();
    expect(to.received).toHaveLength(25);
  });

  it('stops all others after 2 timeouts in a row', async () => {
    const to = receiver(() => new Promise(() => undefined));
    const sandbox = sandboxFor(to, {webhookTimeout: 20});
    for (let count = 0; count < 3; count++) sandbox.sendWebhook({event: 'CONNECTION_SYNCED', user: 1});
    await sandbox.settled();
    expect(to.received).toHaveLength(2);
    expect(sandbox.deliveries().map(({tries}) => tries.map(({failure}) => failure))).toEqual([
      ['timeout'],
      ['timeout'],
      [],
    ]);
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['rejects', () => Promise.reject(new Error('no'))],
    ['is no response', () => undefined as unknown as Response],
  ])('is one whose receiver %s, and nothing else fails', async (_what, deliver) => {
    const sandbox = sandboxFor(receiver(), {deliver});
    const {status} = await call(sandbox, 'DELETE', '/2.0/users/me/connections/46', {token: TOKEN});
    expect(status).toBe(204);
    await sandbox.settled();
    expect(sandbox.deliveries()).toMatchObject([
      {accepted: false, tries: [{status: null, failure: 'unreachable'}]},
    ]);
  });

  it('is forgotten by a reset', async () => {
    const to = receiver(refuse);
    const sandbox = sandboxFor(to);
    sandbox.setConnectionState({id: 46, state: 'bug'});
    await sandbox.settled();
    sandbox.reset();
    sandbox.advance(MINUTE);
    await sandbox.settled();
    expect(to.received).toHaveLength(1);
    expect(sandbox.deliveries()).toEqual([]);
  });
});

describe('a hostile sender', () => {
  const send = (sandbox: Sandbox, ...ids: readonly number[]): void => {
    for (const id of ids) sandbox.sendWebhook({event: 'CONNECTION_DELETED', user: 1, payload: {id}});
  };

  it('sends each webhook several times at once', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    sandbox.setWebhookFaults({copies: 2});
    send(sandbox, 1);
    await sandbox.settled();
    expect(to.received.map(({body}) => [body['id'], body['id_webhook_data']])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(sandbox.deliveries()[0]?.tries).toHaveLength(2);
  });

  it('sends them late, the newest first', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    sandbox.setWebhookFaults({delay: 5000, newestFirst: true});
    send(sandbox, 1, 2, 3);
    sandbox.advance(4999);
    await sandbox.settled();
    expect(to.received).toEqual([]);
    sandbox.advance(1);
    await sandbox.settled();
    expect(to.received.map(({body}) => body['id'])).toEqual([3, 2, 1]);
  });

  it('signs with a wrong clock', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to, {webhooks: [{url: HOOKS, secret: SECRET}]});
    sandbox.setWebhookFaults({clockOffset: -3_600_000});
    send(sandbox, 1);
    await sandbox.settled();
    expect(to.received[0]?.headers.get('bi-signature-date')).toBe('2026-11-23T07:00:00.000Z');
  });

  it.each([undefined, SECRET])('does not know the secret or the token', async (secret) => {
    const sent = async (wrongSecret: boolean): Promise<readonly (string | null)[]> => {
      const to = receiver();
      const sandbox = sandboxFor(to, {webhooks: [{url: HOOKS, ...(secret !== undefined && {secret})}]});
      sandbox.setWebhookFaults({wrongSecret});
      send(sandbox, 1);
      await sandbox.settled();
      return ['authorization', 'bi-signature'].map((name) => to.received[0]?.headers.get(name) ?? null);
    };
    const [right, wrong] = [await sent(false), await sent(true)];
    expect(wrong).not.toEqual(right);
    expect(wrong.map((value) => value === null)).toEqual(right.map((value) => value === null));
  });

  it('behaves again once its faults are replaced', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to);
    sandbox.setWebhookFaults({copies: 2, wrongSecret: true});
    sandbox.setWebhookFaults({});
    send(sandbox, 1);
    await sandbox.settled();
    expect(to.received.map(({headers}) => headers.get('authorization'))).toEqual([`Bearer ${TOKEN}`]);
  });

  it.each([{copies: 0}, {copies: 11}, {delay: -1}, {newestFirst: 'yes'}, {order: 1}])(
    'does not take %j',
    (faults) => {
      expect(() => {
        createSandbox().setWebhookFaults(faults as object);
      }).toThrow('argument');
    },
  );
});

describe('the list of deliveries', () => {
  it('has each try, and no secret, token, query or data', async () => {
    const to = receiver(refuse);
    const sandbox = sandboxFor(to, {
      webhooks: [
        {url: `${HOOKS}/x?key=hidden`, event: 'CONNECTION_SYNCED', secret: SECRET},
        {url: `${HOOKS}/y`, event: 'CONNECTION_SYNCED'},
      ],
    });
    sandbox.setConnectionState({id: 46, state: 'bug'});
    await sandbox.settled();
    const time = Date.UTC(2026, 10, 23, 8);
    const shared = {event: 'CONNECTION_SYNCED', user: 1, time, accepted: false};
    const tries = [{time, status: 500, failure: null}];
    expect(sandbox.deliveries()).toEqual([
      {id: 1, url: `${HOOKS}/x`, ...shared, tries},
      {id: 2, url: `${HOOKS}/y`, ...shared, tries},
    ]);
    expect(JSON.stringify([sandbox.deliveries(), sandbox.webhooks()])).not.toMatch(
      /hidden|secret of|Permanent|iban/,
    );
  });
});

describe('a webhook is registered', () => {
  const basic = {authorization: `Basic ${btoa(`${CLIENT_ID}:${CLIENT_SECRET}`)}`};

  it('by a test, also for an event that nobody knows', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to, {webhooks: []});
    expect(sandbox.addWebhook({url: HOOKS, event: 'BRAND_NEW', secret: SECRET, gzip: true})).toEqual([
      {id: 1, event: 'BRAND_NEW', url: HOOKS, signed: true, gzip: true},
    ]);
    sandbox.sendWebhook({event: 'BRAND_NEW', payload: {hello: 'world'}});
    await sandbox.settled();
    expect(to.received[0]?.body).toEqual({id_webhook_data: 1, hello: 'world'});
    expect(() => {
      sandbox.sendWebhook({event: 'OTHER'});
    }).toThrow('No webhook is registered for OTHER');
  });

  it('by the API, with a secret that is registered before', async () => {
    const to = receiver();
    const sandbox = sandboxFor(to, {webhooks: []});
    const auth = await call(sandbox, 'POST', '/2.0/webhooks/auth', {
      headers: basic,
      body: {type: 'hmac_signature', name: 'mine', config: {secret_key: SECRET}},
    });
    expect(auth.json).toEqual({id: 1, type: 'hmac_signature', name: 'mine'});
    const made = await call(sandbox, 'POST', '/2.0/webhooks', {
      body: {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        url: `${HOOKS}/synced`,
        event: 'CONNECTION_SYNCED',
        id_auth: 1,
      },
    });
    expect(made.json).toMatchObject({id: 1, event: 'CONNECTION_SYNCED', url: `${HOOKS}/synced`, id_auth: 1});
    sandbox.setConnectionState({id: 46, state: 'bug'});
    await sandbox.settled();
    expect(to.received.map(({url}) => url)).toEqual([`${HOOKS}/synced`]);
    expect(to.received[0]?.headers.has('bi-signature')).toBe(true);
    const lists = [
      await call(sandbox, 'GET', '/2.0/webhooks', {headers: basic}),
      await call(sandbox, 'GET', '/2.0/webhooks/auth', {headers: basic}),
    ];
    expect(lists.map(({json}) => json['total'])).toEqual([1, 1]);
    expect(JSON.stringify(lists)).not.toContain(SECRET);
    for (const status of [204, 404]) {
      expect((await call(sandbox, 'DELETE', '/2.0/webhooks/1', {headers: basic})).status).toBe(status);
    }
  });

  it.each([
    ['no credentials', {}, {}, 401],
    ['a wrong secret', {authorization: `Basic ${btoa(`${CLIENT_ID}:wrong`)}`}, {}, 401],
    ['an unknown event', basic, {event: 'NOTHING'}, 400],
    ['no event', basic, {event: ''}, 400],
    ['an address of another kind', basic, {url: 'ftp://app.example/'}, 400],
    ['an authentication that does not exist', basic, {id_auth: 7}, 400],
    ['a page of another origin', {...basic, origin: 'https://evil.example'}, {}, 403],
    ['a page of another site', {...basic, 'sec-fetch-site': 'cross-site'}, {}, 403],
  ])('not with %s', async (_what, headers: Record<string, string>, change, status) => {
    const sandbox = sandboxFor(receiver(), {webhooks: []});
    const body = {url: HOOKS, event: 'USER_CREATED', ...change};
    expect((await call(sandbox, 'POST', '/2.0/webhooks', {headers, body})).status).toBe(status);
    expect(sandbox.webhooks()).toEqual([]);
  });

  it.each([
    [{url: '/webhooks'}, 'an absolute address'],
    [{url: 'javascript:alert(1)'}, 'http: or https:'],
    [{url: 'https://me:pass@app.example/'}, 'no password'],
    [{url: HOOKS, event: 'USER_CREATED', events: ['USER_CREATED']}, 'not both'],
    [{url: HOOKS, events: ['CONNECTION_SYNCD']}, 'options.webhooks[0].events[0]'],
    [{url: HOOKS, secret: ''}, 'options.webhooks[0].secret'],
  ])('not with %j as an option', (webhook, message) => {
    expect(() => createSandbox({webhooks: [webhook as SandboxWebhook]})).toThrow(message);
  });
});

describe('a sandbox that is served', () => {
  it('sends webhooks by itself, and tells over HTTP when all are answered', async () => {
    const to = receiver();
    const sandbox = await startSandbox({
      users: [{token: TOKEN, connections: [{connectorId: 3, lastUpdate: null}]}],
      syncTime: 100,
      webhooks: [{url: HOOKS}],
      deliver: to.deliver,
    });
    try {
      await expect.poll(() => eventsOf(to)).toContain('CONNECTION_SYNCED');
      const remote = sandboxAt(sandbox.url);
      await remote.sendWebhook({event: 'USER_CREATED', user: 1});
      await remote.settled();
      expect((await remote.deliveries()).at(-1)).toMatchObject({event: 'USER_CREATED', accepted: true});
    } finally {
      await sandbox.close();
    }
  });
});
