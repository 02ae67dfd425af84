import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {BudgeaCallbackElement, BudgeaResultEvent, FlowResult} from '../../src/index.js';
import {FakeBackEnd} from '../support/back-end.js';
import {polluted} from '../support/polluted.js';
import {arrive, goBackToStart} from '../support/arrive.js';

function textOf(element: Element): string {
  const texts = element.shadowRoot?.querySelectorAll('[role=status], [role=alert]') ?? [];
  return [...texts].map((text) => text.textContent.trim()).join('');
}

async function show(result: string): Promise<BudgeaCallbackElement> {
  const element = await fixture<BudgeaCallbackElement>(
    html`<budgea-callback token-url="/token" result=${result}></budgea-callback>`,
  );
  await waitUntil(() => textOf(element));
  return element;
}

describe('<budgea-callback result>', () => {
  afterEach(goBackToStart);

  const results: readonly [result: object, text: RegExp][] = [
    [{kind: 'success', flow: 'connect', connectionId: '46'}, /^Your account is connected\.$/],
    [
      {kind: 'success', flow: 'payment', paymentId: '1', settled: true},
      /^Your bank has accepted your payment/,
    ],
    [{kind: 'cancelled', flow: 'connect', error: 'access_denied'}, /^You stopped before the end/],
    [{kind: 'failed', flow: 'connect', error: 'server_error', known: true}, /^The service had a problem/],
    [
      {kind: 'failed', flow: 'connect', error: 'token-exists', known: false},
      /^You are already connected here/,
    ],
    [
      {kind: 'failed', flow: 'connect', error: 'code-refused', known: false},
      /^All went well at your bank, but/,
    ],
    [{kind: 'incomplete', flow: 'connect'}, /^We did not get a full answer/],
    [{kind: 'replayed', flow: 'connect'}, /^This step is already done/],
    [
      {kind: 'unverified', reason: 'unknown-state', answer: {kind: 'success'}},
      /^This was not started in this browser/,
    ],
    [{kind: 'unverified', reason: 'other-owner'}, /^This was started while somebody else/],
  ];
  for (const [result, text] of results) {
    it(`tells ${JSON.stringify(result)} in words`, async () => {
      expect(textOf(await show(JSON.stringify(result)))).to.match(text);
    });
  }

  const malformed = [
    'connected',
    '7',
    '[]',
    'null',
    '{}',
    '{"kind":"toString"}',
    '{"kind":"success"}',
    '{"kind":"success","flow":"constructor"}',
    '{"kind":"failed","flow":"connect"}',
    '{"kind":"unverified","reason":"because"}',
    '{"__proto__":{"kind":"success","flow":"connect"}}',
  ];
  for (const result of malformed) {
    it(`counts ${result} as malformed`, async () => {
      expect((await show(result)).result?.kind).to.equal('malformed');
    });
  }

  it('fires its result and that it is done, and hands nothing over', async () => {
    const backEnd = new FakeBackEnd();
    backEnd.answer(() => new Response(null, {status: 204}));
    try {
      const element = document.createElement('budgea-callback');
      element.setAttribute('token-url', '/token');
      element.setAttribute('result', '{"kind":"success","flow":"connect","connectionId":"46","code":"abc"}');
      const told = oneEvent(element, 'budgea-result') as unknown as Promise<BudgeaResultEvent>;
      const done = oneEvent(element, 'budgea-done');
      document.body.append(element);
      const {result} = await told;
      await done;
      expect({...result}).to.deep.equal({kind: 'success', flow: 'connect', connectionId: '46'});
      expect(backEnd.requests).to.deep.equal([]);
      element.remove();
    } finally {
      backEnd.restore();
    }
  });

  it('takes an object as its property', async () => {
    const result: FlowResult = {kind: 'incomplete', flow: 'connect'};
    const element = await fixture<BudgeaCallbackElement>(
      html`<budgea-callback .result=${result}></budgea-callback>`,
    );
    await waitUntil(() => textOf(element));
    expect(element.result?.kind).to.equal('incomplete');
  });

  it('leaves an answer in the address alone', async () => {
    await arrive('connect', 'connection_id=7');
    const before = location.href;
    await show('{"kind":"incomplete","flow":"connect"}');
    expect(location.href).to.equal(before);
  });

  it('goes on only to this origin', async () => {
    const hrefOf = async (returnTo: string): Promise<string | undefined> => {
      const element = await show(JSON.stringify({kind: 'success', flow: 'connect', returnTo}));
      return element.shadowRoot?.querySelector('a')?.href;
    };
    expect(await hrefOf('/accounts')).to.equal(`${location.origin}/accounts`);
    expect(await hrefOf('https://evil.example/')).to.equal(`${location.origin}/`);
    expect(await hrefOf('//evil.example/')).to.equal(`${location.origin}/`);
    expect(await hrefOf('javascript:alert(1)')).to.equal(`${location.origin}/`);
  });

  it('is not completed by a polluted prototype', async () => {
    await polluted({kind: 'success', flow: 'connect', returnTo: 'https://evil.example/'}, async () => {
      expect((await show('{}')).result?.kind).to.equal('malformed');
    });
  });
});
