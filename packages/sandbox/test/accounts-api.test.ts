import {describe, expect, it} from 'vitest';
import {createSandbox, type Sandbox} from '../src/index.js';
import {ORIGIN} from './walk.js';
import {CODE, call, flowUrl, sandboxWithUsers, STRANGER_TOKEN, TOKEN} from './world.js';

type Row = Readonly<Record<string, unknown>>;

const ME = '/2.0/users/me';

async function get(sandbox: Sandbox, path: string): Promise<Record<string, never>> {
  const {status, json} = await call(sandbox, 'GET', ME + path, {token: TOKEN});
  expect(status).toBe(200);
  return json;
}

async function rows(sandbox: Sandbox, path: string, name: string): Promise<readonly Row[]> {
  return (await get(sandbox, path))[name] as unknown as readonly Row[];
}

/** A sandbox whose first user shares only the first account of connection 50. */
async function sandboxWithDisabledAccounts(): Promise<Sandbox> {
  const sandbox = sandboxWithUsers();
  sandbox.endNextFlow('success');
  const iban = (await rows(sandboxWithUsers(), '/connections/47/accounts', 'accounts'))[0]?.['iban'];
  const parameters = {code: CODE, connector_ids: '3', account_ibans: String(iban)};
  await sandbox.fetch(new Request(flowUrl('connect', parameters)));
  sandbox.advance(8000);
  return sandbox;
}

describe('the accounts', () => {
  it('can be those of one connection', async () => {
    const sandbox = sandboxWithUsers();
    const accounts = await rows(sandbox, '/connections/47/accounts', 'accounts');
    expect(accounts).toHaveLength(5);
    expect(new Set(accounts.map((account) => account['id_connection']))).toEqual(new Set([47]));
    expect((await call(sandbox, 'GET', `${ME}/connections/49/accounts`, {token: TOKEN})).status).toBe(404);
  });

  it('have a sum', async () => {
    const {accounts, balance, balances} = await get(sandboxWithUsers(), '/accounts');
    const sum = (accounts as unknown as {balance: number}[]).reduce((all, one) => all + one.balance, 0);
    expect(balance).toBeCloseTo(sum, 2);
    expect(balances).toEqual({EUR: balance});
  });

  it('have a valid IBAN, if they have one', async () => {
    const {json} = await call(sandboxWithUsers(), 'GET', '/2.0/users/me/accounts', {token: TOKEN});
    const accounts = json['accounts'] as unknown as readonly {iban: string | null}[];
    expect(accounts).toHaveLength(15);
    for (const {iban} of accounts) {
      if (iban === null) continue;
      const digits = `${iban.slice(4)}1527${iban.slice(2, 4)}`;
      expect(iban).toHaveLength(27);
      expect(BigInt(digits) % 97n).toBe(1n);
    }
  });

  it('expand to their connection, transactions and recipients', async () => {
    const sandbox = sandboxWithUsers();
    const account = await get(
      sandbox,
      '/accounts/106?expand=connection.connector,transactions[category],recipients',
    );
    expect(account).toMatchObject({
      id: 106,
      disabled: null,
      error: null,
      connection: {id: 47, connector: {id: 3}},
      recipients: expect.arrayContaining([expect.objectContaining({label: 'Livret A'})]) as unknown,
      transactions: expect.arrayContaining([expect.objectContaining({id_account: 106})]) as unknown,
    });
    expect(account).not.toHaveProperty('connection.bank');
  });

  it('that the user does not share are only in lists with the flag all', async () => {
    const sandbox = await sandboxWithDisabledAccounts();
    const path = '/connections/50/accounts';
    expect(await rows(sandbox, path, 'accounts')).toHaveLength(1);
    expect(await rows(sandbox, `${path}?all=false`, 'accounts')).toHaveLength(1);
    const every = await rows(sandbox, `${path}?all`, 'accounts');
    expect(every.map((account) => account['disabled'] !== null)).toEqual([false, true, true, true, true]);
    const hidden = String(every[1]?.['id']);
    expect((await call(sandbox, 'GET', `${ME}/accounts/${hidden}`, {token: TOKEN})).status).toBe(404);
    expect(await get(sandbox, `/accounts/${hidden}?all`)).toMatchObject({last_update: null});
    expect(await rows(sandbox, `/accounts/${hidden}/transactions?all`, 'transactions')).toEqual([]);
    const connection = await get(sandbox, '/connections/50?expand=accounts,all_accounts');
    expect([connection['accounts'], connection['all_accounts']]).toMatchObject([{length: 1}, {length: 5}]);
  });

  for (const [what, method, ids, body] of [
    ['as in 2019, without a body', 'PUT', '122,123', undefined],
    ['with disabled=false', 'POST', '122', {disabled: false}],
    ['with disabled=false and PUT', 'PUT', '122', {disabled: false}],
  ] as const) {
    it(`are activated ${what}`, async () => {
      const sandbox = await sandboxWithDisabledAccounts();
      const path = `${ME}/connections/50/accounts/${ids}`;
      expect((await call(sandbox, method, path, {token: TOKEN, body})).status).toBe(404);
      expect((await call(sandbox, method, `${path}?all`, {token: TOKEN, body})).status).toBe(200);
      for (const id of ids.split(',')) {
        expect(await get(sandbox, `/accounts/${id}`)).toMatchObject({disabled: null});
        expect((await rows(sandbox, `/accounts/${id}/transactions`, 'transactions')).length).toBeGreaterThan(
          0,
        );
      }
    });
  }

  it('can be disabled, named, hidden and bookmarked', async () => {
    const sandbox = sandboxWithUsers();
    const body = {name: 'Rent', display: false, bookmarked: true};
    const {json} = await call(sandbox, 'POST', `${ME}/accounts/106`, {token: TOKEN, body});
    expect(json).toMatchObject({
      name: 'Rent',
      original_name: 'Compte chèques',
      display: false,
      bookmarked: true,
      disabled: null,
    });
    const disabled = await call(sandbox, 'PUT', `${ME}/accounts/106`, {token: TOKEN, body: {disabled: true}});
    expect(disabled.json['disabled']).toBe('2026-11-23 08:00:00');
    expect((await call(sandbox, 'GET', `${ME}/accounts/106`, {token: TOKEN})).status).toBe(404);
    expect((await call(sandbox, 'PUT', `${ME}/accounts/106`, {token: STRANGER_TOKEN})).status).toBe(404);
  });

  it('have errors of their own', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.setAccountError({id: 106, error: 'actionNeeded'});
    expect((await get(sandbox, '/accounts/106'))['error']).toBe('actionNeeded');
    expect((await get(sandbox, '/connections/47'))['state']).toBeNull();
    sandbox.setAccountError({id: 106, error: null});
    expect((await get(sandbox, '/accounts/106'))['error']).toBeNull();
    expect(() => {
      sandbox.setAccountError({id: 999, error: 'bug'});
    }).toThrow('The sandbox has no account 999.');
  });
});

describe('the products without data', () => {
  for (const name of ['investments', 'subscriptions', 'documents']) {
    it(`have an empty list of ${name}, of the user or of a connection`, async () => {
      const sandbox = sandboxWithUsers();
      for (const path of [`/${name}`, `/connections/46/${name}`]) {
        expect(await get(sandbox, path)).toEqual({[name]: [], total: 0});
      }
      const {status} = await call(sandbox, 'GET', `${ME}/connections/49/${name}`, {token: TOKEN});
      expect(status).toBe(404);
    });
  }
});

describe('the transactions', () => {
  it('are those of the user, of a connection or of an account, the newest first', async () => {
    const sandbox = sandboxWithUsers();
    const totalOf = async (path: string): Promise<number> =>
      (await get(sandbox, `${path}/transactions`))['total'] as unknown as number;
    const ofConnections = await Promise.all([46, 47, 48].map((id) => totalOf(`/connections/${id}`)));
    const ofAccounts = await Promise.all([106, 107, 108, 109, 110].map((id) => totalOf(`/accounts/${id}`)));
    expect(Math.min(...ofAccounts)).toBeGreaterThan(0);
    expect(ofAccounts.reduce((sum, one) => sum + one)).toBe(ofConnections[1]);
    expect(ofConnections.reduce((sum, one) => sum + one)).toBe(await totalOf(''));
    const days = (await rows(sandbox, '/transactions', 'transactions')).map((one) => String(one['date']));
    expect(days).toEqual([...days].sort().reverse());
    expect(days[0]?.startsWith('2026-11-2')).toBe(true);
  });

  it('are the same in every sandbox, each with an id of its own', async () => {
    const transactions = await rows(sandboxWithUsers(), '/transactions', 'transactions');
    expect(await rows(sandboxWithUsers({seed: 7}), '/transactions', 'transactions')).toEqual(transactions);
    expect(new Set(transactions.map(({id}) => id)).size).toBe(transactions.length);
    const [first] = transactions;
    expect(await get(sandboxWithUsers(), `/transactions/${String(first?.['id'])}`)).toEqual(first);
  });

  it('keep their ids when a later synchronization finds new ones', async () => {
    const sandbox = sandboxWithUsers();
    const before = await rows(sandbox, '/accounts/106/transactions', 'transactions');
    sandbox.advance(10 * 86_400_000);
    const after = await rows(sandbox, '/accounts/106/transactions', 'transactions');
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(-before.length)).toEqual(before);
  });

  it('are those of ten years at most, whatever the clock says', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.setTime('9999-12-31T00:00:00Z');
    sandbox.setConnectionState({id: 47, state: null});
    sandbox.advance(8000);
    const {first_date, last_date} = await get(sandbox, '/connections/47/transactions?limit=1');
    expect([String(first_date).slice(0, 4), String(last_date).slice(0, 4)]).toEqual(['9990', '9999']);
  });

  it('can be filtered by date and by sign', async () => {
    const sandbox = sandboxWithUsers();
    const found = await get(sandbox, '/transactions?min_date=2026-10-01&max_date=2026-10-31&income=true');
    const transactions = found['transactions'] as unknown as readonly Row[];
    expect(transactions.length).toBeGreaterThan(0);
    for (const {date, value} of transactions) {
      expect(date).toMatch(/^2026-10-/);
      expect(value).toBeGreaterThan(0);
    }
    expect(String(found['result_min_date']) >= '2026-10-01').toBe(true);
    expect(String(found['first_date']) < '2026-10-01').toBe(true);
    for (const query of ['min_date=2026-02-30', 'max_date=yesterday', 'limit=1001', 'offset=-1']) {
      const {status, json} = await call(sandbox, 'GET', `${ME}/transactions?${query}`, {token: TOKEN});
      expect([status, json['code']]).toEqual([400, 'invalidValue']);
    }
  });

  it('come in pages of at most 1,000, each with a link to the next one', async () => {
    const connections = Array.from({length: 5}, () => ({connectorId: 3}));
    const sandbox = createSandbox({now: '2026-11-23T08:00:00Z', users: [{token: TOKEN, connections}]});
    const {total} = (await get(sandbox, '/transactions')) as unknown as {total: number};
    expect(total).toBeGreaterThan(1000);
    const ids: unknown[] = [];
    let path: string | undefined = '/transactions';
    let pages = 0;
    while (path !== undefined) {
      const page = (await get(sandbox, path)) as unknown as {
        transactions: readonly Row[];
        _links: {prev: {href: string} | null; next: {href: string} | null};
      };
      expect(page.transactions.length).toBeLessThanOrEqual(1000);
      expect(page._links.prev === null).toBe(pages === 0);
      ids.push(...page.transactions.map(({id}) => id));
      path = page._links.next?.href.replace(ORIGIN + ME, '');
      pages++;
    }
    expect(pages).toBe(Math.ceil(total / 1000));
    expect(new Set(ids).size).toBe(total);
  });

  it('of other users are not there', async () => {
    const sandbox = sandboxWithUsers();
    const [first] = await rows(sandbox, '/transactions?limit=1', 'transactions');
    const path = `${ME}/transactions/${String(first?.['id'])}`;
    expect((await call(sandbox, 'GET', path, {token: STRANGER_TOKEN})).status).toBe(404);
    expect((await call(sandbox, 'GET', `${ME}/transactions`)).status).toBe(401);
  });
});
