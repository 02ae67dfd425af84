import {expect} from 'chai';
import {finishFlow, type FlowResult, startFlow} from '../../src/flows/index.js';
import {MemoryStorage} from '../support/memory-storage.js';
import {atTime, connect, Visit} from '../support/visit.js';

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
    expect(await cost()).to.deep.equal(['getItem', 'setItem']);
    for (let round = 0; round < 1000; round += 1) store.setItem(`host:${round}`, 'x');
    expect(await cost()).to.deep.equal(['getItem', 'setItem']);
    for (let round = 0; round < 1000; round += 1) await startFlow('connect', {...connect, store, navigate});
    const calls = await cost();
    // one draw of four finds its slot taken
    expect(calls.filter((call) => call === 'getItem').length).to.be.below(20);
    expect(calls.filter((call) => call !== 'getItem')).to.deep.equal(['setItem']);
  });

  it('never takes the slot of an attempt that waits, as long as there is another', async () => {
    const visit = new Visit();
    const states = new Set<string>();
    for (let round = 0; round < 1000; round += 1) {
      await visit.start('connect', connect);
      states.add(visit.state);
    }
    expect(visit.store.length).to.equal(1000);
    for (const state of [...states].slice(0, 10)) {
      expect(visit.finish(`?state=${state}&connection_id=1`).kind).to.equal('success');
    }
  });

  it('keeps no more than 4,096 attempts', async () => {
    const visit = new Visit();
    for (let round = 0; round < 5000; round += 1) await visit.start('connect', connect);
    expect(visit.store.length).to.be.within(4000, 4096);
    expect(visit.finish(`?state=${visit.state}&connection_id=1`).kind).to.equal('success');
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

describe('finishing', () => {
  const MINUTE = 60_000;
  const noon = Date.UTC(2026, 0, 15, 12);

  /** A browser whose storage counts what is asked of it, and knows how many attempts wait in it. */
  class CountedVisit extends Visit {
    declare readonly store: CountingStorage;

    constructor() {
      super(new CountingStorage());
    }

    startAt(time: number): Promise<void> {
      return atTime(time, () => this.start('connect', connect));
    }

    /** Starts a flow, and finishes it. */
    passAt(time: number): Promise<FlowResult> {
      return atTime(time, async () => {
        await this.start('connect', connect);
        this.store.calls = [];
        return this.finish(`?state=${this.state}&connection_id=1`);
      });
    }

    get waiting(): number {
      return this.store.dump().split(':attempt:').length - 1;
    }
  }

  it('looks through the storage for old attempts only once there is one', async () => {
    const visit = new CountedVisit();
    await visit.startAt(noon);
    await visit.passAt(noon + MINUTE);
    expect(visit.store.calls).to.include('length');
    for (const minutes of [2, 30, 60]) {
      await visit.passAt(noon + minutes * MINUTE);
      expect(visit.store.calls, `after ${minutes} min`).to.deep.equal([
        'getItem',
        'getItem',
        'removeItem',
        'setItem',
      ]);
    }
    await visit.passAt(noon + 60 * MINUTE + 1);
    expect(visit.store.calls).to.include('length');
    expect(visit.waiting).to.equal(0);
  });

  it('lets no attempt outlive its hour, whenever it started', async () => {
    const visit = new CountedVisit();
    await visit.passAt(noon);
    for (const minutes of [10, 20, 40]) await visit.startAt(noon + minutes * MINUTE);
    const left: Record<number, number> = {};
    for (const minutes of [60, 61, 71, 81, 101]) {
      await visit.passAt(noon + minutes * MINUTE);
      left[minutes] = visit.waiting;
    }
    expect(left).to.deep.equal({60: 3, 61: 3, 71: 2, 81: 1, 101: 0});
  });

  it('looks through the storage again where the clock was set back', async () => {
    const visit = new CountedVisit();
    await visit.passAt(noon + 600 * MINUTE);
    await visit.startAt(noon + 600 * MINUTE);
    await visit.passAt(noon);
    expect(visit.waiting).to.equal(0);
  });

  it('asks two things of the storage for a state that is not its own, and writes nothing', async () => {
    const visit = new CountedVisit();
    await visit.passAt(Date.now());
    await visit.start('connect', connect);
    const before = visit.store.dump();
    visit.store.calls = [];
    visit.finish('?state=forged&connection_id=1');
    expect(visit.store.calls).to.deep.equal(['getItem', 'getItem']);
    expect(visit.store.dump()).to.equal(before);
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
    expect(most).to.be.below(250);
    const left = Array.from({length: store.length}, (_, index) => store.key(index) ?? '');
    expect(left.sort()).to.deep.equal(['budgea-webview:past', 'host']);
    expect((store.getItem('budgea-webview:past') ?? '').length).to.be.below(8000);
    store.clear();
  });
});
