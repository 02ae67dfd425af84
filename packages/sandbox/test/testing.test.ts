import {describe, expect, it} from 'vitest';
import {createSandbox, SandboxError} from '../src/index.js';
import {endFlow, fetchFrom, sandboxAt, startSandbox} from '../src/testing.js';
import {CALLBACK, CODE, flowUrl, sandboxWithUsers, todaysUrl} from './world.js';

describe('startSandbox', () => {
  it('starts a sandbox on a free port, with its options and its methods', async () => {
    const sandbox = await startSandbox({
      users: [{token: 'a+token/of/alex', connections: [{connectorId: 3}]}],
    });
    const headers = {authorization: 'Bearer a+token/of/alex'};
    expect((await fetch(`${sandbox.url}2.0/users/me/connections/46`, {headers})).status).toBe(200);
    sandbox.setConnectionState({id: 46, state: 'wrongpass'});
    expect((await sandboxAt(sandbox.url).users())[0]?.connections[0]?.state).toBe('wrongpass');
    expect(sandbox.received().map(({path}) => path)).toEqual(['/2.0/users/me/connections/46']);
    await sandbox.close();
  });

  it('starts several at the same time', async () => {
    const [one, other] = await Promise.all([startSandbox(), startSandbox({host: '127.0.0.1'})]);
    expect(one.url).toMatch(/^http:\/\/localhost:\d+\/$/);
    expect(other.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect(new URL(one.url).port).not.toBe(new URL(other.url).port);
    await Promise.all([one.close(), other.close()]);
  });

  it('stops listening when it is closed, even if a connection is open', async () => {
    const sandbox = await startSandbox();
    await (await fetch(sandbox.url)).text();
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow();
  });

  it('refuses a port that is in use, and an option that is not valid', async () => {
    const sandbox = await startSandbox();
    const port = Number(new URL(sandbox.url).port);
    await expect(startSandbox({port})).rejects.toThrow(`port ${port} of localhost is already in use`);
    await expect(startSandbox({slowAnswer: -1})).rejects.toThrow(SandboxError);
    await sandbox.close();
  });
});

describe('fetchFrom', () => {
  it('asks the sandbox instead of the network', async () => {
    const sandbox = createSandbox();
    const fetch = fetchFrom(sandbox);
    const body = JSON.stringify({client_id: '1', client_secret: 'x'});
    const headers = {'content-type': 'application/json'};
    const response = await fetch('https://demo.biapi.pro/2.0/auth/init', {method: 'POST', headers, body});
    expect(response.status).toBe(401);
    expect((await fetch(new URL('https://demo.biapi.pro/2.0/banks'))).status).toBe(200);
    expect(sandbox.received().map(({method, path}) => `${method} ${path}`)).toEqual([
      'POST /2.0/auth/init',
      'GET /2.0/banks',
    ]);
  });
});

describe('endFlow', () => {
  it('succeeds by default', async () => {
    const sandbox = sandboxWithUsers();
    const url = await endFlow(sandbox, flowUrl('connect', {code: CODE, state: 's'}));
    expect(url).toBe(`${CALLBACK}?connection_id=50&state=s`);
    expect(sandbox.users()[0]?.connections).toHaveLength(4);
  });

  it('ends each flow with the ending of the call', async () => {
    const sandbox = sandboxWithUsers();
    const error = 'access_denied';
    expect(await endFlow(sandbox, flowUrl('connect', {state: 's'}), {error})).toBe(
      `${CALLBACK}?error=access_denied&state=s`,
    );
    expect(await endFlow(sandbox, new URL(flowUrl('manage', {code: CODE})), {answer: {state: 'x'}})).toBe(
      `${CALLBACK}?state=x`,
    );
  });

  it.each([
    ['the documented address', flowUrl],
    ['today’s address', todaysUrl],
  ] as const)('accepts %s without a language', async (_address, urlOf) => {
    expect(await endFlow(sandboxWithUsers(), urlOf('connect', {}, ''), {error: 'e'})).toBe(
      `${CALLBACK}?error=e`,
    );
  });

  it('returns to an app', async () => {
    const url = flowUrl('connect', {redirect_uri: 'my-app://back'});
    expect(await endFlow(sandboxWithUsers(), url, {error: 'e'})).toBe('my-app://back?error=e');
  });

  it('throws if the address is refused', async () => {
    await expect(endFlow(sandboxWithUsers(), flowUrl('connect', {client_id: '1'}))).rejects.toEqual(
      new SandboxError(
        'invalid-value',
        'The flow did not come back: it was refused (unknown-client:client_id).',
      ),
    );
  });

  it('throws if there is no redirect_uri', async () => {
    const url = flowUrl('manage', {code: CODE, redirect_uri: undefined});
    await expect(endFlow(sandboxWithUsers(), url)).rejects.toThrow('it ended on a page of the webview');
  });
});
