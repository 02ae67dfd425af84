import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {BudgeaConnectElement, BudgeaErrorEvent, BudgeaPaymentElement} from '../../src/index.js';
import {Departures} from '../support/departures.js';

describe('start-url', () => {
  let departures: Departures;

  beforeEach(() => {
    departures = new Departures();
  });

  afterEach(() => {
    departures.stop();
  });

  /** Presses an element and returns the address that it leaves for. */
  async function press(element: BudgeaConnectElement | BudgeaPaymentElement): Promise<URL> {
    element.click();
    await waitUntil(() => departures.events.length > 0);
    return new URL(departures.events[0]?.url ?? '');
  }

  it('leads to the back end with the parameters of the flow, and nothing else', async () => {
    const element = await fixture<BudgeaConnectElement>(html`
      <budgea-connect
        start-url="/api/budgea/start/connect"
        client-id="17473055"
        domain="demo"
        redirect-uri="/callback"
        code-url="/api/budgea/code"
        connector-uuids="a, b"
        max-connections="2"
        return-to="/accounts?a=1"
        lang="fr-CA"
        .connectorFields=${{uuid: {login: 'ann b'}}}
      ></budgea-connect>
    `);
    const url = await press(element);
    expect(url.origin + url.pathname).to.equal(`${location.origin}/api/budgea/start/connect`);
    expect(Object.fromEntries(url.searchParams)).to.deep.equal({
      connector_uuids: 'a,b',
      max_connections: '2',
      'uuid.login': 'ann b',
      return_to: '/accounts?a=1',
      language: 'fr',
    });
  });

  it('returns to this very page by default', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect start-url="/start/connect"></budgea-connect>`,
    );
    const url = await press(element);
    expect(url.searchParams.get('return_to')).to.equal(location.pathname + location.search);
  });

  it('keeps a query of its own', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect start-url="/start/connect?connector_country=FR" return-to="/"></budgea-connect>`,
    );
    expect((await press(element)).search).to.match(/^\?connector_country=FR&return_to=%2F/);
  });

  it('touches no storage', async () => {
    const before = localStorage.length;
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect start-url="/start/connect"></budgea-connect>`,
    );
    await press(element);
    expect(localStorage.length).to.equal(before);
  });

  it('goes before the link in the slot, which has no parameters', async () => {
    const element = await fixture<BudgeaConnectElement>(html`
      <budgea-connect start-url="/start/connect" connector-country="FR">
        <a slot="trigger" href="/start/connect">Connect</a>
      </budgea-connect>
    `);
    expect((await press(element)).searchParams.get('connector_country')).to.equal('FR');
  });

  it('gives a payment its context', async () => {
    const element = await fixture<BudgeaPaymentElement>(
      html`<budgea-payment start-url="/start/payment" .context=${'order-7'}></budgea-payment>`,
    );
    expect((await press(element)).searchParams.get('context')).to.equal('order-7');
  });

  const wrong: readonly [title: string, property: object, option: string][] = [
    ['a script', {startUrl: 'javascript:alert(1)'}, 'startUrl'],
    ['a document in an address', {startUrl: 'data:text/html,x'}, 'startUrl'],
    ['the text of a function', {startUrl: '() => "/start"'}, 'startUrl'],
    ['a context that no query can hold', {startUrl: '/start/connect', context: {a: 1}}, 'context'],
    [
      'a list with a comma in an item',
      {startUrl: '/start/connect', connectorUuids: ['a,b']},
      'connectorUuids',
    ],
  ];
  for (const [title, properties, option] of wrong) {
    it(`refuses ${title}`, async () => {
      const element = await fixture<BudgeaConnectElement>(html`<budgea-connect></budgea-connect>`);
      Object.assign(element, properties);
      element.addEventListener('budgea-error', (event) => {
        event.preventDefault();
      });
      const failed = oneEvent(element, 'budgea-error') as unknown as Promise<BudgeaErrorEvent>;
      element.click();
      expect((await failed).error.option).to.equal(option);
      expect(departures.events).to.have.lengthOf(0);
    });
  }
});
