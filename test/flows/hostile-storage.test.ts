import {expect} from 'chai';
import {MemoryStorage} from '../support/memory-storage.js';
import {connect, Visit} from '../support/visit.js';

const PREFIX = 'budgea-webview:attempt:';

/** Records that are not attempts, though they look like one. */
const RECORDS: Readonly<Record<string, string>> = {
  'no JSON': '{',
  null: 'null',
  'a number': '7',
  'a list': '[]',
  'a list with a flow for its flow': '{"state":"S","flow":["connect"],"time":NOW}',
  'an object for its flow': '{"state":"S","flow":{"connect":1},"time":NOW}',
  'an inherited name for its flow': '{"state":"S","flow":"constructor","time":NOW}',
  'a text for its time': '{"state":"S","flow":"connect","time":"NOW"}',
  'another state': '{"state":"T","flow":"connect","time":NOW}',
  'a list for its state': '{"state":["S"],"flow":"connect","time":NOW}',
  'its fields in __proto__': '{"__proto__":{"state":"S","flow":"connect","time":NOW}}',
};

/** Values of a field that nobody else would write. The rest of the record is an attempt. */
const FIELDS: Readonly<Record<string, unknown>> = {
  returnTo: {toString: 'x'},
  parameters: 'text',
  owner: {},
  codeOwner: 7,
  codeSent: 'false',
  canRetry: [],
};

describe('a storage that somebody else wrote into', () => {
  for (const [what, record] of Object.entries(RECORDS)) {
    it(`has no attempt in a record with ${what}, and still has the others`, async () => {
      const visit = new Visit();
      visit.store.setItem(`${PREFIX}S`, record.replace('NOW', String(Date.now())));
      await visit.start('connect', connect);
      const {state} = visit;
      expect(visit.finish('?state=S&connection_id=46')).to.include({reason: 'unknown-state'});
      expect(visit.finish(`?state=${state}&connection_id=46`)).to.include({kind: 'success'});
    });
  }

  for (const [field, value] of Object.entries(FIELDS)) {
    it(`can have any value for ${field} in an attempt`, () => {
      const visit = new Visit();
      const attempt = {state: 'S', flow: 'connect', time: Date.now(), parameters: {}, [field]: value};
      visit.store.setItem(`${PREFIX}S`, JSON.stringify(attempt));
      expect(visit.finish('?state=S&connection_id=46')).to.deep.equal({
        kind: 'success',
        flow: 'connect',
        connectionId: '46',
      });
    });
  }

  it('can give keys that are not texts', async () => {
    class OddKeys extends MemoryStorage {
      override key(index: number): string | null {
        return index === 0 ? (7 as unknown as string) : super.key(index);
      }
    }
    const visit = new Visit(new OddKeys());
    for (let round = 0; round < 1201; round += 1) visit.store.setItem(`other ${round}`, '');
    await visit.start('connect', connect);
    expect(visit.finish(`?state=${visit.state}&connection_id=46`)).to.include({kind: 'success'});
  });
});

describe('a storage that is not a whole one', () => {
  for (const missing of ['getItem', 'setItem', 'removeItem', 'key', 'length']) {
    it(`is refused without ${missing}`, async () => {
      const whole = new MemoryStorage();
      const store = {
        getItem: (key: string) => whole.getItem(key),
        setItem: (key: string, value: string) => {
          whole.setItem(key, value);
        },
        removeItem: (key: string) => {
          whole.removeItem(key);
        },
        key: (index: number) => whole.key(index),
        length: 0,
        [missing]: undefined,
      };
      const visit = new Visit(store as unknown as MemoryStorage);
      const error = await visit.start('connect', connect).catch((reason: unknown) => reason);
      expect(error).to.include({name: 'FlowError', code: 'invalid-parameter', option: 'store'});
      expect(visit.left).to.deep.equal([]);
    });
  }
});

describe('a storage that ignores writing', () => {
  let ignores = false;
  class Deaf extends MemoryStorage {
    override setItem(key: string, value: string): void {
      if (!ignores) super.setItem(key, value);
    }
    override removeItem(key: string): void {
      if (!ignores) super.removeItem(key);
    }
  }

  beforeEach(() => {
    ignores = false;
  });

  it('lets nobody leave the page, because no callback would find the attempt', async () => {
    const visit = new Visit(new Deaf());
    ignores = true;
    const error = await visit.start('connect', connect).catch((reason: unknown) => reason);
    expect(error).to.include({name: 'FlowError', code: 'no-storage'});
    expect(visit.left).to.deep.equal([]);
  });

  it('proves no success, because it would count again', async () => {
    const visit = new Visit(new Deaf());
    await visit.start('connect', connect);
    const query = `?state=${visit.state}&connection_id=46`;
    ignores = true;
    expect(visit.finish(query)).to.include({kind: 'unverified', reason: 'no-storage'});
    expect(visit.finish(`${query}&again`)).to.include({kind: 'unverified', reason: 'no-storage'});
  });

  it('still proves that the user cancelled', async () => {
    const visit = new Visit(new Deaf());
    await visit.start('connect', connect);
    ignores = true;
    expect(visit.finish(`?state=${visit.state}&error=access_denied`)).to.include({kind: 'cancelled'});
  });
});

describe('a storage that garbles what it gets', () => {
  class Garbling extends MemoryStorage {
    garbles = false;
    override setItem(key: string, value: string): void {
      super.setItem(key, this.garbles ? value.slice(1) : value);
    }
  }

  it('proves no success, because nothing shows that it is marked', async () => {
    const store = new Garbling();
    const visit = new Visit(store);
    await visit.start('connect', connect);
    store.garbles = true;
    expect(visit.finish(`?state=${visit.state}&connection_id=46`)).to.include({reason: 'no-storage'});
  });
});

describe('a storage that cannot be read after it took the mark of a success', () => {
  class Mute extends MemoryStorage {
    isMute = false;
    override setItem(key: string, value: string): void {
      super.setItem(key, value);
      this.isMute = value.includes('"used":true');
    }
    override getItem(key: string): string | null {
      if (this.isMute) throw new DOMException('gone', 'InvalidStateError');
      return super.getItem(key);
    }
  }

  it('proves the success, because it cannot count again', async () => {
    const store = new Mute();
    const visit = new Visit(store);
    await visit.start('connect', connect);
    const query = `?state=${visit.state}&connection_id=46`;
    expect(visit.finish(query)).to.include({kind: 'success'});
    store.isMute = false;
    expect(visit.finish(`${query}&again`)).to.include({kind: 'replayed'});
  });
});
