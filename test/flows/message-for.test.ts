import {expect} from 'chai';
import {type FlowResult, messageFor} from '../../src/flows/index.js';
import '../../src/languages/de.js';
import '../../src/languages/es.js';
import '../../src/languages/it.js';
import '../../src/languages/nl.js';
import '../../src/languages/pt.js';

describe('messageFor', () => {
  const results: readonly FlowResult[] = [
    {kind: 'none'},
    {kind: 'success', flow: 'connect', connectionId: '46'},
    {kind: 'success', flow: 'reconnect', connectionId: '46'},
    {kind: 'success', flow: 'manage'},
    {kind: 'success', flow: 'transfer', transferId: '22'},
    {kind: 'cancelled', flow: 'connect', error: 'access_denied'},
    {kind: 'cancelled', flow: 'connect', error: 'tos_declined'},
    {kind: 'success', flow: 'payment', paymentId: '31', settled: true},
    {kind: 'failed', flow: 'connect', error: 'session_expired', known: true},
    {kind: 'failed', flow: 'connect', error: 'x', known: false, description: '<b>SECRET</b>'},
    {kind: 'incomplete', flow: 'connect'},
    ...(['missing-state', 'unknown-state', 'expired', 'no-storage', 'other-owner'] as const).map(
      (reason) => ({kind: 'unverified', reason, answer: {kind: 'success'}}) as const,
    ),
    {kind: 'replayed', flow: 'connect'},
    {kind: 'malformed', reason: 'invalid-value', parameter: 'code'},
  ];

  for (const language of ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt']) {
    it(`has a different sentence for every result in ${language}`, () => {
      const messages = results.map((result) => messageFor(result, language));
      expect(new Set(messages).size).to.equal(results.length);
      for (const message of messages) {
        expect(message).to.match(/^\p{Lu}.*\.$/u);
        expect(message).not.to.include('SECRET');
        expect(message.length).to.be.below(200);
        expect(message === messageFor(results[messages.indexOf(message)] as FlowResult, 'en')).to.equal(
          language === 'en',
        );
        if (language === 'fr') expect(message).not.to.match(/[^\u00a0][:;?!]/);
      }
    });
  }

  it('returns English for an unknown language, and accepts regional tags', () => {
    const [none] = results as [FlowResult];
    expect(messageFor(none, 'fr-CA')).to.equal(messageFor(none, 'fr'));
    expect(messageFor(none, 'FR')).to.equal(messageFor(none, 'fr'));
    expect(messageFor(none, 'fro')).to.equal(messageFor(none, 'en'));
    expect(messageFor(none, '')).to.equal(messageFor(none, 'en'));
    expect(messageFor(none, 'en')).to.equal('There is nothing to finish here.');
  });
});

describe('the texts about a payment', () => {
  const of = {flow: 'payment', paymentId: '31'} as const;
  const failed = {...of, kind: 'failed', error: 'e', known: true} as const;
  const results: readonly FlowResult[] = [
    {...of, kind: 'success', settled: true},
    {...of, kind: 'success', settled: false},
    {...of, kind: 'success', settled: false, paymentState: 'partial'},
    {kind: 'incomplete', flow: 'payment'},
    {kind: 'cancelled', flow: 'payment', error: 'cancelled'},
    {...failed, refused: true},
    {...failed, refused: true, paymentState: 'expired'},
    failed,
  ];
  const english = results.map((result) => messageFor(result, 'en'));

  for (const language of ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt']) {
    it(`are eight different texts of two sentences in ${language}`, () => {
      const texts = results.map((result) => messageFor(result, language));
      expect(new Set(texts).size).to.equal(results.length);
      for (const text of texts) expect(text).to.match(/^\p{Lu}[^.]+\. \p{Lu}[^.]+\.$/u);
      if (language !== 'en') expect(texts.filter((text) => english.includes(text))).to.be.empty;
    });
  }

  it('say that nobody knows how it ended if nothing proves the answer', () => {
    const answer = {kind: 'success', flow: 'payment', settled: true} as const;
    const text = messageFor({kind: 'unverified', reason: 'unknown-state', answer}, 'en');
    expect(text).to.include('We do not know how your payment ended');
  });

  it('are those of any flow if it was handled before', () => {
    const [payment, connect] = (['payment', 'connect'] as const).map((flow) =>
      messageFor({kind: 'replayed', flow}, 'en'),
    );
    expect(payment).to.equal(connect);
  });
});
