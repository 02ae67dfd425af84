import {expect, fixture, html, oneEvent} from '@open-wc/testing';
import type {LitElement, TemplateResult} from 'lit';
import '../../src/define.js';
import type {
  BudgeaCallbackElement,
  BudgeaConnectElement,
  BudgeaConnectionElement,
  BudgeaConnectionsElement,
  BudgeaErrorEvent,
} from '../../src/index.js';
import {arrive, goBackToStart} from '../support/arrive.js';
import {FakeBackEnd} from '../support/back-end.js';
import {Departures} from '../support/departures.js';
import {FLOW_TAGS} from '../support/flow-tags.js';

const hyphenated = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The properties of an element that have no attribute. */
function propertiesOf(tag: string): string[] {
  const {elementProperties, observedAttributes} = customElements.get(tag) as unknown as typeof LitElement;
  expect(observedAttributes).not.to.be.empty;
  return [...elementProperties].flatMap(([name, {attribute, state}]) =>
    attribute === false && !state ? [String(name)] : [],
  );
}

describe('an attribute in place of a property', () => {
  const {error: originalError, warn} = console;
  let departures: Departures;
  let backEnd: FakeBackEnd;
  let lines: unknown[][];

  beforeEach(() => {
    departures = new Departures();
    backEnd = new FakeBackEnd();
    backEnd.answer(() => new Response(null, {status: 204}));
    lines = [];
    console.error = console.warn = (...line: unknown[]) => {
      lines.push(line);
    };
  });

  afterEach(() => {
    Object.assign(console, {error: originalError, warn});
    departures.stop();
    backEnd.restore();
    localStorage.clear();
    goBackToStart();
  });

  /** Starts the last element of a template, and returns its error. */
  async function refusal(template: TemplateResult): Promise<BudgeaErrorEvent['error']> {
    const holder = await fixture(html`<div>${template}</div>`);
    const element = [...holder.querySelectorAll('*')].at(-1) as BudgeaConnectElement;
    const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.start();
    return (await told).error;
  }

  for (const tag of [...FLOW_TAGS, 'budgea-connection'] as const) {
    it(`is refused when <${tag}> starts`, async () => {
      const names = propertiesOf(tag);
      expect(names).to.include.members(['context', 'fetch', 'texts']);
      for (const name of names) {
        for (const attribute of new Set([name.toLowerCase(), hyphenated(name)])) {
          const element = document.createElement(tag);
          element.setAttribute(attribute, '[object Object]');
          document.body.append(element);
          const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
          await element.start();
          const {error} = await told;
          expect(error, attribute).to.include({
            code: 'invalid-parameter',
            option: name,
            message: `${name} must be set as a property`,
          });
          element.remove();
        }
      }
      expect(departures.events).to.be.empty;
    });
  }

  it('is refused on a provider around the button', async () => {
    const error = await refusal(html`
      <budgea-webview code="a code" domain="demo" client-id="1" redirect-uri="/cb">
        <budgea-connect></budgea-connect>
      </budgea-webview>
    `);
    expect(error).to.include({code: 'invalid-parameter', option: 'code'});
    expect(departures.events).to.be.empty;
  });

  it('is named once in the console', async () => {
    await refusal(html`<budgea-connect context='{"a": 1}'></budgea-connect>`);
    expect(lines.map(([line]) => line)).to.deep.equal([
      '<budgea-connect>: context must be set as a property. ' +
        'https://github.com/budgea-webview/budgea-webview/blob/main/docs/errors.md#invalid-parameter',
    ]);
  });

  it('is removed once the property is set, and can be unset', async () => {
    const element = await fixture<BudgeaConnectElement>(html`
      <budgea-connect domain="demo" client-id="1" redirect-uri="/cb" context="[object Object]" fetch="function () {}">
      </budgea-connect>
    `);
    element.context = {a: 1};
    element.fetch = undefined;
    expect(element.getAttributeNames()).to.deep.equal(['domain', 'client-id', 'redirect-uri']);
    element.context = undefined;
    await element.start();
    expect(departures.events).to.have.lengthOf(1);
  });

  it('is removed when an element that has the property is registered', async () => {
    const frame = document.createElement('budgea-not-yet');
    frame.setAttribute('context', '[object Object]');
    Object.assign(frame, {context: {a: 1}});
    document.body.append(frame);
    const connect = customElements.get('budgea-connect') as typeof BudgeaConnectElement;
    customElements.define('budgea-not-yet', class extends connect {});
    const element = frame as unknown as BudgeaConnectElement;
    await element.updateComplete;
    expect(element.context).to.deep.equal({a: 1});
    expect(element.getAttributeNames()).to.be.empty;
    frame.remove();
  });

  for (const name of ['saveCode', 'fetch']) {
    it(`is refused before a received code is handed over: ${name}`, async () => {
      await arrive('connect', 'connection_id=1&code=received');
      const element = document.createElement('budgea-callback');
      element.tokenUrl = '/token';
      element.setAttribute(name, '(code) => save(code)');
      document.body.append(element);
      const {error} = await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
      expect(error).to.include({code: 'invalid-parameter', option: name});
      expect(backEnd.requests).to.be.empty;
      element.remove();
    });
  }

  it('is refused before connections are asked for: fetch', async () => {
    const element = await fixture<BudgeaConnectionsElement>(html`<budgea-connections></budgea-connections>`);
    element.setAttribute('connections-url', '/connections');
    element.setAttribute('fetch', '(url) => fetch(url)');
    const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.reload();
    expect((await told).error).to.include({code: 'invalid-parameter', option: 'fetch'});
    expect(backEnd.requests).to.be.empty;
  });

  for (const name of ['code', 'texts']) {
    it(`is refused when a button of <budgea-connections> starts: ${name}`, async () => {
      backEnd.answer(() => Response.json({connections: []}));
      const element = await fixture<BudgeaConnectionsElement>(
        html`<budgea-connections domain="demo" client-id="1" redirect-uri="/cb" connections-url="/c"></budgea-connections>`,
      );
      element.setAttribute(name, '[object Object]');
      const connect = element.shadowRoot?.querySelector('budgea-connect') as BudgeaConnectElement;
      const told = oneEvent<BudgeaErrorEvent>(connect, 'budgea-error');
      await connect.start();
      expect((await told).error).to.include({code: 'invalid-parameter', option: name});
      expect(departures.events).to.be.empty;
    });
  }

  it('does not keep a received code from being handed over if it is texts, but is named', async () => {
    await arrive('connect', 'connection_id=1&code=received');
    const element = await fixture<BudgeaCallbackElement>(
      html`<budgea-callback token-url="/token" texts="[object Object]"></budgea-callback>`,
    );
    await oneEvent(element, 'budgea-done');
    expect(backEnd.requests).to.have.lengthOf(1);
    expect(lines.map(([line]) => line)).to.deep.equal([
      '<budgea-callback>: unknown attribute (did you mean: texts → the property texts)',
    ]);
  });

  describe('of <budgea-connection>', () => {
    it('is refused although nothing can be pressed', async () => {
      const element = await fixture<BudgeaConnectionElement>(html`<budgea-connection></budgea-connection>`);
      element.setAttribute('connection', '[object Object]');
      const {error} = await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
      expect(error).to.include({code: 'invalid-parameter', option: 'connection'});
      expect(lines.map(([line]) => line)).to.deep.equal([
        '<budgea-connection>: connection must be set as a property. ' +
          'https://github.com/budgea-webview/budgea-webview/blob/main/docs/errors.md#invalid-parameter',
      ]);
    });

    it('is no mistake if the property is set in time', async () => {
      const element = await fixture<BudgeaConnectionElement>(
        html`<budgea-connection connection="[object Object]"></budgea-connection>`,
      );
      element.connection = {error: 'wrongpass'};
      // longer than an app may take
      await new Promise((resolve) => setTimeout(resolve, 1200));
      expect(lines).to.be.empty;
      expect(element.getAttributeNames()).to.be.empty;
      expect(element.shadowRoot?.querySelector('button')).not.to.equal(null);
    });
  });
});
