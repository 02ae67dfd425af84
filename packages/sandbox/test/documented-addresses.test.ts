import {describe, expect, it} from 'vitest';
import {banksOf, destinationOf, ORIGIN, Walker} from './walk.js';
import {CODE, call, sandboxWithUsers, TOKEN} from './world.js';

// The addresses of both documentations, written out as their texts have them. `{code}` stands for the user's code.
// The host is the service's; a sandbox answers at its own.

const HOSTS = /^https:\/\/(demo\.biapi\.pro|webview\.powens\.com)/;
const CALLBACK = 'redirect_uri=https%3A%2F%2Fapp.example%2Fcallback';

/** Addresses of 2019, and the heading of the page that they lead to. */
const OF_2019: readonly (readonly [address: string, heading: string])[] = [
  [`https://demo.biapi.pro/2.0/auth/webview/connect?client_id=17473055&${CALLBACK}`, 'Choose your bank'],
  [`https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}`, 'Choose your bank'],
  [
    `https://demo.biapi.pro/2.0/auth/webview/fr/connect?client_id=17473055&${CALLBACK}`,
    'Choisissez votre banque',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&code={code}&state=my%20state`,
    'Choose your bank',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&connector_ids=3,59`,
    'Choose your bank',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&connector_ids=59`,
    'Before you start',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&connector_uuids=7d0c1f5e-2b4a-5c68-9e13-000000000059`,
    'Before you start',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&connector_capabilities=bank`,
    'Choose your bank',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&connector_capabilities=document`,
    'Choose your provider',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&account_ibans=FR7630004012550000041157244&account_types=checking,savings&account_usages=PRIV`,
    'Choose your bank',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/reconnect?client_id=17473055&${CALLBACK}&code={code}&connection_id=46`,
    'Reconnect Crédit Littoral',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/reconnect?client_id=17473055&${CALLBACK}&code={code}&connection_id=46&reset_credentials=true&state=s`,
    'Reconnect Crédit Littoral',
  ],
  [`https://demo.biapi.pro/2.0/auth/webview/manage?client_id=17473055&code={code}`, 'Your connections'],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/manage?client_id=17473055&code={code}&${CALLBACK}&state=s&connector_capabilities=bank&account_types=checking&account_usages=PRIV`,
    'Your connections',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/transfer?client_id=17473055&${CALLBACK}&code={code}`,
    'Choose the account to pay from',
  ],
  [`https://demo.biapi.pro/2.0/auth/webview/en/transfer?client_id=17473055&${CALLBACK}`, 'Choose your bank'],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/transfer?client_id=17473055&${CALLBACK}&code={code}&transfer_id=22&state=s`,
    'Check the transfer',
  ],
  // before 2019
  [
    `https://demo.biapi.pro/2.0/auth/webview/connect/select?client_id=17473055&${CALLBACK}`,
    'Choose your bank',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/connect/select?client_id=17473055&${CALLBACK}&state=s&response_type=code&types=banks#{code}`,
    'Choose your bank',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/connect/select?client_id=17473055&${CALLBACK}&types=providers&code={code}`,
    'Choose your provider',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/connect/select?client_id=17473055&${CALLBACK}&id_connector=59`,
    'Before you start',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/connect/select?client_id=17473055&${CALLBACK}&connectors=59`,
    'Before you start',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/connect/select?client_id=17473055&${CALLBACK}&id_connection=46#{code}`,
    'Reconnect Crédit Littoral',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/accounts?client_id=17473055&${CALLBACK}#{code}`,
    'Your connections',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/accounts?client_id=17473055&${CALLBACK}&state=s&response_type=code&types=banks&code={code}`,
    'Your connections',
  ],
  // API Pay
  [`https://demo.biapi.pro/2.0/auth/webview/transfers?code={code}`, 'Your transfers'],
  [
    `https://demo.biapi.pro/2.0/auth/webview/transfers/accounts?code={code}`,
    'Choose the account to pay from',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/transfers/accounts/101/recipients?code={code}`,
    'Choose a recipient',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/transfers/accounts/101/recipients/1?code={code}&${CALLBACK}`,
    'Amount and label',
  ],
  [`https://demo.biapi.pro/2.0/auth/webview/transfers/22?code={code}&${CALLBACK}`, 'Your transfer'],
  [
    `https://demo.biapi.pro/2.0/webview/transfers/accounts?${CALLBACK}&state=#{code}`,
    'Choose the account to pay from',
  ],
];

/** Addresses of today, and the heading of the page that they lead to. */
const OF_TODAY: readonly (readonly [address: string, heading: string])[] = [
  ...['en', 'de', 'nl', 'pt', 'it', 'es'].map(
    (language) =>
      [
        `https://webview.powens.com/${language}/connect?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}`,
        'Choose your bank',
      ] as const,
  ),
  [
    `https://webview.powens.com/fr/connect?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}`,
    'Choisissez votre banque',
  ],
  [
    `https://webview.powens.com/connect?domain=demo&client_id=17473055&${CALLBACK}&code={code}`,
    'Choose your bank',
  ],
  [
    `https://webview.powens.com/en/connect?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}&connector_ids=3&connector_uuids=7d0c1f5e-2b4a-5c68-9e13-000000000059`,
    'Choose your bank',
  ],
  [
    `https://webview.powens.com/en/connect?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}&connector_capabilities=bank,bankwealth&max_connections=3&connector_country=fr`,
    'Choose your bank',
  ],
  [
    `https://webview.powens.com/en/connect/?domain=demo.biapi.pro&response_type=code&client_id=17473055&state=&${CALLBACK}`,
    'Choose your bank',
  ],
  [
    `https://webview.powens.com/en/reconnect?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}&code={code}&connection_id=46`,
    'Reconnect Crédit Littoral',
  ],
  [
    `https://webview.powens.com/en/reconnect?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}&code={code}&connection_id=46&reset_credentials=true&connection_sources=openapi,directaccess`,
    'Reconnect Crédit Littoral',
  ],
  [
    `https://webview.powens.com/en/manage?domain=demo.biapi.pro&client_id=17473055&code={code}`,
    'Your connections',
  ],
  [
    `https://webview.powens.com/en/manage?domain=demo.biapi.pro&client_id=17473055&code={code}&connection_id=46`,
    'Your connection',
  ],
  [
    `https://webview.powens.com/en/manage?domain=demo.biapi.pro&client_id=17473055&code={code}&connection_id=4711&${CALLBACK}`,
    'Your connections',
  ],
  [
    `https://webview.powens.com/en/manage?domain=demo.biapi.pro&client_id=17473055&code={code}&connector_country=fr&connector_uuids=7d0c1f5e-2b4a-5c68-9e13-000000000059`,
    'Your connections',
  ],
];

/** Addresses that the texts exclude, and why. */
const EXCLUDED: readonly (readonly [address: string, refusal: string])[] = [
  [`https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055`, 'missing-parameter:redirect_uri'],
  [`https://demo.biapi.pro/2.0/auth/webview/en/connect?${CALLBACK}`, 'missing-parameter:client_id'],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&redirect_uri=%2Fcallback`,
    'invalid-redirect-uri:redirect_uri',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&connector_ids=3&connector_uuids=7d0c1f5e-2b4a-5c68-9e13-000000000059`,
    'conflicting-parameters:connector_ids,connector_uuids',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/reconnect?client_id=17473055&${CALLBACK}&connection_id=46`,
    'missing-parameter:code',
  ],
  [
    `https://demo.biapi.pro/2.0/auth/webview/en/reconnect?client_id=17473055&${CALLBACK}&code={code}`,
    'missing-parameter:connection_id',
  ],
  [`https://demo.biapi.pro/2.0/auth/webview/en/manage?client_id=17473055`, 'missing-parameter:code'],
  [`https://webview.powens.com/en/connect?client_id=17473055&${CALLBACK}`, 'missing-parameter:domain'],
  [
    `https://webview.powens.com/en/connect?domain=other.biapi.pro&client_id=17473055&${CALLBACK}`,
    'unknown-domain:domain',
  ],
];

for (const [documentation, addresses] of [
  ['2019', OF_2019],
  ['today', OF_TODAY],
] as const) {
  describe(`an address of the documentation of ${documentation}`, () => {
    for (const [address, heading] of addresses) {
      it(`leads to “${heading}”: ${address}`, async () => {
        const walker = await visit(address);
        expect(walker.refusal).toBeUndefined();
        expect(walker.status).toBe(200);
        expect(walker.heading).toBe(heading);
      });
    }
  });
}

describe('an address that the documentation excludes', () => {
  for (const [address, refusal] of EXCLUDED) {
    it(`is refused as ${refusal}: ${address}`, async () => {
      expect((await visit(address)).refusal).toBe(refusal);
    });
  }
});

describe('the documentation', () => {
  it('has no close button in manage without a redirect_uri, and one with it', async () => {
    const manage = 'https://demo.biapi.pro/2.0/auth/webview/en/manage?client_id=17473055&code={code}';
    expect((await visit(manage)).buttons).not.toContain('Close');
    expect((await visit(`${manage}&${CALLBACK}`)).buttons).toContain('Close');
  });

  it('makes only current accounts and cards selectable with account_types=checking,card', async () => {
    const walker = await visit(
      `https://webview.powens.com/en/connect?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}&account_types=checking,card&connector_ids=3`,
    );
    await walker.press('Accept and continue');
    await walker.press('Sign in', {login: '12345678', password: '123456'});
    const choices = [...walker.page.matchAll(/<input type="checkbox"[^>]*>/g)].map(([input]) => input);
    const names = [...walker.page.matchAll(/<label for="account-\d" lang="fr">(.*?)<\/label>/g)].map(
      ([, name]) => name,
    );
    const selectable = names.filter((_name, index) => !choices[index]?.includes(' disabled'));
    expect(names).toContain('Livret A');
    expect(selectable.length).toBeGreaterThan(0);
    for (const name of selectable)
      expect(['Compte chèques', 'Compte professionnel', 'Carte']).toContain(name);
  });

  it('offers only connectors with all capabilities', async () => {
    const walker = await visit(
      `https://demo.biapi.pro/2.0/auth/webview/en/connect?client_id=17473055&${CALLBACK}&connector_capabilities=bank,document`,
    );
    expect(banksOf(walker)).toEqual(['Verdanne']);
  });

  it('opens a payment with its scoped token, redirect URI and state', async () => {
    const sandbox = sandboxWithUsers();
    const payment = sandbox.addPayment({
      amount: 12,
      label: 'Order 1042',
      redirectUri: 'https://app.example/callback',
      clientState: 's',
    });
    const walker = await visit(
      `https://webview.powens.com/en/payment?domain=demo.biapi.pro&client_id=17473055&${CALLBACK}&state=s&payment_id=${payment.id}&code=${encodeURIComponent(payment.code)}`,
      sandbox,
    );
    expect(walker.heading).toBe('Choose your bank');
  });

  for (const [address, key] of [
    ['https://demo.biapi.pro/2.0/banks/', 'banks'],
    ['https://demo.biapi.pro/2.0/banks/59?expand=fields', 'fields'],
    ['https://demo.biapi.pro/2.0/banks?offset=0&limit=10&expand=fields', 'banks'],
    ['https://demo.biapi.pro/2.0/auth/token/code', 'code'],
    ['https://demo.biapi.pro/2.0/users/me/connections?expand=accounts', 'connections'],
    ['https://demo.biapi.pro/2.0/users/me/accounts?able_to_transfer=1', 'accounts'],
    ['https://demo.biapi.pro/2.0/users/me/accounts/101/recipients?limit=1', 'recipients'],
    ['https://demo.biapi.pro/2.0/users/me/transfers/22', 'state'],
  ] as const) {
    it(`has ${key} at ${address}`, async () => {
      const path = address.replace(HOSTS, '');
      const {status, json} = await call(sandboxWithUsers(), 'GET', path, {token: TOKEN});
      expect(status).toBe(200);
      expect(json).toHaveProperty(key);
    });
  }
});

/** Opens a documented address, with a code of the user, as a browser with scripts does. */
async function visit(documented: string, sandbox = sandboxWithUsers()): Promise<Walker> {
  const [address = '', fragment] = documented.replace(HOSTS, ORIGIN).split('#');
  const url = address.replace('{code}', encodeURIComponent(CODE));
  const walker = new Walker(sandbox);
  if (fragment === undefined) return walker.open(url);
  const response = await sandbox.fetch(new Request(url));
  return walker.openWithFragment(destinationOf(response, url), fragment.replace('{code}', CODE));
}
