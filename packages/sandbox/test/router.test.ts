import {describe, expect, it} from 'vitest';
import {matchRoute, type Route} from '../src/router.js';

const ROUTES: readonly Route<string>[] = [
  {path: '/users', methods: {GET: 'list', POST: 'add'}},
  {path: '/users/me', methods: {GET: 'me'}},
  {path: '/users/:user', methods: {GET: 'read'}},
  {path: '/users/:user/files/:file', methods: {'*': 'file'}},
];

describe('the router', () => {
  it('finds the handler of a method', () => {
    expect(matchRoute(ROUTES, 'POST', '/users')).toEqual({kind: 'found', handler: 'add', parameters: {}});
  });

  it('gives the values of the segments that have a name', () => {
    const parameters = {user: '7', file: 'a.txt'};
    expect(matchRoute(ROUTES, 'GET', '/users/7/files/a.txt')).toEqual({
      kind: 'found',
      handler: 'file',
      parameters,
    });
  });

  it('takes the first route that matches', () => {
    expect(matchRoute(ROUTES, 'GET', '/users/me')).toMatchObject({handler: 'me'});
  });

  it('takes any method if the route says so', () => {
    expect(matchRoute(ROUTES, 'PURGE', '/users/7/files/a.txt')).toMatchObject({handler: 'file'});
  });

  for (const method of ['DELETE', 'constructor']) {
    it(`names the methods of a path that does not take ${method}`, () => {
      expect(matchRoute(ROUTES, method, '/users')).toEqual({
        kind: 'method-not-allowed',
        allowed: ['GET', 'POST'],
      });
    });
  }

  for (const path of ['/', '/users/', '/users/7/', '/users//files/a.txt', '/users/7/files', '/Users']) {
    it(`has nothing at ${path}`, () => {
      expect(matchRoute(ROUTES, 'GET', path)).toEqual({kind: 'not-found'});
    });
  }
});
