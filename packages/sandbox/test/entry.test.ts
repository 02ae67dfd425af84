import {describe, expect, it} from 'vitest';
import {
  CALLBACK,
  CLIENT_ID,
  CODE,
  exchange,
  flowUrl,
  freshCode,
  sandboxWithUsers,
  STRANGER_CODE,
  TOKEN,
} from './world.js';
import {Walker, WEBVIEW} from './walk.js';

type Query = Readonly<Record<string, string | readonly string[] | undefined>>;

const REFUSED: readonly (readonly [what: string, flow: string, Query, refusal: string, status: number])[] = [
  ['a connect without client_id', 'connect', {client_id: undefined}, 'missing-parameter:client_id', 400],
  [
    'a connect without redirect_uri',
    'connect',
    {redirect_uri: undefined},
    'missing-parameter:redirect_uri',
    400,
  ],
  ['a reconnect without code', 'reconnect', {connection_id: '46'}, 'missing-parameter:code', 400],
  ['a reconnect without connection_id', 'reconnect', {code: CODE}, 'missing-parameter:connection_id', 400],
  ['a manage without code', 'manage', {}, 'missing-parameter:code', 400],
  [
    'a transfer without redirect_uri',
    'transfer',
    {redirect_uri: undefined},
    'missing-parameter:redirect_uri',
    400,
  ],
  ['a prepared transfer without code', 'transfer', {transfer_id: '22'}, 'missing-parameter:code', 400],
  ['a repeated parameter', 'connect', {state: ['a', 'a']}, 'repeated-parameter:state', 400],
  ['an unknown parameter', 'connect', {colour: 'red'}, 'unknown-parameter:colour', 400],
  ['a parameter of another flow', 'connect', {transfer_id: '22'}, 'unknown-parameter:transfer_id', 400],
  [
    'a parameter named like a property of every object',
    'connect',
    {constructor: '1'},
    'unknown-parameter:constructor',
    400,
  ],
  ['an empty value', 'connect', {connector_uuids: ''}, 'empty-value:connector_uuids', 400],
  ['an empty item of a list', 'connect', {connector_ids: '3,,59'}, 'empty-value:connector_ids', 400],
  ['the text null as a code', 'connect', {code: 'null'}, 'null-value:code', 400],
  ['the text undefined as a code', 'connect', {code: 'undefined'}, 'null-value:code', 400],
  [
    'connector_ids together with connector_uuids',
    'connect',
    {connector_ids: '3', connector_uuids: '7d0c1f5e-2b4a-5c68-9e13-000000000003'},
    'conflicting-parameters:connector_ids,connector_uuids',
    400,
  ],
  ['an unknown client', 'connect', {client_id: '1'}, 'unknown-client:client_id', 400],
  [
    'a relative redirect_uri',
    'connect',
    {redirect_uri: '/callback'},
    'invalid-redirect-uri:redirect_uri',
    400,
  ],
  [
    'a redirect_uri with javascript:',
    'connect',
    {redirect_uri: 'javascript:alert(1)'},
    'invalid-redirect-uri:redirect_uri',
    400,
  ],
  [
    'a redirect_uri with a line break in javascript:',
    'connect',
    {redirect_uri: 'java\nscript:alert(1)'},
    'invalid-redirect-uri:redirect_uri',
    400,
  ],
  [
    'a redirect_uri with data:',
    'connect',
    {redirect_uri: 'data:text/html,x'},
    'invalid-redirect-uri:redirect_uri',
    400,
  ],
  ['an unknown code', 'connect', {code: 'Un+known/'}, 'unknown-code:code', 403],
  ['a code with a space', 'connect', {code: CODE.replace('+', ' ')}, 'code-with-space:code', 400],
  ['a permanent token as a code', 'connect', {code: TOKEN}, 'permanent-token:code', 403],
  [
    'a connection of another user',
    'reconnect',
    {code: STRANGER_CODE, connection_id: '46'},
    'not-owned:connection_id',
    403,
  ],
  [
    'a connection that is not a number',
    'reconnect',
    {code: CODE, connection_id: 'x'},
    'invalid-id:connection_id',
    400,
  ],
  ['a transfer of another user', 'transfer', {code: CODE, transfer_id: '23'}, 'not-owned:transfer_id', 403],
  ['an unknown connector id', 'connect', {connector_ids: '3,4711'}, 'unknown-connector:connector_ids', 400],
  ['an unknown connector UUID', 'connect', {connector_uuids: 'x'}, 'unknown-connector:connector_uuids', 400],
  [
    'an unknown capability',
    'connect',
    {connector_capabilities: 'bank,tea'},
    'unknown-capability:connector_capabilities',
    400,
  ],
  [
    'an unknown account type',
    'connect',
    {account_types: 'checking,gold'},
    'unknown-account-type:account_types',
    400,
  ],
  [
    'a reset_credentials that is neither true nor false',
    'reconnect',
    {code: CODE, connection_id: '46', reset_credentials: '1'},
    'invalid-boolean:reset_credentials',
    400,
  ],
  [
    'a state on manage without redirect_uri',
    'manage',
    {code: CODE, redirect_uri: undefined, state: 's'},
    'state-without-redirect-uri:state',
    400,
  ],
];

describe('the entry of a flow', () => {
  for (const language of ['en/', 'fr/']) {
    for (const [what, flow, parameters, refusal, status] of REFUSED) {
      it(`refuses ${what}, in ${language}`, async () => {
        const walker = await new Walker(sandboxWithUsers()).open(flowUrl(flow, parameters, language));
        expect(walker.refusal).toBe(refusal);
        expect(walker.status).toBe(status);
        expect(walker.headers.get('location')).toBeNull();
        expect(walker.page).toContain(`<html lang="${language.slice(0, 2)}">`);
      });
    }
  }

  it('reads a raw + as a space, and says so', async () => {
    const walker = new Walker(sandboxWithUsers());
    await walker.open(`${WEBVIEW}en/connect?client_id=${CLIENT_ID}&redirect_uri=${CALLBACK}&code=${CODE}`);
    expect(walker.refusal).toBe('code-with-space:code');
    expect(walker.page).toContain('a + was not percent-encoded');
  });

  it('accepts only the exact redirect_uri of the whitelist, and shows both values otherwise', async () => {
    const client = {id: 'x', secret: 's', redirectUris: ['https://app.example/callback/']};
    const walker = new Walker(sandboxWithUsers({clients: [client]}));
    await walker.open(flowUrl('connect', {client_id: 'x'}));
    expect(walker.refusal).toBe('redirect-uri-not-whitelisted:redirect_uri');
    expect(walker.page).toContain('<code>https://app.example/callback</code>');
    expect(walker.page).toContain('<code>https://app.example/callback/</code>');
    await walker.open(flowUrl('connect', {client_id: 'x', redirect_uri: 'https://app.example/callback/'}));
    expect(walker.heading).toBe('Choose your bank');
  });

  it('accepts the scheme of an app', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(
      flowUrl('connect', {redirect_uri: 'my-app://back'}),
    );
    expect(walker.status).toBe(200);
  });

  it('refuses a code after 1,800 s', async () => {
    const sandbox = sandboxWithUsers();
    sandbox.clock.time += 1_799_999;
    expect((await new Walker(sandbox).open(flowUrl('connect', {code: CODE}))).status).toBe(200);
    sandbox.clock.time += 1;
    expect((await new Walker(sandbox).open(flowUrl('connect', {code: CODE}))).refusal).toBe(
      'expired-code:code',
    );
  });

  it('refuses a single-use code that was used', async () => {
    const sandbox = sandboxWithUsers();
    const code = await freshCode(sandbox, '?type=singleAccess');
    expect((await new Walker(sandbox).open(flowUrl('connect', {code}))).status).toBe(200);
    expect((await new Walker(sandbox).open(flowUrl('connect', {code}))).refusal).toBe('used-code:code');
  });

  it('does not use up a single-use code if it refuses the request', async () => {
    const sandbox = sandboxWithUsers();
    const code = await freshCode(sandbox, '?type=singleAccess');
    const walker = new Walker(sandbox);
    await walker.open(flowUrl('reconnect', {code, connection_id: '49'}));
    expect(walker.refusal).toBe('not-owned:connection_id');
    await walker.open(flowUrl('reconnect', {code, connection_id: '46'}));
    expect(walker.status).toBe(200);
  });

  it('refuses a code that was exchanged', async () => {
    const sandbox = sandboxWithUsers();
    await exchange(sandbox, CODE);
    expect((await new Walker(sandbox).open(flowUrl('connect', {code: CODE}))).refusal).toBe('used-code:code');
  });

  it('never shows a code', async () => {
    const walker = await new Walker(sandboxWithUsers()).open(flowUrl('connect', {code: 'Secret+code/'}));
    expect(walker.page.replace(/href="[^"]*"/g, '')).not.toContain('Secret');
  });
});
