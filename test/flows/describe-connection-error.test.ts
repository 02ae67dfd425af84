import {expect} from 'chai';
import fc from 'fast-check';
import {
  type ConnectionErrorCode,
  describeConnectionError,
  type Remedy,
  type RemedyAction,
  type RemedyActor,
} from '../../src/service/connection-errors.js';

const EXPECTED: Readonly<Record<ConnectionErrorCode, readonly [RemedyActor, RemedyAction, boolean]>> = {
  wrongpass: ['user', 'reconnect', true],
  additionalInformationNeeded: ['user', 'reconnect', true],
  SCARequired: ['user', 'reconnect', true],
  decoupled: ['user', 'reconnect', true],
  webauthRequired: ['user', 'reconnect', false],
  passwordExpired: ['user', 'visit-bank-then-reconnect', true],
  actionNeeded: ['user', 'visit-bank', true],
  websiteUnavailable: ['nobody', 'wait', true],
  rateLimiting: ['nobody', 'wait', false],
  validating: ['nobody', 'wait', false],
  notSupported: ['nobody', 'none', false],
  bug: ['provider', 'wait', false],
};
/** The states that the reconnect flow repairs, as the service documents them. */
const REPAIRED_BY_RECONNECT = [
  'SCARequired',
  'additionalInformationNeeded',
  'decoupled',
  'webauthRequired',
  'wrongpass',
];
const CODES = Object.keys(EXPECTED) as ConnectionErrorCode[];
const UNKNOWN = {kind: 'unknown', who: 'unknown', action: 'unknown'};
const WORDS = 'Please sign in at your bank.';
const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 27, 12);

/** `describeConnectionError` without its types, as in plain JavaScript. */
const untyped = describeConnectionError as (error?: unknown, options?: unknown) => Remedy;

/** Describes a healthy connection whose sources give these ends of consent. */
function withConsents(ends: readonly unknown[], options: object = {}): Remedy {
  const sources = ends.map((end) => ({name: 'openapi', state: null, access_expire: end}));
  return untyped({state: null, last_update: '2026-11-27 08:00:00', sources}, {now: NOW, ...options});
}

describe('describeConnectionError', () => {
  for (const code of CODES) {
    const [who, action, showsWords] = EXPECTED[code];
    const remedy = {kind: 'known', error: code, who, action};

    it(`describes ${code}: ${who}, ${action}`, () => {
      expect(describeConnectionError(code)).to.deep.equal(remedy);
      expect(describeConnectionError({state: code, last_update: null})).to.deep.equal(remedy);
      expect(describeConnectionError({error: code})).to.deep.equal(remedy);
      expect(describeConnectionError({state: null, error: code})).to.deep.equal(remedy);
      expect(describeConnectionError({state: '', sources: [{state: code}]})).to.deep.equal(remedy);
    });

    it(`${showsWords ? 'returns' : 'omits'} the bank's message for ${code}`, () => {
      expect(describeConnectionError({error: code, error_message: ` ${WORDS}\n`})).to.deep.equal(
        showsWords ? {...remedy, message: WORDS} : remedy,
      );
    });
  }

  it('offers to reconnect for the five states that it repairs, and after a changed password', () => {
    const actionOf = (code: ConnectionErrorCode): RemedyAction => describeConnectionError(code).action;
    expect(CODES.filter((code) => actionOf(code) === 'reconnect')).to.have.members(REPAIRED_BY_RECONNECT);
    expect(CODES.filter((code) => actionOf(code) === 'visit-bank-then-reconnect')).to.deep.equal([
      'passwordExpired',
    ]);
  });

  it('reads the state rather than its older name', () => {
    expect(describeConnectionError({state: 'decoupled', error: 'wrongpass'})).to.include({
      error: 'decoupled',
    });
    expect(describeConnectionError({state: 'newState', error: 'wrongpass'})).to.deep.equal({
      ...UNKNOWN,
      error: 'newState',
    });
  });

  it('returns no action if there is no error', () => {
    const none = {kind: 'none', who: 'nobody', action: 'none'};
    for (const source of [
      undefined,
      null,
      '',
      {},
      {error: null},
      {error: '', state: undefined},
      {state: '', error: '', sources: []},
      {state: null, sources: [{name: 'openapi', state: ''}, {state: null}, {}]},
      {state: null, sources: null},
      {state: null, sources: 'wrongpass'},
      {state: null, sources: [null, 5, 'wrongpass']},
      {error: null, last_update: '2026-01-01 12:00:00', error_message: WORDS},
    ]) {
      expect(untyped(source)).to.deep.equal(none);
    }
  });

  it('returns first-sync if the connection was never synchronised', () => {
    for (const state of [null, '', undefined]) {
      expect(describeConnectionError({state, last_update: null, error_message: WORDS})).to.deep.equal({
        kind: 'first-sync',
        who: 'nobody',
        action: 'wait',
      });
    }
  });

  it('reads the state of a source only if the connection has none', () => {
    const sources = [{name: 'openapi', state: 'SCARequired'}];
    expect(describeConnectionError({state: null, error: '', sources})).to.include({error: 'SCARequired'});
    expect(describeConnectionError({state: 'bug', sources})).to.include({error: 'bug'});
    expect(describeConnectionError({error: 'bug', sources})).to.include({error: 'bug'});
  });

  it('prefers the source that the user can do something about', () => {
    const sources = [{state: 'newState'}, {state: 'websiteUnavailable'}, {state: 'wrongpass'}];
    expect(describeConnectionError({sources})).to.include({error: 'wrongpass'});
    expect(describeConnectionError({sources: sources.slice(0, 2)})).to.deep.equal({
      ...UNKNOWN,
      error: 'newState',
    });
  });

  it('ignores a source that is disabled', () => {
    const sources = [{state: 'wrongpass', access_expire: '2026-12-01', disabled: '2026-01-01 08:00:00'}];
    expect(describeConnectionError({state: null, sources})).to.deep.equal({
      kind: 'none',
      who: 'nobody',
      action: 'none',
    });
  });

  it('returns unknown for an error it does not know, including an inherited property name', () => {
    for (const code of ['newError', 'toString', '__proto__', 'constructor', 'WrongPass', ' wrongpass']) {
      expect(describeConnectionError(code)).to.deep.equal({...UNKNOWN, error: code});
      expect(describeConnectionError({error: code, error_message: WORDS})).to.deep.equal({
        ...UNKNOWN,
        error: code,
      });
    }
  });

  it('never returns a message with a link, or one that the error or the state forbids', () => {
    const link = 'Go to https://bank.example/login?token=SECRET';
    for (const error of [...CODES, 'newError']) {
      expect(describeConnectionError({error, error_message: link})).not.to.have.property('message');
    }
    for (const [error, state] of [
      ['wrongpass', 'webauthRequired'],
      ['webauthRequired', 'wrongpass'],
      ['wrongpass', 'newState'],
    ] as const) {
      expect(describeConnectionError({error, state, error_message: WORDS})).not.to.have.property('message');
    }
    const sources = [{state: 'webauthRequired'}];
    expect(describeConnectionError({sources, error_message: WORDS})).not.to.have.property('message');
  });

  it('ignores a message that is empty or not a string', () => {
    for (const message of ['', '  ', null, undefined, 5, {}, ['x']]) {
      expect(untyped({error: 'wrongpass', error_message: message})).not.to.have.property('message');
    }
  });

  it('returns unknown for a value that is not a connection, and does not throw', () => {
    const throwing = {
      get state(): string {
        throw new Error('no');
      },
    };
    const revoked = Proxy.revocable({}, {});
    revoked.revoke();
    for (const source of [
      5,
      true,
      Symbol('x'),
      () => 1,
      [],
      ['wrongpass'],
      throwing,
      revoked.proxy,
      {error: 5},
      {error: {}},
      {error: Symbol('x')},
      {error: ['wrongpass']},
      {sources: [throwing]},
      {sources: [revoked.proxy]},
    ]) {
      expect(untyped(source)).to.deep.equal(UNKNOWN);
    }
  });

  it('returns a frozen remedy for any input', () => {
    const source = fc.oneof(
      fc.anything({withNullPrototype: true}),
      fc.record(
        {
          error: fc.oneof(fc.constantFrom(...CODES), fc.anything()),
          error_message: fc.anything(),
          last_update: fc.anything(),
          sources: fc.oneof(
            fc.array(fc.record({state: fc.anything(), access_expire: fc.anything()}, {requiredKeys: []})),
            fc.anything(),
          ),
          state: fc.oneof(fc.constantFrom(...CODES), fc.anything()),
        },
        {requiredKeys: []},
      ),
    );
    fc.assert(
      fc.property(source, fc.anything(), (given, options) => {
        const remedy = untyped(given, options);
        expect(remedy).to.be.frozen;
        expect(remedy.kind).to.be.oneOf(['none', 'first-sync', 'known', 'unknown']);
      }),
    );
  });

  it('does not change its input', () => {
    const source = Object.freeze({error: 'wrongpass', error_message: WORDS});
    expect(describeConnectionError(source)).not.to.equal(describeConnectionError(source));
  });

  it('reads own properties only', () => {
    expect(untyped(Object.create({state: 'wrongpass'}))).to.include({kind: 'none'});
    expect(untyped({state: null, sources: [Object.create({state: 'wrongpass'})]})).to.include({kind: 'none'});
    expect(withConsents(['2026-12-20'], Object.create({soonDays: 100}) as object)).not.to.have.property(
      'consentEndsSoon',
    );
  });
});

describe('the end of consent', () => {
  for (const [written, iso] of [
    ['2026-12-01 08:00:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00Z', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00.123456Z', '2026-12-01T08:00:00.000Z'],
    ['2026-12-01T08:00:00+01:00', '2026-12-01T07:00:00.000Z'],
    ['2026-12-01 23:30:00-02:00', '2026-12-02T01:30:00.000Z'],
    ['2026-12-01', '2026-12-01T00:00:00.000Z'],
    ['2028-02-29 00:00:00', '2028-02-29T00:00:00.000Z'],
  ] as const) {
    it(`reads ${written} as ${iso}`, () => {
      expect(withConsents([written])).to.include({kind: 'none', consentEndsAt: iso});
    });
  }

  it('is missing if the service gives no date, or one that is not valid', () => {
    for (const written of [
      undefined,
      null,
      '',
      'soon',
      '0000-00-00 00:00:00',
      '2026-02-31 08:00:00',
      '2026-02-29',
      '2026-13-01',
      '2026-12-01 25:00:00',
      '2026-12-01 08:61:00',
      '2026-12-01T08:00:00+99:00',
      '01/12/2026',
      'Tue, 01 Dec 2026 08:00:00 GMT',
      1_796_112_000_000,
      {},
      ['2026-12-01'],
    ]) {
      expect(withConsents([written])).to.deep.equal({kind: 'none', who: 'nobody', action: 'none'});
    }
  });

  it('is the earliest of all sources', () => {
    expect(withConsents(['2027-03-01', 'soon', '2027-01-01 08:00:00', null, '2027-02-01'])).to.include({
      consentEndsAt: '2027-01-01T08:00:00.000Z',
    });
  });

  it('is soon from fourteen days before until ever after', () => {
    const isSoon = (end: number, options?: object): boolean =>
      withConsents([new Date(end).toISOString()], options).consentEndsSoon === true;
    expect(isSoon(NOW + 14 * DAY + 1000)).to.equal(false);
    expect(isSoon(NOW + 14 * DAY)).to.equal(true);
    expect(isSoon(NOW - 400 * DAY)).to.equal(true);
    expect(isSoon(NOW + 14 * DAY, {soonDays: 13})).to.equal(false);
    expect(isSoon(NOW + 60 * DAY, {soonDays: 60})).to.equal(true);
    expect(isSoon(NOW + 1000, {soonDays: 0})).to.equal(false);
    expect(isSoon(NOW, {soonDays: 0})).to.equal(true);
  });

  it('is compared with the present by default', () => {
    const inDays = (days: number): Remedy =>
      untyped({sources: [{access_expire: new Date(Date.now() + days * DAY).toISOString()}]});
    expect(inDays(13)).to.include({consentEndsSoon: true});
    expect(inDays(15)).not.to.have.property('consentEndsSoon');
  });

  for (const [kind, connection] of [
    ['none', {state: null}],
    ['first-sync', {state: null, last_update: null}],
    ['known', {state: 'SCARequired'}],
    ['unknown', {state: 'newState'}],
  ] as const) {
    it(`comes with the remedy ${kind}`, () => {
      const sources = [{access_expire: '2026-12-01 08:00:00'}];
      const remedy = describeConnectionError({...connection, sources}, {now: NOW});
      expect(remedy).to.include({
        kind,
        consentEndsAt: '2026-12-01T08:00:00.000Z',
        consentEndsSoon: true,
      });
      expect(remedy).to.be.frozen;
    });
  }
});
