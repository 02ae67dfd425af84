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
  bug: ['provider', 'wait', false],
};
const CODES = Object.keys(EXPECTED) as ConnectionErrorCode[];
const UNKNOWN = {kind: 'unknown', who: 'unknown', action: 'unknown'};
const WORDS = 'Please sign in at your bank.';

/** `describeConnectionError` without its types, as in plain JavaScript. */
const untyped = describeConnectionError as (error?: unknown) => Remedy;

describe('describeConnectionError', () => {
  for (const code of CODES) {
    const [who, action, showsWords] = EXPECTED[code];
    const remedy = {kind: 'known', error: code, who, action};

    it(`describes ${code}: ${who}, ${action}`, () => {
      expect(describeConnectionError(code)).to.deep.equal(remedy);
      expect(describeConnectionError({error: code})).to.deep.equal(remedy);
      expect(describeConnectionError({error: null, state: code, last_update: null})).to.deep.equal(remedy);
    });

    it(`${showsWords ? 'returns' : 'omits'} the bank's message for ${code}`, () => {
      expect(describeConnectionError({error: code, error_message: ` ${WORDS}\n`})).to.deep.equal(
        showsWords ? {...remedy, message: WORDS} : remedy,
      );
    });
  }

  it('returns no action if there is no error', () => {
    const none = {kind: 'none', who: 'nobody', action: 'none'};
    for (const source of [
      undefined,
      null,
      '',
      {},
      {error: null},
      {error: '', state: undefined},
      {error: null, last_update: '2026-01-01 12:00:00', error_message: WORDS},
    ]) {
      expect(untyped(source)).to.deep.equal(none);
    }
  });

  it('returns first-sync if the connection was never synchronised', () => {
    expect(describeConnectionError({error: null, last_update: null, error_message: WORDS})).to.deep.equal({
      kind: 'first-sync',
      who: 'nobody',
      action: 'wait',
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
  });

  it('ignores a message that is empty or not a string', () => {
    for (const message of ['', '  ', null, undefined, 5, {}, ['x']]) {
      expect(untyped({error: 'wrongpass', error_message: message})).not.to.have.property('message');
    }
  });

  it('returns unknown for a value that is not a connection, and does not throw', () => {
    const throwing = {
      get error(): string {
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
          state: fc.oneof(fc.constantFrom(...CODES), fc.anything()),
        },
        {requiredKeys: []},
      ),
    );
    fc.assert(
      fc.property(source, (given) => {
        const remedy = untyped(given);
        expect(remedy).to.be.frozen;
        expect(remedy.kind).to.be.oneOf(['none', 'first-sync', 'known', 'unknown']);
      }),
    );
  });

  it('does not change its input', () => {
    const source = Object.freeze({error: 'wrongpass', error_message: WORDS});
    expect(describeConnectionError(source)).not.to.equal(describeConnectionError(source));
  });
});
