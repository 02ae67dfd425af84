import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import {startFlow} from '../../src/flows/index.js';
import type {BudgeaCallbackElement, BudgeaConnectElement, BudgeaErrorEvent} from '../../src/index.js';
import {arrive, arriveAt, goBackToStart} from '../support/arrive.js';
import {FakeBackEnd} from '../support/back-end.js';
import {Departures} from '../support/departures.js';

describe('a mistake in the markup', () => {
  const {error, warn} = console;
  let lines: unknown[][];
  let backEnd: FakeBackEnd;
  let departures: Departures;

  beforeEach(() => {
    lines = [];
    console.error = console.warn = (...line: unknown[]) => {
      lines.push(line);
    };
    backEnd = new FakeBackEnd();
    departures = new Departures();
  });

  afterEach(() => {
    Object.assign(console, {error, warn});
    backEnd.restore();
    departures.stop();
    localStorage.clear();
    goBackToStart();
  });

  it('is named if token_url is misspelt, and the user gets no check mark', async () => {
    await arrive('connect', 'connection_id=46&code=c');
    const element = await fixture<BudgeaCallbackElement>(
      html`<budgea-callback token_url="/token"></budgea-callback>`,
    );
    await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.updateComplete;
    expect(lines).to.have.lengthOf(1);
    expect(lines[0]?.[0])
      .to.match(
        /^<budgea-callback>: token-url or saveCode must be given, because the webview returned a code/,
      )
      .and.to.include('(did you mean: token_url → token-url)');
    expect(lines[0]?.[1]).to.equal(element);
    expect(element.shadowRoot?.querySelector('.success')).to.equal(null);
  });

  it('is named if redirect_uri is misspelt', async () => {
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect_uri="/cb"></budgea-connect>`,
    );
    await element.start();
    expect(String(lines[0]?.[0])).to.include(
      '<budgea-connect>: redirect-uri must be given (did you mean: redirect_uri → redirect-uri)',
    );
  });

  const answers: readonly (readonly [title: string, url: string, answer: () => Response])[] = [
    ['answers with a page', '/api/code', () => new Response('<!doctype html>')],
    ['answers in another shape', '/api/code', () => Response.json({token: 'x'})],
    ['is on another origin', 'https://api.example/code', () => Response.json({code: 'x'})],
  ];
  for (const [title, url, answer] of answers) {
    it(`does not ask the user to try again if the back end ${title}`, async () => {
      backEnd.answer(answer);
      const element = await fixture<BudgeaConnectElement>(
        html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url=${url}></budgea-connect>`,
      );
      await element.start();
      await element.updateComplete;
      expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.include(
        'Trying again will not help',
      );
    });
  }

  it('is none if the network fails, so the user is asked to try again', async () => {
    backEnd.answer(() => Promise.reject(new TypeError('Failed to fetch')));
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/code"></budgea-connect>`,
    );
    await element.start();
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.include(
      'try again in a moment',
    );
  });
});

describe('a service on a private address, as with Docker or a phone', () => {
  const {warn} = console;
  let warnings: unknown[];
  let departures: Departures;

  beforeEach(() => {
    warnings = [];
    console.warn = (line: unknown) => {
      warnings.push(line);
    };
    departures = new Departures();
  });

  afterEach(() => {
    console.warn = warn;
    departures.stop();
    localStorage.clear();
  });

  const WARNING = 'allowInsecureBaseUrl: this sends codes over http. Never use it in production.';

  for (const baseUrl of ['http://sandbox:4001', 'http://192.168.1.5:4001']) {
    it(`starts at ${baseUrl} with allow-insecure-base-url, and the console warns at each start`, async () => {
      const holder = await fixture(html`
        <budgea-webview base-url=${baseUrl} allow-insecure-base-url client-id="1" redirect-uri="/cb">
          <budgea-connect></budgea-connect>
        </budgea-webview>
      `);
      const element = holder.querySelector('budgea-connect') as BudgeaConnectElement;
      await element.start();
      await element.start();
      expect(departures.events.map(({url}) => new URL(url).origin)).to.deep.equal([baseUrl, baseUrl]);
      expect(warnings).to.deep.equal([WARNING, WARNING]);
    });
  }

  for (const [baseUrl, isAllowed] of [
    ['http://sandbox:4001', false],
    ['http://bank.example', true],
    ['http://8.8.8.8', true],
  ] as const) {
    it(`is refused at ${baseUrl} ${isAllowed ? 'even with' : 'without'} the attribute`, async () => {
      const element = await fixture<BudgeaConnectElement>(html`
        <budgea-connect
          base-url=${baseUrl}
          ?allow-insecure-base-url=${isAllowed}
          client-id="1"
          redirect-uri="/cb"
        ></budgea-connect>
      `);
      element.addEventListener('budgea-error', (event) => {
        event.preventDefault();
      });
      const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
      await element.start();
      expect((await told).error.code).to.equal('insecure-url');
      expect([departures.events.length, warnings.length]).to.deep.equal([0, 0]);
    });
  }
});

describe('a form around the callback that hides the names of the DOM', () => {
  afterEach(() => {
    localStorage.clear();
    goBackToStart();
  });

  it('keeps no event from firing and no code from its back end', async () => {
    await arrive('connect', 'connection_id=46&code=c');
    const taken: string[] = [];
    const holder = await fixture(html`
      <form lang="fr">
        ${['getAttribute', 'parentNode', 'getRootNode', 'hasAttribute', 'getAttributeNames'].map(
          (name) => html`<input name=${name} aria-label=${name} />`,
        )}
        <budgea-callback .saveCode=${(code: string) => taken.push(code)}></budgea-callback>
      </form>
    `);
    const element = holder.querySelector('budgea-callback') as BudgeaCallbackElement;
    await oneEvent(element, 'budgea-done');
    expect(taken).to.deep.equal(['c']);
    await waitUntil(() => element.shadowRoot?.textContent.includes('Votre compte est connecté.'));
  });
});

describe('a user who signs in after another one on the same computer', () => {
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
  });

  afterEach(() => {
    backEnd.restore();
    localStorage.clear();
    goBackToStart();
  });

  it('gives the code back to the first user, who signs in in another tab and tries again', async () => {
    let state = '';
    await startFlow('connect', {
      domain: 'demo',
      clientId: 1,
      redirectUri: `${location.origin}/cb`,
      code: () => ({code: null, owner: 'hash-of-ann'}),
      navigate: (url) => {
        state = new URL(url).searchParams.get('state') ?? '';
      },
    });
    arriveAt(`state=${state}&connection_id=46&code=anns`);
    let signedIn = 'ben';
    backEnd.answer(({body}) => {
      const {owner} = JSON.parse(body as string) as {owner?: string};
      return owner === `hash-of-${signedIn}`
        ? new Response(null, {status: 204})
        : Response.json({error: 'other-owner'}, {status: 409});
    });
    const element = await fixture<BudgeaCallbackElement>(
      html`<budgea-callback token-url="/token"></budgea-callback>`,
    );
    await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.updateComplete;
    expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.include('as that person');
    signedIn = 'ann';
    element.shadowRoot?.querySelector('button')?.click();
    await oneEvent(element, 'budgea-done');
    expect(backEnd.requests.map(({init}) => JSON.parse(init.body as string) as unknown)).to.deep.equal(
      Array.from({length: 2}, () => ({code: 'anns', owner: 'hash-of-ann'})),
    );
  });
});
