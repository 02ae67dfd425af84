import {expect} from 'chai';
import {isUse, MAX_ATTEMPTS} from '../../src/flows/attempts.js';
import {ATTEMPT_LIFETIME} from '../../src/service/results.js';
import {finishFlow, startFlow} from '../../src/flows/index.js';
import {MemoryStorage} from '../support/memory-storage.js';
import {atTime, connect, Visit} from '../support/visit.js';

/** A storage that counts the calls of its methods. */
class CountingStorage extends MemoryStorage {
  calls = 0;

  override get length(): number {
    this.calls += 1;
    return super.length;
  }
  override getItem(key: string): string | null {
    this.calls += 1;
    return super.getItem(key);
  }
  override setItem(key: string, value: string): void {
    this.calls += 1;
    super.setItem(key, value);
  }
  override removeItem(key: string): void {
    this.calls += 1;
    super.removeItem(key);
  }
  override key(index: number): string | null {
    this.calls += 1;
    return super.key(index);
  }
}

describe('startFlow and its attempts', () => {
  it('makes the same number of storage calls with no attempt and with 1,000', async () => {
    const store = new CountingStorage();
    const navigate = (): void => undefined;
    const cost = async (): Promise<number> => {
      store.calls = 0;
      await startFlow('connect', {...connect, store, navigate});
      return store.calls;
    };
    const first = await cost();
    for (let round = 0; round < 1000; round += 1) await startFlow('connect', {...connect, store, navigate});
    expect(await cost()).to.equal(first);
  });

  it('keeps 1,000 pending attempts', async () => {
    const visit = new Visit();
    const states: string[] = [];
    for (let round = 0; round < 1000; round += 1) {
      await visit.start('connect', connect);
      states.push(visit.state);
    }
    for (const state of [states[0]!, states[500]!, states[999]!]) {
      expect(visit.finish(`?state=${state}&connection_id=1`).kind).to.equal('success');
    }
  });

  it('keeps at most about 1,000 attempts, and always the latest 1,000', async () => {
    const visit = new Visit();
    const states: string[] = [];
    for (let round = 0; round < 1500; round += 1) {
      await visit.start('connect', connect);
      states.push(visit.state);
      expect(visit.store.length).to.be.within(Math.min(round, MAX_ATTEMPTS), 1.25 * MAX_ATTEMPTS);
    }
    const kept = states.filter((state) => visit.store.getItem(`budgea-webview:attempt:${state}`) !== null);
    expect(kept.slice(-MAX_ATTEMPTS)).to.deep.equal(states.slice(-MAX_ATTEMPTS));
  });

  it('gets its random numbers from the platform, never from Math.random', async () => {
    const {random} = Math;
    Math.random = () => {
      throw new Error('Math.random was called');
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

describe('finishFlow and its attempts', () => {
  const MINUTE = 60_000;
  const noon = Date.UTC(2026, 0, 15, 12);

  it('removes each attempt after an hour, pending or used', async () => {
    const visit = new Visit();
    const left: Record<number, number> = {};
    for (const minutes of [0, 10, 20, 40]) {
      await atTime(noon + minutes * MINUTE, async () => {
        await visit.start('connect', connect);
        visit.finish(`?state=${visit.state}&connection_id=1`);
        await visit.start('connect', connect);
      });
    }
    for (const minutes of [60, 61, 71, 81, 101]) {
      await atTime(noon + minutes * MINUTE, () => {
        visit.finish(`?state=unknown-${minutes}&connection_id=1`);
        left[minutes] = visit.store.length;
      });
    }
    expect(left).to.deep.equal({60: 8, 61: 6, 71: 4, 81: 2, 101: 0});
  });

  it('removes attempts with a future time, left from before the clock was set back', async () => {
    const visit = new Visit();
    await atTime(noon + 10 * ATTEMPT_LIFETIME, () => visit.start('connect', connect));
    await atTime(noon, () => visit.finish('?state=unknown&connection_id=1'));
    expect(visit.store.length).to.equal(0);
  });

  it('removes broken records, and keeps entries that are not ours', async () => {
    const visit = new Visit();
    visit.store.setItem('budgea-webview:attempt:x', '{broken');
    visit.store.setItem('mine', 'stays');
    await visit.start('connect', connect);
    expect(visit.finish(`?state=${visit.state}&connection_id=1`).kind).to.equal('success');
    expect(visit.store.getItem('budgea-webview:attempt:x')).to.equal(null);
    expect(visit.store.getItem('mine')).to.equal('stays');
  });
});

describe('a change of the storage in another tab', () => {
  const key = 'budgea-webview:attempt:S';
  const attempt = {state: 'S', flow: 'connect', time: Date.now(), parameters: {}};
  const pending = JSON.stringify(attempt);
  const used = JSON.stringify({...attempt, used: true});

  it('is a success if it marks an attempt as used', () => {
    expect(isUse({key, newValue: used})).to.equal(true);
  });

  for (const [what, change] of Object.entries({
    'a start': {key, newValue: pending},
    'a removal': {key, newValue: null},
    'a broken record': {key, newValue: '{'},
    'a value of the host': {key: 'host', newValue: used},
    'a key that only ends as ours begin': {key: 'host:budgea-webview:attempt:', newValue: used},
    'the removal of everything': {key: null, newValue: null},
  })) {
    it(`is none if it is ${what}`, () => {
      expect(isUse(change)).to.equal(false);
    });
  }
});

describe('a long run', () => {
  it('of 2,000 attempts in random order loses no attempt, and leaves nothing after an hour', async () => {
    const store = typeof localStorage === 'undefined' ? new MemoryStorage() : localStorage;
    store.clear();
    store.setItem('host', 'stays');
    const pending: {state: string; number: number}[] = [];
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
    // a minute passes every 10 attempts, so old ones expire while new ones start
    for (let number = 0; number < 2000; number += 1) {
      await atTime(Date.UTC(2026, 0, 15, 12) + Math.floor(number / 10) * 60_000, async () => {
        await startFlow('connect', {
          ...connect,
          store,
          context: number,
          navigate: (url) => {
            pending.push({state: new URL(url).searchParams.get('state') ?? '', number});
          },
        });
        while (pending.length > 0 && chance(20) < 10 + pending.length / 10) finishOne();
      });
    }
    await atTime(Date.UTC(2026, 0, 16, 12), () => {
      finishFlow({url: 'https://app.example/cb?state=unknown', store});
    });
    expect(Array.from({length: store.length}, (_, index) => store.key(index))).to.deep.equal(['host']);
    store.clear();
  });
});
