import {expect, fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/define.js';
import type {BudgeaConnectElement} from '../../src/index.js';
import {FakeBackEnd} from '../support/back-end.js';
import {Departures} from '../support/departures.js';

const ERRORS = 'https://github.com/budgea-webview/budgea-webview/blob/main/docs/errors.md';

describe('the console line of a mistake', () => {
  const {error, warn} = console;
  let lines: unknown[][];
  let departures: Departures;
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    lines = [];
    departures = new Departures();
    backEnd = new FakeBackEnd();
    console.error = console.warn = (...line: unknown[]) => {
      lines.push(line);
    };
  });

  afterEach(() => {
    Object.assign(console, {error, warn});
    departures.stop();
    backEnd.restore();
    localStorage.clear();
  });

  async function start(template: TemplateResult): Promise<BudgeaConnectElement> {
    const holder = await fixture(html`<div>${template}</div>`);
    const element = [...holder.querySelectorAll('*')].at(-1) as BudgeaConnectElement;
    await element.start();
    return element;
  }

  const cases: readonly (readonly [template: TemplateResult, line: string])[] = [
    [
      html`<budgea-connect domain="demo" client_id="1" redirect-uri="/cb"></budgea-connect>`,
      '<budgea-connect>: client-id must be given (did you mean: client_id → client-id)',
    ],
    [
      html`<budgea-connect domain="demo" cleint-id="1" redirect-uri="/cb"></budgea-connect>`,
      '<budgea-connect>: client-id must be given (did you mean: cleint-id → client-id)',
    ],
    [
      html`<budgea-webview domain="demo" client_id="1"><budgea-connect redirect-uri="/cb"></budgea-connect></budgea-webview>`,
      '<budgea-connect>: client-id must be given (did you mean: client_id → client-id)',
    ],
    [
      html`<budgea-connect service="powns" domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
      '<budgea-connect>: service must be one of budgea, powens, not "powns" (did you mean: powns → powens)',
    ],
    [
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="https://u:p@app.example/cb?code=secret"></budgea-connect>`,
      '<budgea-connect>: redirect-uri must be a valid absolute URL, not "https://app.example/cb"',
    ],
    [
      html`<budgea-reconnect domain="demo" client-id="1" redirect-uri="/cb" connection-id="46"></budgea-reconnect>`,
      '<budgea-reconnect>: code-url must be given',
    ],
    [
      html`<budgea-payment domain="demo" client-id="1" redirect-uri="/cb"></budgea-payment>`,
      '<budgea-payment>: payment-url must be given',
    ],
    [
      html`<budgea-connect client-id="1" redirect-uri="/cb" class="a" style="color: red" title="t" role="group" id="x" data-code="1"></budgea-connect>`,
      '<budgea-connect>: domain must be given',
    ],
  ];
  for (const [template, line] of cases) {
    it(`says ${line}`, async () => {
      const element = await start(template);
      expect(lines).to.have.lengthOf(1);
      const [text, about] = lines[0] ?? [];
      expect(String(text).split('. https')[0]).to.equal(line);
      expect(text).to.include(`. ${ERRORS}#`);
      expect(about).to.equal(element);
    });
  }

  it('spells what a back end must answer as in JSON', async () => {
    backEnd.answer(() => Response.json({}));
    await start(
      html`<budgea-payment domain="demo" client-id="1" redirect-uri="/cb" payment-url="/api/payment"></budgea-payment>`,
    );
    expect(lines[0]?.[0]).to.include('payment-url must answer with JSON that has a code and a paymentId. ');
  });

  it('has the reason of the back end, and no value', async () => {
    backEnd.answer(() => Response.json({error: 'plan-ended', code: 'secret'}, {status: 403}));
    await start(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api?key=secret"></budgea-connect>`,
    );
    expect(lines[0]?.[0]).to.include('code-url answered 403').and.to.include('(plan-ended)');
    expect(lines[0]?.[0]).not.to.include('secret');
  });

  it('is not written if the event is cancelled, and the user reads nothing', async () => {
    const holder = await fixture(html`<div><budgea-connect></budgea-connect></div>`);
    holder.addEventListener('budgea-error', (event) => {
      event.preventDefault();
    });
    const element = holder.firstElementChild as BudgeaConnectElement;
    await element.start();
    await element.updateComplete;
    expect(lines).to.be.empty;
    expect(element.shadowRoot?.querySelector('[role=alert]')).to.equal(null);
    expect(element.matches(':state(pending)')).to.equal(false);
  });

  it('names a misspelt attribute of an element that works, once', async () => {
    const element = await start(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" connector_ids="3"></budgea-connect>`,
    );
    await element.start();
    expect(departures.events).to.have.lengthOf(2);
    expect(lines).to.deep.equal([
      ['<budgea-connect>: unknown attribute (did you mean: connector_ids → connector-ids)', element],
    ]);
  });

  it('is not written if nothing is wrong', async () => {
    await start(
      html`<budgea-connect domain="demo" clientid="1" redirect-uri="/cb" slot="x"></budgea-connect>`,
    );
    expect(departures.events).to.have.lengthOf(1);
    expect(lines).to.be.empty;
  });
});
