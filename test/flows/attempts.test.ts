import {expect} from 'chai';
import {finishFlow, startFlow} from '../../src/flows/index.js';
import {MemoryStorage} from '../support/memory-storage.js';
import {connect, Visit} from '../support/visit.js';

/** A storage that counts what is asked of it. */
class CountingStorage extends MemoryStorage {
  calls: string[] = [];

  override get length(): number {
    this.calls.push('length');
    return super.length;
  }
  override getItem(key: string): string | null {
    this.calls.push('getItem');
    return super.getItem(key);
  }
  override setItem(key: string, value: string): void {
    this.calls.push('setItem');
    super.setItem(key, value);
  }
  override removeItem(key: string): void {
    this.calls.push('removeItem');
    super.removeItem(key);
  }
  override key(index: number): string | null {
    this.calls.push('key');
    return super.key(index);
  }
}

describe('starting', () => {
  it('asks the same of the storage whatever is in it, and never searches it', async () => {
    const store = new CountingStorage();
    const navigate = (): void => undefined;
    const cost = async (): Promise<string[]> => {
      store.calls = [];
      await startFlow('connect', {...connect, store, navigate});
      return [...store.calls];
    };
    const first = await cost();
    for (let round = 0; round < 1000; round += 1) store.setItem(`host:${round}`, 'x');
    expect(await cost()).to.deep.equal(first);
    for (let round = 0; round < 1000; round += 1) await startFlow('connect', {...connect, store, navigate});
    expect(await cost()).to.deep.equal(first);
    expect(first).not.to.include.members(['key']).and.not.to.include.members(['length']);
  });

  it('takes its chance from the platform, never from Math.random', async () => {
    const {random} = Math;
    Math.random = () => {
      throw new Error('used');
    };
    try {
      const visit = new Visit();
      await visit.start('connect', connect);
      expect(visit.state).to.have.lengthOf.at.least(21);
    } finally {
      Math.random = random;
    }
  });
});

describe('a soak', () => {
  it('of 10,000 attempts in mixed order loses none and leaves nothing over', async () => {
    const store = typeof localStorage === 'undefined' ? new MemoryStorage() : localStorage;
    store.clear();
    store.setItem('host', 'stays');
    const pending: {state: string; number: number}[] = [];
    let most = 0;
    let seed = 1;
    const chance = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const finishOne = (): void => {
      const [{state, number}] = pending.splice(chance(pending.length), 1) as [
        {state: string; number: number},
      ];
      const result = finishFlow({
        url: `https://app.example/cb?state=${state}&connection_id=${number}`,
        store,
      });
      if (result.kind !== 'success' || result.context !== number)
        throw new Error(`${number} gave ${result.kind}`);
    };
    for (let number = 0; number < 10_000; number += 1) {
      await startFlow('connect', {
        ...connect,
        store,
        context: number,
        navigate: (url) => {
          pending.push({state: new URL(url).searchParams.get('state') ?? '', number});
        },
      });
      while (pending.length > 0 && chance(20) < 10 + pending.length / 10) finishOne();
      most = Math.max(most, store.length);
    }
    while (pending.length > 0) finishOne();
    expect(most).to.be.below(500);
    const left = Array.from({length: store.length}, (_, index) => store.key(index) ?? '');
    expect(left.sort()).to.deep.equal(['budgea-webview:cursor', 'budgea-webview:handled', 'host']);
    expect((store.getItem('budgea-webview:handled') ?? '').length).to.be.below(8000);
    store.clear();
  });
});
