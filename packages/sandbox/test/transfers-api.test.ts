import {describe, expect, it} from 'vitest';
import {CODE, call, sandboxWithUsers} from './world.js';

describe('a transfer', () => {
  it('is created from an account to one of its recipients', async () => {
    const sandbox = sandboxWithUsers();
    const path = '/2.0/users/me/accounts/101/recipients';
    const {json} = await call(sandbox, 'GET', path, {token: CODE});
    expect(json['total']).toBe(5);
    const body = {amount: 10, label: 'Test virement', exec_date: '2027-09-12'};
    const created = await call(sandbox, 'POST', `${path}/1/transfers`, {token: CODE, body});
    expect(created.json).toMatchObject({id: 24, id_account: 101, id_recipient: 1, state: 'created', ...body});
    expect((await call(sandbox, 'GET', '/2.0/users/me/transfers', {token: CODE})).json['total']).toBe(2);
    for (const wrong of [{amount: -1}, {amount: 'x'}, {label: ''}, {exec_date: '2027-02-30'}]) {
      const {status} = await call(sandbox, 'POST', `${path}/1/transfers`, {
        token: CODE,
        body: {...body, ...wrong},
      });
      expect(status).toBe(400);
    }
  });
});
