import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import '../../src/languages/de.js';
import '../../src/languages/es.js';
import '../../src/languages/it.js';
import '../../src/languages/nl.js';
import '../../src/languages/pt.js';
import type {BudgeaConnectionElement} from '../../src/index.js';

function textOf(element: Element): string {
  return element.shadowRoot?.querySelector('[part=message]')?.textContent.trim() ?? '';
}

function buttonOf(element: Element): HTMLButtonElement | null | undefined {
  return element.shadowRoot?.querySelector('button');
}

const REMEDIES: readonly [error: string, words: string, reconnects: boolean][] = [
  ['wrongpass', 'refused the sign-in details', true],
  ['additionalInformationNeeded', 'asks for one more thing', true],
  ['SCARequired', 'confirm that it is you', true],
  ['decoupled', 'confirm in its app', true],
  ['webauthRequired', 'sign in on its own page', true],
  ['passwordExpired', 'change it on the bank’s own site first', true],
  ['actionNeeded', 'reconnecting here does not help', false],
  ['websiteUnavailable', 'cannot be reached', false],
  ['rateLimiting', 'less often', false],
  ['validating', 'still checking', false],
  ['bug', 'who already knows', false],
  ['nobodyKnowsThis', 'does not work right now', false],
  ['toString', 'does not work right now', false],
];

describe('<budgea-connection>', () => {
  afterEach(() => {
    localStorage.clear();
  });

  for (const [error, words, reconnects] of REMEDIES) {
    it(`explains what to do about ${error}, ${reconnects ? 'with' : 'without'} a button`, async () => {
      const element = await fixture(html`<budgea-connection error=${error}></budgea-connection>`);
      expect(textOf(element)).to.include(words);
      expect(Boolean(buttonOf(element))).to.equal(reconnects);
      await expect(element).to.be.accessible();
    });
  }

  it('shows nothing if nothing is wrong', async () => {
    const element = await fixture<BudgeaConnectionElement>(html`<budgea-connection></budgea-connection>`);
    expect(element.shadowRoot?.textContent.trim()).to.equal('');
    expect(element.remedy.kind).to.equal('none');
  });

  it('shows that the first synchronisation is running', async () => {
    const connection = {error: null, last_update: null};
    const element = await fixture(html`<budgea-connection .connection=${connection}></budgea-connection>`);
    expect(textOf(element)).to.include('for the first time');
  });

  it('shows the bank’s own words as text, and never those of webauthRequired', async () => {
    const element = await fixture<BudgeaConnectionElement>(
      html`<budgea-connection error="wrongpass" error-message=${'<b>3</b> tries left'}></budgea-connection>`,
    );
    const bank = (): Element | null | undefined => element.shadowRoot?.querySelector('[part=bank-message]');
    expect(bank()?.textContent).to.equal('<b>3</b> tries left');
    element.error = 'webauthRequired';
    element.errorMessage = 'https://bank.example/live?token=1';
    await element.updateComplete;
    expect(bank()).to.equal(null);
    expect(element.shadowRoot?.innerHTML).not.to.include('live?token');
  });

  it('reconnects its connection', async () => {
    const element = await fixture<BudgeaConnectionElement>(html`
      <budgea-connection
        error="SCARequired"
        connection-id="46"
        domain="demo"
        client-id="1"
        redirect-uri="/cb"
        code="c"
      ></budgea-connection>
    `);
    let url = '';
    element.addEventListener('budgea-leave', (event) => {
      event.preventDefault();
      ({url} = event);
    });
    buttonOf(element)?.click();
    await waitUntil(() => url !== '');
    expect(url).to.match(/\/reconnect\?.*connection_id=46/);
  });

  it('shows a new error in the same live region', async () => {
    const element = await fixture<BudgeaConnectionElement>(
      html`<budgea-connection error="bug"></budgea-connection>`,
    );
    const status = element.shadowRoot?.querySelector('[role=status]');
    element.error = 'wrongpass';
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[role=status]')).to.equal(status);
    expect(textOf(element)).to.include('refused');
  });

  for (const lang of ['fr', 'de', 'es', 'it', 'nl', 'pt']) {
    it(`has its own words for every error in ${lang}`, async () => {
      const element = await fixture<BudgeaConnectionElement>(
        html`<budgea-connection lang=${lang}></budgea-connection>`,
      );
      const words = new Set<string>();
      for (const [error] of REMEDIES) {
        element.error = error;
        await element.updateComplete;
        words.add(textOf(element));
        expect(textOf(element)).to.match(/^\p{Lu}.*\.$/u);
      }
      expect(words.size).to.equal(REMEDIES.length - 1);
    });
  }
});
