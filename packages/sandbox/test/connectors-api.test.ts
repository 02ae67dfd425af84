import {describe, expect, it} from 'vitest';
import {createSandbox, type Sandbox, type SandboxConnector} from '../src/index.js';
import {call, sandboxWithUsers, TOKEN} from './world.js';

type Row = Readonly<Record<string, unknown>>;

const idsAt = async (path: string, sandbox: Sandbox = sandboxWithUsers()): Promise<readonly unknown[]> => {
  const {json} = await call(sandbox, 'GET', `/2.0${path}`);
  const [name = ''] = path.slice(1).split('?');
  return (json[name] as unknown as readonly Row[]).map(({id}) => id);
};

describe('the connectors', () => {
  it('are banks and providers, one of them both', async () => {
    const [banks, providers, all] = [
      await idsAt('/banks'),
      await idsAt('/providers'),
      await idsAt('/connectors'),
    ];
    expect([banks.length, providers, all.length]).toEqual([13, [61, 101, 102], 15]);
    expect(new Set([...banks, ...providers])).toEqual(new Set(all));
  });

  for (const key of ['61', '7d0c1f5e-2b4a-5c68-9e13-000000000061', '7D0C1F5E-2B4A-5C68-9E13-000000000061']) {
    it(`are found by ${key}`, async () => {
      const sandbox = sandboxWithUsers();
      for (const list of ['banks', 'providers', 'connectors']) {
        expect((await call(sandbox, 'GET', `/2.0/${list}/${key}`)).json['id']).toBe(61);
      }
    });
  }

  it('are not found in the other list', async () => {
    const sandbox = sandboxWithUsers();
    for (const path of ['banks/101', 'providers/3', 'connectors/4711']) {
      const {status, json} = await call(sandbox, 'GET', `/2.0/${path}`);
      expect([status, json['code']]).toEqual([404, 'notFound']);
    }
  });

  it('can be those of some countries', async () => {
    const connector = (id: number, country?: string): SandboxConnector => ({
      id,
      uuid: `uuid-${id}`,
      name: `Bank ${id}`,
      color: '000000',
      capabilities: ['bank'],
      fields: [],
      ...(country !== undefined && {country}),
    });
    const sandbox = createSandbox({connectors: [connector(1), connector(2, 'de'), connector(3, 'IT')]});
    expect(await idsAt('/connectors?country_codes=fr', sandbox)).toEqual([1]);
    expect(await idsAt('/banks?country_codes=DE,FR', sandbox)).toEqual([1, 2]);
    expect(await idsAt('/providers?country_codes=DE', sandbox)).toEqual([]);
  });

  it('expand to fields, sources and countries', async () => {
    const sandbox = sandboxWithUsers();
    const {json} = await call(sandbox, 'GET', '/2.0/connectors/18?expand=fields,sources,countries');
    expect(json).toMatchObject({
      fields: [{name: 'login', required: true}, {name: 'password'}],
      sources: [
        {id_connector: 18, name: 'openapi'},
        {id_connector: 18, name: 'directaccess'},
      ],
      countries: [{id: 'FR'}],
      products: ['bank', 'wealth'],
    });
    expect((await call(sandbox, 'GET', '/2.0/connectors/18/sources')).json['sources']).toEqual(
      json['sources'],
    );
  });
});

describe('the events of webhooks', () => {
  it('are listed for a token', async () => {
    const sandbox = sandboxWithUsers();
    expect((await call(sandbox, 'GET', '/2.0/webhooks_events')).status).toBe(401);
    const {json} = await call(sandbox, 'GET', '/2.0/webhooks_events', {token: TOKEN});
    const names = (json['webhooks_events'] as unknown as readonly {name: string}[]).map(({name}) => name);
    expect(names).toEqual(expect.arrayContaining(['CONNECTION_SYNCED', 'PAYMENT_STATE_UPDATED']));
    expect(new Set(names).size).toBe(names.length);
  });
});
