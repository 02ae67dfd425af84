import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {polluted} from '../../../test/support/polluted.js';
import {createSandbox, SandboxError} from '../src/index.js';
import {API_ROUTES} from '../src/api/api.js';
import {PARAMETERS} from '../src/entry/parameters.js';
import {own} from '../src/own.js';
import {Walker} from './walk.js';
import {CALLBACK, CLIENT_ID, CLIENT_SECRET, call, flowUrl, todaysUrl} from './world.js';

const source = fileURLToPath(new URL('../src/', import.meta.url));

/** The names that the options of the platform have, too: they change every request, whatever the sandbox does. */
const PLATFORM = [
  'headers',
  'status',
  'method',
  'body',
  'url',
  'search',
  'text',
  'language',
  'head',
  'length',
  'name',
  'credentials',
];

/** Every property that may be absent, and every name in a request or a body. */
const NAMES = new Set([
  ...readdirSync(source, {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => [...readFileSync(source + file, 'utf8').matchAll(/(\w+)\?: |\['(\w+)'\]/g)])
    .map(([, property, item]) => property ?? item ?? ''),
  ...Object.values(PARAMETERS).flatMap(Object.keys),
  ...API_ROUTES.flatMap(({path}) => [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => name)),
  ...[
    'error',
    'answer',
    'connectorIds',
    'paymentState',
    'errorCode',
    'success',
    '*',
    'bank',
    'wrongpass',
    'transfer',
  ],
]);

const INSTRUCTION = {
  amount: 5,
  label: 'Tickets',
  currency: 'EUR',
  execution_date_type: 'instant',
  beneficiary: {scheme_name: 'iban', identification: 'FR76', label: 'Shop'},
  beneficiary_identity: {kind: 'corporate'},
};

/** Uses all parts of a sandbox, and returns everything that it answers. */
async function usedThroughout(): Promise<readonly unknown[]> {
  const answers: unknown[] = [];
  const {fetch, ...methods} = createSandbox({
    seed: 'polluted',
    now: Date.UTC(2026, 10, 23, 8),
    webhooks: [own({url: 'https://app.example/webhooks', events: ['CONNECTION_SYNCED']})],
    deliver: async (request) => {
      answers.push([request.url, [...request.headers], await request.text()]);
      return new Response(null, own({status: 204}));
    },
  });
  const sandbox = {
    ...methods,
    fetch: async (request: Request): Promise<Response> => {
      const response = await fetch(request);
      answers.push([request.url, response.status, [...response.headers], await response.clone().text()]);
      return response;
    },
  };
  const tried = (run: () => unknown): void => {
    try {
      answers.push(JSON.stringify(run()));
    } catch (error) {
      answers.push(error instanceof SandboxError ? error.message : error);
    }
  };
  const {token, connections} = sandbox.addUser({
    connections: [{connectorId: 3}, {connectorId: 40, state: 'wrongpass'}],
    transfers: [{amount: 1, label: 'x'}],
  });
  tried(() => connections);
  tried(() => sandbox.addPayment({amount: 1, label: 'x', redirectUri: CALLBACK}));
  tried(() => sandbox.setPaymentState({id: 31, state: 'pending'}));
  tried(() => sandbox.addConnection({user: 1, connectorId: 7}));
  for (const ending of [{}, [], {answer: {}}, {error: 'e'}, {connectorIds: [3]}, 'success'] as const) {
    tried(() => {
      sandbox.endNextFlow(ending as 'success');
    });
    tried(() => sandbox.addUser({connections: [ending as never]}));
  }
  for (const url of [
    flowUrl('connect'),
    todaysUrl('connect'),
    flowUrl('connect'),
    flowUrl('connect'),
    flowUrl('x'),
  ]) {
    await new Walker(sandbox).open(url);
  }
  const walker = new Walker(sandbox);
  await walker.open(flowUrl('connect', {connector_ids: '59', state: 's'}));
  await walker.press('Accept and continue');
  await walker.press('Sign in', {login: '12345678', password: '123456'});
  await walker.press('Confirm', {'one-time-code': '123456'});
  await walker.press('Continue');
  await walker.press('Confirm and finish');
  const received = walker.url.searchParams.get('code');
  const credentials = {client_id: CLIENT_ID, client_secret: CLIENT_SECRET, code: received};
  await call(sandbox, 'POST', '/2.0/auth/token/access', own({body: credentials}));
  const {json} = await call(sandbox, 'GET', '/2.0/auth/token/code', {token});
  const code = json['code'] as unknown as string;
  await walker.open(flowUrl('reconnect', {code, connection_id: '47'}));
  await walker.press('Sign in', {password: 'wrong'});
  await walker.press('Cancel');
  await walker.open(todaysUrl('manage', {code}));
  await walker.press('Close');
  await walker.open(flowUrl('transfer', {code}));
  await walker.open(flowUrl('accounts', {code}));
  for (const path of [
    '',
    '/connections?expand=sources,bank[fields]',
    '/accounts',
    '/transfers',
    '/nothing',
  ]) {
    await call(sandbox, 'GET', `/2.0/users/me${path}`, {token});
  }
  for (const path of [
    '/2.0/connectors?expand=fields,countries',
    '/2.0/banks/3',
    '/2.0/users/me',
    '/2.0/payments',
  ]) {
    await call(sandbox, 'GET', path, own({}));
  }
  for (const [path, body] of [
    ['/2.0/auth/init', {}],
    ['/2.0/auth/token/access', {}],
    ['/2.0/auth/token/access', {client_id: CLIENT_ID, client_secret: CLIENT_SECRET}],
    ['/2.0/auth/renew', {client_id: CLIENT_ID, client_secret: CLIENT_SECRET}],
  ] as const) {
    await call(sandbox, 'POST', path, own({body}));
  }
  const service = await call(
    sandbox,
    'POST',
    '/2.0/auth/token',
    own({
      body: {
        client_id: CLIENT_ID,
        client_secret: CLIENT_SECRET,
        grant_type: 'client_credentials',
        scope: 'payments:admin',
      },
    }),
  );
  const admin = {token: service.json['token'] as unknown as string};
  const order = {
    client_redirect_uri: CALLBACK,
    instructions: [INSTRUCTION],
    payer_identity: {kind: 'private'},
  };
  for (const missing of ['', ...Object.keys(INSTRUCTION)]) {
    const {[missing as 'label']: _left, ...instruction} = INSTRUCTION;
    await call(sandbox, 'POST', '/2.0/payments', {...admin, body: {...order, instructions: [instruction]}});
  }
  await call(sandbox, 'POST', '/2.0/payments', {
    ...admin,
    body: {...order, instructions: [{...INSTRUCTION, beneficiary: {}}]},
  });
  await call(sandbox, 'POST', '/2.0/payments/32/scopedtoken', {...admin, body: {}});
  tried(() => sandbox.addWebhook(own({url: 'https://app.example/other'})));
  tried(() => {
    sandbox.setConnectionState(own({id: 47, state: 'bug'}));
  });
  await sandbox.settled();
  tried(() => sandbox.deliveries());
  tried(() => sandbox.payments());
  tried(() => sandbox.users());
  tried(() => sandbox.received());
  return answers;
}

describe('with a polluted Object.prototype, the sandbox believes and sends nothing that it was not given:', () => {
  const names = [...NAMES].filter((name) => name !== '' && !PLATFORM.includes(name));

  it.each(['theirs', 3, ['theirs']])('the value %j of any name', async (value) => {
    expect(names.length).toBeGreaterThan(60);
    const clean = await usedThroughout();
    const believed: string[] = [];
    for (const name of names) {
      const answers = await polluted({[name]: value}, usedThroughout).catch((error: unknown) => [error]);
      const at = answers.findIndex(
        (answer, index) => JSON.stringify(answer) !== JSON.stringify(clean[index]),
      );
      if (at !== -1) believed.push(`${name}: ${String(answers[at]).slice(0, 500)}`);
    }
    expect(believed).toEqual([]);
  });
});
