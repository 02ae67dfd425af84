import {describe, expect, it} from 'vitest';
import {type Expand, parseExpand} from '../src/api/expand.js';

const plain = (expand: Expand): object =>
  Object.fromEntries([...expand].map(([name, inner]) => [name, plain(inner)]));

describe('expand', () => {
  for (const [text, expected] of [
    ['', {}],
    ['fields', {fields: {}}],
    ['bank, accounts', {bank: {}, accounts: {}}],
    [
      'accounts[transactions,investments[type]],subscriptions',
      {
        accounts: {transactions: {}, investments: {type: {}}},
        subscriptions: {},
      },
    ],
    ['connection.connector', {connection: {connector: {}}}],
    ['connection[connector.fields]', {connection: {connector: {fields: {}}}}],
    ['accounts[transactions', {accounts: {transactions: {}}}],
    [',,a,', {a: {}}],
  ] as const) {
    it(`reads “${text}”`, () => {
      expect(plain(parseExpand(text))).toEqual(expected);
    });
  }
});
