import {expect} from '@open-wc/testing';
import {rejection} from '../support/errors.js';
import {connect, Visit} from '../support/visit.js';

describe('startFlow without a source of random numbers, as in React Native', () => {
  const {crypto} = globalThis;

  afterEach(() => {
    Object.defineProperty(globalThis, 'crypto', {configurable: true, value: crypto});
  });

  for (const [what, value] of [
    ['no crypto', undefined],
    ['a crypto without getRandomValues', {}],
  ] as const) {
    it(`says so if there is ${what}, and does not blame the storage`, async () => {
      Object.defineProperty(globalThis, 'crypto', {configurable: true, value});
      const visit = new Visit();
      const error = await rejection(visit.start('connect', connect));
      expect(error).to.include({code: 'no-crypto', message: 'crypto.getRandomValues is missing'});
      expect([visit.left.length, visit.store.length]).to.deep.equal([0, 0]);
    });
  }

  it('needs none for a flow without a state', async () => {
    Object.defineProperty(globalThis, 'crypto', {configurable: true, value: undefined});
    const visit = new Visit();
    await visit.start('manage', {domain: 'demo', clientId: 1, code: 'c'});
    expect(visit.left).to.have.lengthOf(1);
  });
});
