import {describe, expect, it} from 'vitest';
import {CLIENT_ID, CLIENT_SECRET, CODE, call, exchange, freshCode, sandboxWithUsers, TOKEN} from './world.js';

describe('a deleted user', () => {
  it('is gone with everything, and all tokens lead to 404', async () => {
    const sandbox = sandboxWithUsers();
    const code = await freshCode(sandbox);
    const deleted = await call(sandbox, 'DELETE', '/2.0/users/me', {token: TOKEN});
    expect([deleted.status, deleted.json]).toEqual([204, {}]);
    expect(sandbox.users().map(({id}) => id)).toEqual([2]);
    for (const token of [TOKEN, CODE, code]) {
      const again = await call(sandbox, 'DELETE', '/2.0/users/me', {token});
      expect([again.status, again.json['code']]).toEqual([404, 'notFound']);
      expect((await call(sandbox, 'GET', '/2.0/users/me/connections', {token})).status).toBe(404);
    }
    expect((await call(sandbox, 'GET', '/2.0/auth/token/code', {token: TOKEN})).status).toBe(404);
    expect((await exchange(sandbox, code)).json['code']).toBe('invalidGrant');
  });

  it('has an id that no other user gets', async () => {
    const sandbox = sandboxWithUsers();
    await call(sandbox, 'DELETE', '/2.0/users/me', {token: TOKEN});
    expect((await call(sandbox, 'POST', '/2.0/auth/init')).json['id_user']).toBe(3);
  });
});

describe('a temporary user', () => {
  it('is deleted after 30 minutes', async () => {
    const sandbox = sandboxWithUsers();
    const {json} = await call(sandbox, 'POST', '/2.0/auth/init');
    const token = json['auth_token'] as unknown as string;
    sandbox.advance(1_799_999);
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token})).json['id']).toBe(3);
    expect(sandbox.users()).toHaveLength(3);
    sandbox.advance(1);
    expect(sandbox.users()).toHaveLength(2);
    expect((await call(sandbox, 'GET', '/2.0/users/me', {token})).status).toBe(401);
    const body = {client_id: CLIENT_ID, client_secret: CLIENT_SECRET, id_user: 3};
    expect((await call(sandbox, 'POST', '/2.0/auth/renew', {body})).status).toBe(404);
  });

  it('stays once the code is exchanged for a permanent token', async () => {
    const sandbox = sandboxWithUsers();
    const {json} = await call(sandbox, 'POST', '/2.0/auth/init');
    await exchange(sandbox, json['auth_token'] as unknown as string);
    sandbox.advance(86_400_000);
    expect(sandbox.users().map(({id}) => id)).toEqual([1, 2, 3]);
  });
});
