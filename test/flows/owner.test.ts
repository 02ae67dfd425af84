import {expect} from 'chai';
import {type CodeAnswer, type FlowResult, forgetAttempts} from '../../src/flows/index.js';
import {rejection} from '../support/errors.js';
import {MemoryStorage} from '../support/memory-storage.js';
import {polluted} from '../support/polluted.js';
import {connect, Visit} from '../support/visit.js';

/** Starts connect on a shared computer, and returns the query of a success with a code. */
async function start(visit: Visit, options: object): Promise<string> {
  await visit.start('connect', {...connect, ...options});
  return `?state=${visit.state}&connection_id=46&code=abc`;
}

/** A code function that gives what a back end answers. */
const answering = (answer: unknown) => (): CodeAnswer => answer as CodeAnswer;

const isOther = (result: FlowResult): boolean =>
  result.kind === 'unverified' && result.reason === 'other-owner';

describe('the owner of an attempt', () => {
  it('takes the answer, and gets the code with the owner', async () => {
    const visit = new Visit();
    const query = await start(visit, {owner: 'ada'});
    expect(visit.finish(query, {owner: 'ada'})).to.deep.equal({
      kind: 'success',
      flow: 'connect',
      connectionId: '46',
      code: 'abc',
      owner: 'ada',
    });
  });

  it('is never part of the address', async () => {
    const visit = new Visit();
    await start(visit, {owner: 'ada', code: answering({code: 'c', owner: 'hmac-of-ada'})});
    expect(visit.left.join()).not.to.match(/ada|owner/);
  });

  it('is compared only if finishFlow gets one', async () => {
    for (const owner of [undefined, null, '']) {
      const visit = new Visit();
      expect(visit.finish(await start(visit, {owner: 'ada'}), {owner}).kind).to.equal('success');
    }
  });

  for (const [who, owner] of [
    ['another user', 'bob'],
    ['nobody', undefined],
    ['nobody, as null', null],
    ['nobody, as an empty text', ''],
  ] as const) {
    it(`keeps an attempt of ${who} from the user who is signed in, and for its own user`, async () => {
      const visit = new Visit();
      const query = await start(visit, {owner});
      const result = visit.finish(query, {owner: 'ada'});
      expect(result).to.deep.equal({
        kind: 'unverified',
        reason: 'other-owner',
        answer: {kind: 'success', state: visit.state, connectionId: '46', code: 'abc'},
      });
      expect(result).to.satisfy(Object.isFrozen);
      expect(visit.finish(query, {owner: 'ada'})).to.equal(result);
      expect(visit.finish(query, {owner}).kind).to.equal('success');
    });
  }

  it('is compared for an unhappy answer, too', async () => {
    const visit = new Visit();
    await start(visit, {owner: 'ada', returnTo: '/ada'});
    const query = `?state=${visit.state}&error=access_denied`;
    expect(isOther(visit.finish(query, {owner: 'bob'}))).to.equal(true);
    expect(visit.finish(query, {owner: 'ada'})).to.include({kind: 'cancelled', returnTo: '/ada'});
  });

  it('is compared again if the same answer is asked for by another user', async () => {
    const visit = new Visit();
    const query = await start(visit, {owner: 'ada', context: 'of ada', returnTo: '/ada'});
    const result = visit.finish(query, {owner: 'ada'});
    expect(isOther(visit.finish(query, {owner: 'bob'}))).to.equal(true);
    expect(visit.finish(query, {owner: 'ada'})).to.include({kind: 'replayed', returnTo: '/ada'});
    expect(result.kind).to.equal('success');
  });

  it('gets the same object as a call without an owner', async () => {
    for (const [first, second] of [
      ['ada', undefined],
      [undefined, 'ada'],
    ]) {
      const visit = new Visit();
      const query = await start(visit, {owner: 'ada'});
      expect(visit.finish(query, {owner: first})).to.equal(visit.finish(query, {owner: second}));
    }
  });

  it('does not get an answer after an hour', async () => {
    const visit = new Visit();
    const query = await start(visit, {owner: 'ada'});
    const {now} = Date;
    Date.now = () => now() + 3_600_001;
    try {
      for (const owner of ['ada', 'bob'])
        expect(visit.finish(query, {owner})).to.include({reason: 'expired'});
    } finally {
      Date.now = now;
    }
  });

  it('must be a text', async () => {
    const visit = new Visit();
    for (const owner of [5, true, {}, () => 'ada'] as unknown as string[]) {
      expect(await rejection(start(visit, {owner}))).to.include({code: 'invalid-parameter', option: 'owner'});
      expect(() => visit.finish('?state=s', {owner})).to.throw('owner must be a valid string');
    }
    expect(visit.left).to.deep.equal([]);
  });

  it('is not read from a polluted prototype', async () => {
    const visit = new Visit();
    const query = await polluted({owner: 'evil', codeOwner: 'evil'}, () =>
      start(visit, {code: answering({code: null})}),
    );
    const result = await polluted({owner: 'evil', codeOwner: 'evil'}, () => ({...visit.finish(query)}));
    expect(result).to.deep.equal({kind: 'success', flow: 'connect', connectionId: '46', code: 'abc'});
  });

  it('is left out of a result if the storage has something else in its place', async () => {
    const visit = new Visit();
    const query = await start(visit, {owner: 'ada'});
    const key = visit.store.key(0)!;
    const attempt = JSON.parse(visit.store.getItem(key)!) as object;
    visit.store.setItem(key, JSON.stringify({...attempt, owner: {toString: 'ada'}}));
    expect(visit.finish(query)).not.to.have.property('owner');
  });
});

describe('an owner that comes with the code', () => {
  it('is handed back with a received code, and compared', async () => {
    const visit = new Visit();
    const query = await start(visit, {code: answering({code: null, owner: 'hmac-of-ada'})});
    expect(isOther(visit.finish(query, {owner: 'bob'}))).to.equal(true);
    expect(visit.finish(query, {owner: 'hmac-of-ada'})).to.include({code: 'abc', owner: 'hmac-of-ada'});
  });

  it('is handed back beside the option, which is compared', async () => {
    const visit = new Visit();
    const query = await start(visit, {owner: 'ada', code: answering({code: null, owner: 'hmac-of-ada'})});
    expect(isOther(visit.finish(query, {owner: 'hmac-of-ada'}))).to.equal(true);
    expect(visit.finish(query, {owner: 'ada'})).to.include({code: 'abc', owner: 'hmac-of-ada'});
  });

  it('is not part of a result without a code', async () => {
    const visit = new Visit();
    const query = await start(visit, {code: answering({code: 'c', owner: 'hmac-of-ada'})});
    expect(visit.sent('code')).to.equal('c');
    expect(visit.finish(query)).to.deep.equal({kind: 'success', flow: 'connect', connectionId: '46'});
  });

  for (const answer of ['c', {code: 'c'}, {code: 'c', owner: null}, {code: 'c', owner: ''}]) {
    it(`is optional: ${JSON.stringify(answer)}`, async () => {
      const visit = new Visit();
      await start(visit, {code: answering(answer)});
      expect(visit.sent('code')).to.equal('c');
      expect(visit.store.dump()).not.to.include('wner');
    });
  }

  for (const answer of [
    {},
    {owner: 'ada'},
    {code: ''},
    {code: 5},
    {code: 'c', owner: 5},
    {code: 'c', owner: {}},
    ['c'],
    undefined,
    5,
  ]) {
    it(`is refused in an answer of another shape: ${JSON.stringify(answer)}`, async () => {
      const visit = new Visit();
      const error = await rejection(start(visit, {code: answering(answer)}));
      expect(error).to.include({code: 'code-unavailable', option: 'code'});
      expect(visit.store.length).to.equal(0);
    });
  }

  it('does not stand for a code that the flow needs', async () => {
    const visit = new Visit();
    const code = answering({code: null, owner: 'ada'});
    const error = await rejection(visit.start('reconnect', {...connect, connectionId: 46, code}));
    expect(error).to.include({code: 'code-unavailable'});
  });
});

describe('forgetAttempts', () => {
  it('forgets what waits and what was used, and nothing else', async () => {
    const visit = new Visit();
    visit.store.setItem('mine', 'stays');
    const used = await start(visit, {});
    const success = visit.finish(used);
    const pending = await start(visit, {});
    forgetAttempts({store: visit.store});
    expect(visit.store.dump()).to.equal('[["mine","stays"]]');
    expect(visit.finish(pending)).to.include({reason: 'unknown-state'});
    expect(success).to.include({kind: 'success'});
  });

  it('forgets the result that the page remembers', async () => {
    const visit = new Visit();
    const query = await start(visit, {});
    visit.finish(query);
    forgetAttempts({store: visit.store});
    expect(visit.finish(query)).to.include({kind: 'unverified', reason: 'unknown-state'});
  });

  it('reads no storage from a polluted prototype', async () => {
    const [mine, theirs] = [new Visit(), new Visit()];
    const query = await start(mine, {});
    await polluted({store: mine.store}, () => {
      forgetAttempts({store: theirs.store});
      forgetAttempts({});
    });
    expect(mine.finish(query).kind).to.equal('success');
  });

  it('throws nothing if the storage is blocked', () => {
    const blocked = new Proxy(new MemoryStorage(), {
      get: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
    });
    expect(() => {
      forgetAttempts({store: blocked});
    }).not.to.throw();
  });
});

describe('startFlow and a storage of another kind', () => {
  /** What React Native calls AsyncStorage. */
  const asyncStorage = {
    getItem: () => Promise.resolve(null),
    setItem: () => Promise.resolve(),
    removeItem: () => Promise.resolve(),
    key: () => Promise.resolve(null),
  };
  for (const [what, store] of [
    ['one that answers with promises', {...asyncStorage, length: 0}],
    ['one without a length', asyncStorage],
    ['one whose length is a function', {...asyncStorage, length: () => Promise.resolve(0)}],
    ['one without methods', {length: 0}],
    ['a Map', new Map()],
    ['a text', 'localStorage'],
  ] as unknown as [string, MemoryStorage][]) {
    it(`refuses ${what}, and so do finishFlow and forgetAttempts`, async () => {
      const visit = new Visit(store);
      const wanted = {code: 'invalid-parameter', message: 'store must be a synchronous Web Storage'};
      expect(await rejection(visit.start('connect', connect))).to.include(wanted);
      expect(visit.left).to.deep.equal([]);
      expect(() => visit.finish('?state=s&connection_id=46')).to.throw(wanted.message);
      expect(() => {
        forgetAttempts({store});
      }).to.throw(wanted.message);
    });
  }
});
