import {expect} from 'chai';
import {ATTEMPT_LIFETIME} from '../../src/service/results.js';
import type {FlowResult} from '../../src/flows/index.js';
import {atTime, CALLBACK, connect, Visit} from '../support/visit.js';

/** Callbacks that an attacker could send the browser to. `{state}` is the state of a pending connect. */
const HOSTILE: readonly [
  what: string,
  query: string,
  verdict: Partial<Record<keyof FlowResult | 'reason', string>>,
][] = [
  ['a forged success', '?state=forged&connection_id=46', {kind: 'unverified', reason: 'unknown-state'}],
  ['a success without a state', '?connection_id=46', {kind: 'unverified', reason: 'missing-state'}],
  ['an empty state', '?state=&connection_id=46', {kind: 'unverified', reason: 'missing-state'}],
  ['the code and state of another user', '?code=theirs&state=theirs&connection_id=1', {kind: 'unverified'}],
  ['the state in capitals', '?state={STATE}&connection_id=46', {kind: 'unverified', reason: 'unknown-state'}],
  ['a truncated state', '?state={state-}&connection_id=46', {kind: 'unverified', reason: 'unknown-state'}],
  [
    'a space after the state',
    '?state={state}+&connection_id=46',
    {kind: 'unverified', reason: 'unknown-state'},
  ],
  ['a null byte after the state', '?state={state}%00&connection_id=46', {kind: 'unverified'}],
  ['a state that names another key', '?state=../handled&connection_id=46', {kind: 'unverified'}],
  [
    'a state named after a property of every object',
    '?state=__proto__&connection_id=46',
    {kind: 'unverified', reason: 'unknown-state'},
  ],
  [
    'a repeated state',
    '?state={state}&state={state}&connection_id=46',
    {kind: 'malformed', reason: 'repeated-parameter'},
  ],
  ['a forged state after the real one', '?state={state}&connection_id=46&state=forged', {kind: 'malformed'}],
  ['a second state, percent-encoded', '?state={state}&%73tate=forged&connection_id=46', {kind: 'malformed'}],
  ['two connections', '?state={state}&connection_id=46&connection_id=47', {kind: 'malformed'}],
  ['two codes', '?state={state}&connection_id=46&code=a&code=b', {kind: 'malformed'}],
  ['an error next to a success', '?state={state}&connection_id=46&error=access_denied', {kind: 'cancelled'}],
  [
    'an empty error next to a success',
    '?state={state}&connection_id=46&error=',
    {kind: 'malformed', reason: 'invalid-value'},
  ],
  ['an error that cannot be decoded', '?state={state}&connection_id=46&error=%E9', {kind: 'malformed'}],
  ['an error named after a property of every object', '?state={state}&error=constructor', {kind: 'failed'}],
  ['markup as the connection id', '?state={state}&connection_id=%3Cimg%20src%3Dx%3E', {kind: 'malformed'}],
  ['a path as the connection id', '?state={state}&connection_id=..%2F46', {kind: 'malformed'}],
  ['a very long connection id', `?state={state}&connection_id=${'4'.repeat(65)}`, {kind: 'malformed'}],
  ['a control character in the code', '?state={state}&connection_id=46&code=a%0Ab', {kind: 'malformed'}],
  ['no connection id', '?state={state}', {kind: 'incomplete'}],
  ['an empty connection id', '?state={state}&connection_id=', {kind: 'incomplete'}],
  ['the id of another flow', '?state={state}&transfer_id=22', {kind: 'incomplete'}],
  ['everything in the fragment', '#state={state}&connection_id=46', {kind: 'none'}],
  ['a question mark in the fragment', '#?state={state}&connection_id=46', {kind: 'none'}],
  [
    'a second question mark',
    '?x?state={state}&connection_id=46',
    {kind: 'unverified', reason: 'missing-state'},
  ],
  [
    'semicolons between parameters',
    '?state={state};connection_id=46',
    {kind: 'unverified', reason: 'unknown-state'},
  ],
  [
    'an encoded ampersand',
    '?state={state}%26connection_id=46',
    {kind: 'unverified', reason: 'unknown-state'},
  ],
  ['only a code of another service', '?code=4/P7q7W91a-oMsCeLvIaQm6bTrgtp7', {kind: 'none'}],
  ['parameters that end like ours', '?promocode=SPRING&estate=x', {kind: 'none'}],
];

describe('a callback from an attacker', () => {
  for (const [what, query, verdict] of HOSTILE) {
    it(`with ${what} is ${Object.values(verdict).join(', ')}`, async () => {
      const visit = new Visit();
      await visit.start('connect', connect);
      const {state} = visit;
      const made = query
        .replaceAll('{state}', state)
        .replace('{STATE}', /[a-z]/.test(state) ? state.toUpperCase() : state.toLowerCase())
        .replace('{state-}', state.slice(0, -1));
      const result = visit.finish(made);
      expect(result).to.include(verdict);
      expect(result).to.be.frozen;
      if (result.kind === 'unverified') expect(result).not.to.have.any.keys('flow', 'connectionId', 'code');
    });
  }

  it('cannot use an expired attempt', async () => {
    const visit = new Visit();
    await visit.start('connect', connect);
    const started = Date.now();
    await atTime(started + ATTEMPT_LIFETIME + 1, () => {
      expect(visit.finish(`?state=${visit.state}&connection_id=46`)).to.include({reason: 'expired'});
    });
  });

  it('cannot use an attempt with a future time, left from before the clock was set back', async () => {
    const visit = new Visit();
    await atTime(Date.now() + 2 * ATTEMPT_LIFETIME, () => visit.start('connect', connect));
    expect(visit.finish(`?state=${visit.state}&connection_id=46`)).to.include({reason: 'expired'});
  });

  it('can still use an attempt that is exactly one hour old', async () => {
    const visit = new Visit();
    const started = Date.now();
    await atTime(started, () => visit.start('connect', connect));
    await atTime(started + ATTEMPT_LIFETIME, () => {
      expect(visit.finish(`?state=${visit.state}&connection_id=46`).kind).to.equal('success');
    });
  });

  it('cannot use one answer twice, even in another tab', async () => {
    const visit = new Visit();
    const other = new Visit(visit.store.inAnotherTab());
    await visit.start('connect', connect);
    const query = `?state=${visit.state}&connection_id=46`;
    expect(visit.finish(query).kind).to.equal('success');
    expect(other.finish(query).kind).to.equal('replayed');
  });

  it('cannot set returnTo through the address', async () => {
    const visit = new Visit();
    await visit.start('connect', {...connect, returnTo: '/accounts'});
    const query = `?state=${visit.state}&connection_id=46&returnTo=https://evil.example&return_to=//evil.example`;
    expect(visit.finish(query)).to.include({returnTo: '/accounts'});
    expect(CALLBACK).not.to.include('evil');
  });
});
