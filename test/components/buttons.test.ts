import {aTimeout, expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import '../../src/define.js';
import type {BudgeaConnectElement, BudgeaErrorEvent, BudgeaReconnectElement} from '../../src/index.js';
import {FLOWS} from '../../src/service/parameters.js';
import {FakeBackEnd} from '../support/back-end.js';
import {Departures} from '../support/departures.js';
import {FLOW_TAGS} from '../support/flow-tags.js';
import {polluted} from '../support/polluted.js';

function buttonOf(element: Element): HTMLButtonElement {
  return element.shadowRoot?.querySelector('button') as HTMLButtonElement;
}

function isPending(element: Element): boolean {
  return buttonOf(element).getAttribute('aria-disabled') === 'true';
}

describe('the buttons', () => {
  let departures: Departures;
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    departures = new Departures();
    backEnd = new FakeBackEnd();
  });

  afterEach(() => {
    departures.stop();
    backEnd.restore();
    localStorage.clear();
  });

  for (const tag of FLOW_TAGS) {
    it(`<${tag}> has every option of its flow as a property, with its attribute`, () => {
      const element = document.createElement(tag);
      const flow = tag.slice('budgea-'.length) as keyof typeof FLOWS;
      const observed = (element.constructor as unknown as {observedAttributes: string[]}).observedAttributes;
      for (const name of Object.keys(FLOWS[flow])) {
        const attribute = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        const isTaken = name !== 'state' || flow === 'payment';
        expect(name in element, name).to.equal(isTaken);
        expect(observed.includes(attribute), attribute).to.equal(isTaken && name !== 'connectorFields');
      }
      expect(observed).to.include.members(['service', 'domain', 'base-url', 'return-to', 'disabled']);
      expect(observed.filter((name) => name === 'code-url' || name === 'payment-url')).to.deep.equal([
        flow === 'payment' ? 'payment-url' : 'code-url',
      ]);
    });
  }

  it('leaves with the values of its attributes', async () => {
    const element = await fixture(html`
      <budgea-connect
        domain="demo"
        client-id="17473055"
        redirect-uri="/callback?tab=1"
        connector-ids=" 3, 59,"
        connector-capabilities="bank,document"
        account-types="checking"
        lang="fr-CA"
      ></budgea-connect>
    `);
    buttonOf(element).click();
    await waitUntil(() => departures.events.length > 0);
    const [event] = departures.events;
    expect(event?.flow).to.equal('connect');
    expect(event?.target).to.equal(element);
    expect(event?.url).to.match(/^https:\/\/demo\.biapi\.pro\/2\.0\/auth\/webview\/fr\/connect\?/);
    expect(departures.query.get('redirect_uri')).to.equal(`${location.origin}/callback?tab=1`);
    expect(departures.query.get('connector_ids')).to.equal('3,59');
    expect(departures.query.get('connector_capabilities')).to.equal('bank,document');
    expect(departures.query.has('code')).to.equal(false);
  });

  it("always sends today's service a language", async () => {
    for (const [lang, sent] of [
      ['nl-BE', 'nl'],
      ['ja', 'en'],
      ['', 'en'],
    ] as const) {
      const element = await fixture<BudgeaConnectElement>(html`
        <budgea-connect service="powens" domain="demo" client-id="1" redirect-uri="/cb" max-connections="2" lang=${lang}>
        </budgea-connect>
      `);
      await element.start();
      expect(departures.events.at(-1)?.url).to.include(
        `https://webview.powens.com/${sent}/connect?domain=demo.biapi.pro`,
      );
      expect(departures.query.get('max_connections')).to.equal('2');
    }
  });

  it('sends a boolean attribute only if it is there', async () => {
    const element = await fixture(html`
      <budgea-reconnect domain="demo" client-id="1" redirect-uri="/cb" code="c" connection-id="46"></budgea-reconnect>
    `);
    buttonOf(element).click();
    await waitUntil(() => departures.events.length === 1);
    expect(departures.query.has('reset_credentials')).to.equal(false);
    element.setAttribute('reset-credentials', '');
    buttonOf(element).click();
    await waitUntil(() => departures.events.length === 2);
    expect(departures.query.get('reset_credentials')).to.equal('true');
  });

  it('takes arrays and functions as properties', async () => {
    const element = await fixture<BudgeaConnectElement>(html`
      <budgea-connect
        .domain=${'demo'}
        .clientId=${17473055}
        .redirectUri=${'/cb'}
        .connectorIds=${[3, 59]}
        .code=${() => Promise.resolve('/a+b')}
      ></budgea-connect>
    `);
    await element.start();
    expect(departures.query.get('connector_ids')).to.equal('3,59');
    expect(departures.query.get('code')).to.equal('/a+b');
  });

  it("is rendered once, with our label or with the page's", async () => {
    for (const label of ['', 'Add my bank']) {
      const element = document.createElement('budgea-connect');
      element.textContent = label;
      let updates = 0;
      element.addController({hostUpdated: () => (updates += 1)});
      document.body.append(element);
      await aTimeout(50);
      element.remove();
      expect(updates).to.equal(1);
    }
  });

  it('is not rendered again for an option that is read at the click, and leaves with it', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
    );
    let updates = 0;
    element.addController({hostUpdated: () => (updates += 1)});
    element.setAttribute('client-id', '2');
    element.code = () => 'abc';
    element.context = {from: 'list'};
    element.returnTo = '/accounts';
    await aTimeout(50);
    expect(updates).to.equal(0);
    await element.start();
    expect(departures.query.get('client_id')).to.equal('2');
    expect(departures.query.get('code')).to.equal('abc');
  });

  it('is labelled in the nearest language, across shadow roots', async () => {
    const outer = await fixture(html`<div lang="fr-BE"></div>`);
    const root = outer.attachShadow({mode: 'open'});
    root.innerHTML = '<budgea-connect></budgea-connect><budgea-connect lang="en-GB"></budgea-connect>';
    const [french, english] = root.querySelectorAll('budgea-connect');
    await french?.updateComplete;
    await english?.updateComplete;
    expect(buttonOf(french as Element).textContent.trim()).to.equal('Connecter une banque');
    expect(buttonOf(english as Element).textContent.trim()).to.equal('Connect a bank');
  });

  it('follows the language when it changes, near or far', async () => {
    const outer = await fixture<HTMLElement>(html`<div lang="en"><section></section></div>`);
    const root = outer.querySelector('section')?.attachShadow({mode: 'open'});
    const element = document.createElement('budgea-connect');
    root?.append(element);
    const label = async (): Promise<string> => {
      await Promise.resolve();
      await element.updateComplete;
      return buttonOf(element).textContent.trim();
    };
    expect(await label()).to.equal('Connect a bank');
    outer.lang = 'fr';
    expect(await label()).to.equal('Connecter une banque');
    element.lang = 'en';
    expect(await label()).to.equal('Connect a bank');
    element.removeAttribute('lang');
    expect(await label()).to.equal('Connecter une banque');
    document.body.append(element);
    expect(await label()).to.equal('Connect a bank');
    element.remove();
  });

  it('uses a language as soon as it is imported', async () => {
    const element = await fixture<BudgeaConnectElement>(html`<budgea-connect lang="de-AT"></budgea-connect>`);
    expect(buttonOf(element).textContent.trim()).to.equal('Connect a bank');
    await import('../../src/languages/de.js');
    await element.updateComplete;
    expect(buttonOf(element).textContent.trim()).to.equal('Bank verbinden');
  });

  it("uses the host's texts instead of some of ours", async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect .texts=${{start: {connect: 'Add my bank'}, startImpossible: 'Sorry!'}}></budgea-connect>`,
    );
    expect(buttonOf(element).textContent.trim()).to.equal('Add my bank');
    await element.start();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.equal('Sorry!');
  });

  it('starts by keyboard, by its own click() and by start()', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
    );
    element.focus();
    await sendKeys({press: 'Enter'});
    await waitUntil(() => departures.events.length === 1);
    element.click();
    await waitUntil(() => departures.events.length === 2);
    await element.start();
    expect(departures.events).to.have.lengthOf(3);
  });

  it("starts from the host's own trigger, and prevents the trigger's default action", async () => {
    const element = await fixture(html`
      <budgea-connect domain="demo" client-id="1" redirect-uri="/cb">
        <a slot="trigger" href="#elsewhere">Add my bank</a>
      </budgea-connect>
    `);
    element.querySelector('a')?.click();
    await waitUntil(() => departures.events.length === 1);
    expect(location.hash).to.equal('');
  });

  it('does nothing while it is disabled', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect disabled domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
    );
    expect(buttonOf(element).disabled).to.equal(true);
    await element.start();
    expect(departures.events).to.be.empty;
  });

  it('requests the code at the click, by POST, and starts once however often it is pressed', async () => {
    backEnd.answer(async () => {
      await aTimeout(20);
      return Response.json({code: '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z'});
    });
    const element = await fixture<BudgeaReconnectElement>(html`
      <budgea-reconnect
        domain="demo"
        client-id="1"
        redirect-uri="/cb"
        connection-id="46"
        code-url="/api/code"
      ></budgea-reconnect>
    `);
    expect(backEnd.requests).to.be.empty;
    buttonOf(element).click();
    buttonOf(element).click();
    await element.updateComplete;
    expect(isPending(element)).to.equal(true);
    expect(element.matches(':state(pending)')).to.equal(true);
    await waitUntil(() => departures.events.length > 0);
    expect(backEnd.requests).to.have.lengthOf(1);
    const [request] = backEnd.requests;
    expect(request?.url).to.equal(`${location.origin}/api/code`);
    expect(request?.init).to.include({
      method: 'POST',
      mode: 'same-origin',
      credentials: 'same-origin',
      redirect: 'manual',
    });
    expect(departures.query.get('code')).to.equal('/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z');
    await waitUntil(() => !isPending(element));
    expect(departures.events).to.have.lengthOf(1);
  });

  it('leaves without a code if the back end has no user yet', async () => {
    backEnd.answer(() => new Response(null, {status: 204}));
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    await element.start();
    expect(departures.query.has('code')).to.equal(false);
  });

  const failures: readonly [title: string, answer: () => Response | Promise<Response>][] = [
    ['answers 401', () => new Response('', {status: 401})],
    ['answers 500', () => new Response('', {status: 500})],
    ['answers HTML', () => new Response('<!doctype html>', {headers: {'content-type': 'text/html'}})],
    ['answers without a code', () => Response.json({})],
    ['answers null', () => Response.json(null)],
    ['answers a number', () => Response.json({code: 7})],
    ['is not reached', () => Promise.reject(new TypeError('Failed to fetch'))],
  ];
  for (const [title, answer] of failures) {
    it(`fires budgea-error if the back end ${title}, and works again`, async () => {
      backEnd.answer(answer);
      const element = await fixture(
        html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
      );
      setTimeout(() => {
        buttonOf(element).click();
      });
      const {error} = await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
      expect(error.code).to.equal('code-unavailable');
      expect(error.message).to.match(/^codeUrl /);
      expect(error.option).to.equal('codeUrl');
      expect(error.status).to.equal(/^answers (\d+)/.exec(title) ? Number(title.slice(-3)) : undefined);
      await waitUntil(() => element.shadowRoot?.querySelector('[role=alert]'));
      expect(isPending(element)).to.equal(false);
      expect(localStorage).to.have.lengthOf(0);

      backEnd.answer(() => Response.json({code: 'c'}));
      buttonOf(element).click();
      await waitUntil(() => departures.events.length === 1);
      expect(element.shadowRoot?.querySelector('[role=alert]')).to.equal(null);
    });
  }

  it('quotes nothing of an answer that is not JSON', async () => {
    backEnd.answer(() => new Response('/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z'));
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.start();
    const {error} = await told;
    expect(error.message).to.include('codeUrl must answer with JSON');
    expect(String(error) + String(error.cause)).not.to.include('JiDpp');
  });

  it('takes no code from a polluted prototype', async () => {
    backEnd.answer(() => Response.json({}));
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    await polluted({code: 'theirs'}, () => element.start());
    expect(departures.events).to.be.empty;
  });

  it('gives up if the back end does not answer within ten seconds', async () => {
    backEnd.hang();
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    const {setTimeout: wait} = globalThis;
    const limits: number[] = [];
    globalThis.setTimeout = ((run: () => void, delay: number) => {
      limits.push(delay);
      return wait(run, delay >= 1000 ? 0 : delay);
    }) as typeof setTimeout;
    const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.start();
    globalThis.setTimeout = wait;
    const {error} = await told;
    expect(limits).to.include(10_000);
    expect(error.code).to.equal('code-unavailable');
    expect(error.message).to.include('within 10 s');
    expect(isPending(element)).to.equal(false);
  });

  it('fires budgea-error if its markup lacks an attribute, and does not throw', async () => {
    const element = await fixture(html`<budgea-connect domain="demo" client-id="1"></budgea-connect>`);
    setTimeout(() => {
      buttonOf(element).click();
    });
    const {error} = await oneEvent<BudgeaErrorEvent>(document.documentElement, 'budgea-error');
    expect(error.code).to.equal('missing-parameter');
    expect(error.message).to.include('redirectUri');
  });

  it('leaves nothing behind if it is removed while it waits for its code', async () => {
    backEnd.hang();
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    let errors = 0;
    element.addEventListener('budgea-error', () => (errors += 1));
    const started = element.start();
    element.remove();
    await started;
    expect(backEnd.requests[0]?.init.signal?.aborted).to.equal(true);
    expect(localStorage).to.have.lengthOf(0);
    expect(departures.events).to.be.empty;
    expect(errors).to.equal(0);
  });

  it('continues if it is only moved while it waits for its code', async () => {
    backEnd.answer(async () => {
      await aTimeout(10);
      return Response.json({code: 'c'});
    });
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    const started = element.start();
    element.parentElement?.append(element);
    await started;
    expect(departures.events).to.have.lengthOf(1);
  });

  it('is no longer pending after the back button restored the page', async () => {
    backEnd.answer(() => new Promise(() => undefined));
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    void element.start();
    await waitUntil(() => isPending(element));
    dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    await waitUntil(() => !isPending(element));
    expect(element.matches(':state(pending)')).to.equal(false);
  });

  it('forgets a pending start when the back button restores the page', async () => {
    const answers: ((response: Response) => void)[] = [];
    backEnd.answer(() => new Promise((resolve) => answers.push(resolve)));
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>`,
    );
    const first = element.start();
    dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    const second = element.start();
    await waitUntil(() => answers.length === 2);
    for (const answer of answers) answer(Response.json({code: 'c'}));
    await Promise.all([first, second]);
    expect(departures.events).to.have.lengthOf(1);
    expect(JSON.stringify(localStorage).match(/:attempt:/g)).to.have.lengthOf(1);
  });

  it('leaves even if the browser says that it is offline, because it can be wrong', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
    );
    Object.defineProperty(navigator, 'onLine', {value: false, configurable: true});
    await element.start();
    Reflect.deleteProperty(navigator, 'onLine');
    expect(departures.events).to.have.lengthOf(1);
  });

  it('sends an absolute redirect URI as it is written, and resolves any other against the page', async () => {
    const base = document.createElement('base');
    base.href = 'https://static.example/assets/';
    document.head.append(base);
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="https://app.example:443"></budgea-connect>`,
    );
    await element.start();
    expect(departures.query.get('redirect_uri')).to.equal('https://app.example:443');
    element.redirectUri = '/cb';
    await element.start();
    base.remove();
    expect(departures.query.get('redirect_uri')).to.equal(`${location.origin}/cb`);
  });

  it('returns to the current page unless return-to names another', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`,
    );
    const attempts = (): string => JSON.stringify(localStorage);
    await element.start();
    expect(attempts()).to.include(JSON.stringify(location.pathname).slice(1, -1));
    localStorage.clear();
    element.returnTo = '/accounts';
    await element.start();
    expect(attempts()).to.include('/accounts');
  });

  it('is accessible, at rest and after a failure', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo"></budgea-connect>`,
    );
    await expect(element).to.be.accessible();
    await element.start();
    await waitUntil(() => element.shadowRoot?.querySelector('[role=alert]'));
    await expect(element).to.be.accessible();
  });
});
