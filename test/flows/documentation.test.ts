import {expect} from 'chai';
import {describeConnectionError, type Flow, parseCallback, webviewUrl} from '../../src/flows/index.js';

/*
 * What the documentation says, written out from its text: that of 2019 for `budgea`, today's for `powens`. Nothing here
 * is derived from the code.
 */

const url = webviewUrl as (flow: Flow, options: object) => string;
const app = {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'};

/** Returns the parameters of an address as they are decoded by the service, with the address before them. */
function taken(address: string): {readonly at: string; readonly query: Record<string, string>} {
  const {origin, pathname, searchParams} = new URL(address);
  return {at: origin + pathname, query: Object.fromEntries(searchParams)};
}

describe('the documentation of 2019', () => {
  const root = 'https://demo.biapi.pro/2.0/auth/webview';
  const sent = {client_id: '17473055', redirect_uri: 'https://app.example/callback'};
  const vectors: readonly [what: string, flow: Flow, options: object, at: string, query: object][] = [
    [
      'a connection of one of two connectors, by id',
      'connect',
      {code: '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z', state: 'a b&c=d', connectorIds: [3, 59], language: 'fr'},
      `${root}/fr/connect`,
      {code: '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z', state: 'a b&c=d', connector_ids: '3,59'},
    ],
    [
      'a connection of one connector, by UUID, with filters',
      'connect',
      {
        connectorUuids: ['07d76adf-ae35-5b38-aca8-67aafba13169'],
        connectorCapabilities: ['bank', 'document'],
        accountIbans: ['FR7630004012550000041157244'],
        accountTypes: ['checking', 'savings'],
        accountUsages: ['PRIV'],
      },
      `${root}/connect`,
      {
        connector_uuids: '07d76adf-ae35-5b38-aca8-67aafba13169',
        connector_capabilities: 'bank,document',
        account_ibans: 'FR7630004012550000041157244',
        account_types: 'checking,savings',
        account_usages: 'PRIV',
      },
    ],
    [
      'new credentials for a connection',
      'reconnect',
      {code: 'c', connectionId: 46, resetCredentials: true, language: 'en'},
      `${root}/en/reconnect`,
      {code: 'c', connection_id: '46', reset_credentials: 'true'},
    ],
    [
      'the list of connections',
      'manage',
      {code: 'c', connectorCapabilities: ['document'], accountTypes: ['loan'], accountUsages: ['ORGA']},
      `${root}/manage`,
      {code: 'c', connector_capabilities: 'document', account_types: 'loan', account_usages: 'ORGA'},
    ],
    [
      'a prepared transfer',
      'transfer',
      {code: 'c', transferId: 22},
      `${root}/transfer`,
      {code: 'c', transfer_id: '22'},
    ],
  ];
  for (const [what, flow, options, at, query] of vectors) {
    it(`has ${what}`, () => {
      expect(taken(url(flow, {...app, ...options}))).to.deep.equal({at, query: {...sent, ...query}});
    });
  }

  it('has a manage flow that ends without a callback', () => {
    const address = url('manage', {domain: 'demo', clientId: 17473055, code: 'c'});
    expect(taken(address)).to.deep.equal({at: `${root}/manage`, query: {client_id: '17473055', code: 'c'}});
  });

  for (const [flow, option] of [
    ['connect', 'clientId'],
    ['connect', 'redirectUri'],
    ['reconnect', 'code'],
    ['reconnect', 'connectionId'],
    ['manage', 'code'],
  ] as const) {
    it(`requires ${option} for ${flow}`, () => {
      const all = {...app, code: 'c', ...(flow === 'reconnect' && {connectionId: 46})};
      expect(() => url(flow, all)).not.to.throw();
      expect(() => url(flow, {...all, [option]: undefined})).to.throw(`${option} must be given`);
    });
  }

  const callbacks: readonly [query: string, flow: Flow, answer: object][] = [
    ['connection_id=46&state=s', 'connect', {kind: 'success', connectionId: '46'}],
    [
      'connection_id=46&code=a%2Bb%2F&state=s',
      'connect',
      {kind: 'success', connectionId: '46', code: 'a+b/'},
    ],
    ['error=tos_declined&state=s', 'connect', {kind: 'cancelled', error: 'tos_declined'}],
    ['error=access_denied&state=s', 'reconnect', {kind: 'cancelled', error: 'access_denied'}],
    [
      'error=server_error&error_description=Oops&state=s',
      'manage',
      {kind: 'failed', error: 'server_error', known: true, description: 'Oops'},
    ],
    ['error=added_later&state=s', 'connect', {kind: 'failed', error: 'added_later', known: false}],
    ['state=s', 'reconnect', {kind: 'success'}],
    ['state=s', 'manage', {kind: 'success'}],
    ['transfer_id=22&code=c&state=s', 'transfer', {kind: 'success', transferId: '22', code: 'c'}],
    // of before, with the name that was superseded
    ['id_connection=46&code=c&state=s', 'connect', {kind: 'success', connectionId: '46', code: 'c'}],
  ];
  for (const [query, flow, answer] of callbacks) {
    it(`has the callback ?${query} of ${flow}`, () => {
      expect(parseCallback(`https://app.example/callback?${query}`, {flow})).to.deep.equal({
        flow,
        state: 's',
        ...answer,
      });
    });
  }
});

describe("today's documentation", () => {
  const sent = {
    domain: 'demo.biapi.pro',
    client_id: '17473055',
    redirect_uri: 'https://app.example/callback',
  };
  const vectors: readonly [what: string, flow: Flow, options: object, query: object][] = [
    [
      'connectors by id combined with connectors by UUID',
      'connect',
      {connectorIds: [3], connectorUuids: ['07d76adf-ae35-5b38-aca8-67aafba13169']},
      {connector_ids: '3', connector_uuids: '07d76adf-ae35-5b38-aca8-67aafba13169'},
    ],
    [
      'every capability that the SDK knows',
      'connect',
      {connectorCapabilities: ['bank', 'bankwealth', 'document', 'transfer', 'profile', 'contact']},
      {connector_capabilities: 'bank,bankwealth,document,transfer,profile,contact'},
    ],
    [
      'several connections of a country, with a field that is filled in',
      'connect',
      {maxConnections: 3, connectorCountry: 'FR', connectorFields: {u1: {website: 'par'}}},
      {max_connections: '3', connector_country: 'FR', 'u1.website': 'par'},
    ],
    [
      'a mode for bank accounts only',
      'connect',
      {accountTypes: ['checking', 'card']},
      {account_types: 'checking,card'},
    ],
    [
      'sources of a connection, together with new credentials',
      'reconnect',
      {code: 'c', connectionId: 46, resetCredentials: true, connectionSources: ['openapi']},
      {code: 'c', connection_id: '46', reset_credentials: 'true', connection_sources: 'openapi'},
    ],
    [
      'one connection to manage, with the connectors to add',
      'manage',
      {code: 'c', connectionId: 46, connectorCountry: 'FR', connectorUuids: ['u1']},
      {code: 'c', connection_id: '46', connector_country: 'FR', connector_uuids: 'u1'},
    ],
    [
      'a payment with its scoped token and its own state',
      'payment',
      {paymentId: 'p-1', code: 'scoped', state: 's'},
      {payment_id: 'p-1', code: 'scoped', state: 's'},
    ],
  ];
  for (const [what, flow, options, query] of vectors) {
    it(`has ${what}`, () => {
      const address = url(flow, {...app, service: 'powens', language: 'fr', ...options});
      expect(taken(address)).to.deep.equal({
        at: `https://webview.powens.com/fr/${flow}`,
        query: {...sent, ...query},
      });
    });
  }

  it('excludes connectors by UUID beside connectors by id only in 2019', () => {
    const both = {...app, connectorIds: [3], connectorUuids: ['u1']};
    expect(() => url('connect', both)).to.throw('connectorUuids must be given without connectorIds');
    expect(() => url('connect', {...both, service: 'powens'})).not.to.throw();
  });

  const callbacks: readonly [query: string, flow: Flow, answer: object][] = [
    [
      'connection_id=46&connection_ids=46%2C47&state=s',
      'connect',
      {kind: 'success', connectionId: '46', connectionIds: ['46', '47']},
    ],
    [
      'connection_id=46&connection_deleted=true&state=s',
      'manage',
      {kind: 'success', connectionId: '46', connectionDeleted: true},
    ],
    [
      'id_payment=p-1&payment_state=accepted&state=s',
      'payment',
      {kind: 'success', paymentId: 'p-1', paymentState: 'accepted', settled: true},
    ],
    ['id_payment=p-1&error=cancelled&state=s', 'payment', {kind: 'cancelled', error: 'cancelled'}],
    [
      'id_payment=p-1&error_code=CancelledByUser&payment_state=rejected&state=s',
      'payment',
      {kind: 'cancelled', error: 'CancelledByUser'},
    ],
    [
      'id_payment=p-1&error_code=insufficientFunds&bank_message=Solde&payment_state=rejected&state=s',
      'payment',
      {
        kind: 'failed',
        error: 'insufficientFunds',
        known: true,
        description: 'Solde',
        paymentId: 'p-1',
        paymentState: 'rejected',
        refused: true,
      },
    ],
    ['error=session_expired&state=s', 'connect', {kind: 'failed', error: 'session_expired', known: true}],
  ];
  for (const [query, flow, answer] of callbacks) {
    it(`has the callback ?${query} of ${flow}`, () => {
      expect(parseCallback(`https://app.example/callback?${query}`, {flow})).to.deep.equal({
        flow,
        state: 's',
        ...answer,
      });
    });
  }

  it('has five states of a connection that reconnect repairs, and one after a changed password', () => {
    const states = [
      'SCARequired',
      'webauthRequired',
      'additionalInformationNeeded',
      'decoupled',
      'validating',
      'actionNeeded',
      'passwordExpired',
      'wrongpass',
      'rateLimiting',
      'websiteUnavailable',
      'bug',
      'notSupported',
      'addedLater',
    ];
    const repaired = states.filter((state) => describeConnectionError({state}).action === 'reconnect');
    expect(repaired).to.deep.equal([
      'SCARequired',
      'webauthRequired',
      'additionalInformationNeeded',
      'decoupled',
      'wrongpass',
    ]);
    expect(describeConnectionError({state: 'passwordExpired'}).action).to.equal('visit-bank-then-reconnect');
    expect(describeConnectionError({state: 'addedLater'}).kind).to.equal('unknown');
  });

  it('has a connection without a state that is still fetched for the first time', () => {
    expect(describeConnectionError({state: null, last_update: null}).kind).to.equal('first-sync');
    expect(describeConnectionError({state: '', last_update: '2026-11-27 08:00:00'}).kind).to.equal('none');
  });
});
