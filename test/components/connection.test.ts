import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import '../../src/languages/de.js';
import '../../src/languages/es.js';
import '../../src/languages/it.js';
import '../../src/languages/nl.js';
import '../../src/languages/pt.js';
import type {BudgeaConnectionElement, ConnectionErrorSource, OwnTexts} from '../../src/index.js';

function textOf(element: Element): string {
  return element.shadowRoot?.querySelector('[part=message]')?.textContent.trim() ?? '';
}

function buttonOf(element: Element): HTMLButtonElement | null | undefined {
  return element.shadowRoot?.querySelector('button');
}

const DAY = 86_400_000;

/** A connection whose consent ends at a time, on the page's clock. */
function endingAt(time: number, more: ConnectionErrorSource = {}): ConnectionErrorSource {
  const end = new Date(time).toISOString().replace('T', ' ').slice(0, 19);
  return {
    state: null,
    last_update: '2026-11-27 08:00:00',
    sources: [{name: 'openapi', access_expire: end}],
    ...more,
  };
}

/** Writes a day as this browser does in a language. */
function dayIn(language: string, time: number): string {
  return new Date(time).toLocaleDateString(language, {day: 'numeric', month: 'long', year: 'numeric'});
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
  ['notSupported', 'Reconnecting here does not help', false],
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

  it('reminds the user before the consent ends, with a button that renews it', async () => {
    const end = Date.now() + 5 * DAY;
    const element = await fixture<BudgeaConnectionElement>(html`
      <budgea-connection
        .connection=${endingAt(end)}
        connection-id="46"
        domain="demo"
        client-id="1"
        redirect-uri="/cb"
        code="c"
      ></budgea-connection>
    `);
    expect(textOf(element)).to.equal(
      `Your consent for this connection ends on ${dayIn('en', end)}. Please renew it to keep your accounts up to date.`,
    );
    expect(buttonOf(element)?.textContent.trim()).to.equal('Renew consent');
    await expect(element).to.be.accessible();
    let url = '';
    element.addEventListener('budgea-leave', (event) => {
      event.preventDefault();
      ({url} = event);
    });
    buttonOf(element)?.click();
    await waitUntil(() => url !== '');
    expect(url).to.match(/\/reconnect\?.*connection_id=46/);
  });

  it('says so if the consent is over', async () => {
    const end = Date.now() - DAY;
    const element = await fixture(html`<budgea-connection .connection=${endingAt(end)}></budgea-connection>`);
    expect(textOf(element)).to.include(`ended on ${dayIn('en', end)}.`);
    expect(buttonOf(element)?.textContent.trim()).to.equal('Renew consent');
  });

  it('shows no reminder long before the end, nor beside an error or a first synchronisation', async () => {
    const soon = Date.now() + DAY;
    const element = await fixture<BudgeaConnectionElement>(
      html`<budgea-connection .connection=${endingAt(Date.now() + 30 * DAY)}></budgea-connection>`,
    );
    expect(element.shadowRoot?.textContent.trim()).to.equal('');
    for (const [more, words, label] of [
      [{state: 'SCARequired'}, 'confirm that it is you', 'Reconnect'],
      [{state: 'websiteUnavailable'}, 'cannot be reached', undefined],
      [{last_update: null}, 'for the first time', undefined],
    ] as const) {
      element.connection = endingAt(soon, more);
      await element.updateComplete;
      expect(element.remedy).to.include({consentEndsSoon: true});
      expect(textOf(element)).to.include(words).and.not.to.include('consent');
      expect(buttonOf(element)?.textContent.trim()).to.equal(label);
    }
  });

  it('writes the reminder in the host’s own words, and the date in the language of the element', async () => {
    const end = Date.now() + DAY;
    const texts: OwnTexts = {consentEnds: '{date}: $& hejdå', renew: 'Förnya'};
    const element = await fixture<BudgeaConnectionElement>(
      html`<budgea-connection lang="sv" .texts=${texts} .connection=${endingAt(end)}></budgea-connection>`,
    );
    expect(textOf(element)).to.equal(`${dayIn('sv', end)}: $& hejdå`);
    expect(buttonOf(element)?.textContent.trim()).to.equal('Förnya');
    element.lang = 'not_a_language';
    await waitUntil(() => textOf(element) === `${dayIn('en', end)}: $& hejdå`);
  });

  it('keeps the label that the page gives', async () => {
    const element = await fixture(
      html`<budgea-connection .connection=${endingAt(Date.now())}>Prolong</budgea-connection>`,
    );
    const slot = buttonOf(element)?.querySelector('slot');
    expect(slot?.assignedNodes().map((node) => node.textContent)).to.deep.equal(['Prolong']);
  });

  for (const lang of ['fr', 'de', 'es', 'it', 'nl', 'pt']) {
    it(`has its own reminder in ${lang}`, async () => {
      const words = new Set<string>();
      for (const end of [Date.now() + DAY, Date.now() - DAY]) {
        const element = await fixture<BudgeaConnectionElement>(
          html`<budgea-connection lang=${lang} .connection=${endingAt(end)}></budgea-connection>`,
        );
        expect(textOf(element))
          .to.include(dayIn(lang, end))
          .and.match(/^\p{Lu}.*\.$/u);
        words.add(textOf(element).replace(dayIn(lang, end), ''));
        expect(buttonOf(element)?.textContent.trim()).not.to.be.oneOf(['Renew consent', '']);
      }
      expect(words.size).to.equal(2);
    });
  }

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
