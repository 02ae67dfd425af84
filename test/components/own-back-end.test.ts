import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import {FlowError, startFlow} from '../../src/flows/index.js';
import type {
  BudgeaCallbackElement,
  BudgeaConnectElement,
  BudgeaErrorEvent,
  BudgeaReconnectElement,
  BudgeaWebviewElement,
  Fetch,
  ReceivedCode,
} from '../../src/index.js';
import {arrive, arriveAt, goBackToStart} from '../support/arrive.js';
import {FakeBackEnd} from '../support/back-end.js';
import {Departures} from '../support/departures.js';

/** Starts a connect flow of somebody without a code, and arrives with its answer. */
async function arriveOf(owner: string | undefined): Promise<void> {
  let state = '';
  await startFlow('connect', {
    domain: 'demo',
    clientId: 1,
    redirectUri: `${location.origin}/cb`,
    owner,
    navigate: (url) => {
      state = new URL(url).searchParams.get('state') ?? '';
    },
  });
  arriveAt(`state=${state}&connection_id=46&code=received`);
}

function textOf(element: Element): string {
  return element.shadowRoot?.querySelector('.outcome')?.textContent.trim().replace(/\s+/g, ' ') ?? '';
}

describe("the host's own back end", () => {
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
    goBackToStart();
  });

  const connect = html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb"></budgea-connect>`;

  /** Returns the error of a start. */
  async function failedStart(element: BudgeaConnectElement | BudgeaReconnectElement): Promise<FlowError> {
    const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.start();
    return (await told).error;
  }

  describe('the property fetch', () => {
    const sent: [url: string, init: RequestInit][] = [];
    const send: Fetch = (url, init) => {
      sent.push([url, init]);
      return Promise.resolve(Response.json({code: 'own'}));
    };

    afterEach(() => sent.splice(0));

    it('sends the request for a code, to any origin, and gets no mode, credentials or redirect', async () => {
      const element = await fixture<BudgeaConnectElement>(connect);
      element.codeUrl = 'https://api.example/code';
      element.fetch = send;
      await element.start();
      expect(departures.query.get('code')).to.equal('own');
      expect(sent[0]?.[0]).to.equal('https://api.example/code');
      expect(sent[0]?.[1]).to.include({method: 'POST', body: '{}', referrerPolicy: 'strict-origin'});
      expect(sent[0]?.[1]).not.to.have.any.keys('mode', 'credentials', 'redirect');
    });

    it('is found on a provider, and the nearest function counts', async () => {
      const provider = await fixture<BudgeaWebviewElement>(
        html`<budgea-webview code-url="/code">${connect}</budgea-webview>`,
      );
      provider.fetch = send;
      const element = provider.querySelector('budgea-connect') as BudgeaConnectElement;
      (element as {fetch: unknown}).fetch = 'no function';
      await element.start();
      expect(sent).to.have.lengthOf(1);
    });

    it('hands over a code', async () => {
      await arriveOf('user-7');
      await fixture(
        html`<budgea-callback .fetch=${send} token-url="https://api.example/t"></budgea-callback>`,
      );
      await waitUntil(() => sent.length > 0);
      expect(sent[0]?.[0]).to.equal('https://api.example/t');
      expect(JSON.parse(sent[0]?.[1].body as string)).to.deep.equal({code: 'received', owner: 'user-7'});
    });
  });

  for (const url of ['data:application/json,{"code":"x"}', 'https://api.example/code', 'blob:null/1']) {
    it(`is not asked at ${url} by the platform's fetch`, async () => {
      const element = await fixture<BudgeaConnectElement>(connect);
      element.codeUrl = url;
      const error = await failedStart(element);
      expect(error).to.include({code: 'code-unavailable', option: 'codeUrl'});
      expect(error.message).to.include('on this origin');
      expect(backEnd.requests).to.be.empty;
    });
  }

  describe('the property code', () => {
    it('goes before a code-url on the same element and around it, and after one that is nearer', async () => {
      backEnd.answer(() => Response.json({code: 'from-url'}));
      const provider = await fixture<BudgeaWebviewElement>(html`<budgea-webview>${connect}</budgea-webview>`);
      const element = provider.querySelector('budgea-connect') as BudgeaConnectElement;
      const codeOf = async (): Promise<string | null> => {
        await element.start();
        return departures.query.get('code');
      };
      provider.codeUrl = '/code';
      provider.code = () => Promise.resolve('from-function');
      expect(await codeOf()).to.equal('from-function');
      element.codeUrl = '/code';
      expect(await codeOf()).to.equal('from-url');
      element.code = () => 'own';
      expect(await codeOf()).to.equal('own');
      element.code = 'text';
      expect(await codeOf()).to.equal('text');
    });

    it('lets a flow that sent a code be tried again', async () => {
      await arrive('reconnect', 'error=server_error');
      const element = await fixture<BudgeaCallbackElement>(
        html`<budgea-callback domain="demo" client-id="1" .code=${() => 'fresh'}></budgea-callback>`,
      );
      await waitUntil(() => element.shadowRoot?.querySelector('button'));
      element.shadowRoot?.querySelector('button')?.click();
      await waitUntil(() => departures.events.length > 0);
      expect(departures.query.get('code')).to.equal('fresh');
    });
  });

  it('may answer that there is no user yet, with the owner of the attempt', async () => {
    backEnd.answer(() => Response.json({code: null, owner: 'user-7'}));
    const element = await fixture<BudgeaConnectElement>(connect);
    element.codeUrl = '/code';
    await element.start();
    expect(departures.query.has('code')).to.equal(false);
    expect(JSON.stringify(localStorage)).to.include('user-7');
  });

  it('must know the user of a flow that needs one', async () => {
    backEnd.answer(() => Response.json({code: null}));
    const element = await fixture<BudgeaReconnectElement>(
      html`<budgea-reconnect domain="demo" client-id="1" redirect-uri="/cb" connection-id="46" code-url="/code">
      </budgea-reconnect>`,
    );
    expect(await failedStart(element)).to.include({
      code: 'code-unavailable',
      option: 'codeUrl',
      message: 'codeUrl must answer with a code, because this flow needs a user',
    });
  });

  const answers: readonly (readonly [
    title: string,
    answer: () => Response,
    error: object,
    sentence: RegExp,
  ])[] = [
    ['401', () => new Response('', {status: 401}), {status: 401, reason: 'signed-out'}, /signed out/],
    ['419', () => new Response('', {status: 419}), {status: 419, reason: 'signed-out'}, /signed out/],
    [
      'a redirect',
      () => Object.defineProperty(new Response(), 'type', {value: 'opaqueredirect'}),
      {reason: 'signed-out', message: 'codeUrl answered a redirect, as to a sign-in page'},
      /signed out/,
    ],
    [
      '409 with its own code',
      () => Response.json({error: 'token-refused'}, {status: 409}),
      {status: 409, reason: 'token-refused'},
      /try again in a moment/,
    ],
    ['403', () => new Response('', {status: 403}), {status: 403}, /will not help/],
    ['404', () => new Response('', {status: 404}), {status: 404}, /will not help/],
    ['429', () => new Response('', {status: 429}), {status: 429}, /try again in a moment/],
    ['503', () => new Response('', {status: 503}), {status: 503}, /try again in a moment/],
    [
      'a text that is no code',
      () => Response.json({error: '<b>a sentence</b>'}, {status: 500}),
      {status: 500},
      /try again in a moment/,
    ],
  ];
  for (const [title, answer, expected, sentence] of answers) {
    it(`is told apart by its answer: ${title}`, async () => {
      backEnd.answer(answer);
      const element = await fixture<BudgeaConnectElement>(connect);
      element.codeUrl = '/code';
      const error = await failedStart(element);
      expect(error).to.include({code: 'code-unavailable', ...expected});
      if (!('reason' in expected)) expect(error.reason).to.equal(undefined);
      await element.updateComplete;
      expect(element.shadowRoot?.querySelector('[role=alert]')?.textContent).to.match(sentence);
    });
  }

  describe('the property saveCode', () => {
    it('takes a code in place of token-url, with its owner and its result', async () => {
      await arriveOf('user-7');
      const taken: [code: string, received: ReceivedCode][] = [];
      const element = await fixture<BudgeaCallbackElement>(html`
        <budgea-callback token-url="/token" .saveCode=${(code: string, received: ReceivedCode) => {
          taken.push([code, received]);
        }}></budgea-callback>
      `);
      await oneEvent(element, 'budgea-done');
      expect(taken).to.have.lengthOf(1);
      expect(taken[0]?.[0]).to.equal('received');
      expect(taken[0]?.[1].owner).to.equal('user-7');
      expect(taken[0]?.[1].result).to.equal(element.result);
      expect(backEnd.requests).to.be.empty;
    });

    it('is called again with the same code if it rejects', async () => {
      await arriveOf(undefined);
      const codes: string[] = [];
      const element = await fixture<BudgeaCallbackElement>(html`
        <budgea-callback .saveCode=${(code: string) => {
          codes.push(code);
          return codes.length === 1 ? Promise.reject(new Error('down')) : undefined;
        }}></budgea-callback>
      `);
      const {error} = await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
      expect(error).to.include({code: 'exchange-failed', option: 'saveCode'});
      await element.updateComplete;
      element.shadowRoot?.querySelector('button')?.click();
      await oneEvent(element, 'budgea-done');
      expect(codes).to.deep.equal(['received', 'received']);
    });
  });

  describe('on a shared computer', () => {
    it('gets no answer of another user', async () => {
      await arriveOf('first');
      const element = await fixture<BudgeaCallbackElement>(
        html`<budgea-callback domain="demo" client-id="1" owner="second" token-url="/token"></budgea-callback>`,
      );
      await waitUntil(() => textOf(element) !== '');
      expect(element.result).to.include({kind: 'unverified', reason: 'other-owner'});
      expect(element.shadowRoot?.querySelector('a'), 'the way back').to.exist;
      expect(element.shadowRoot?.querySelector('button'), "the first user's start, again").not.to.exist;
      expect(location.search).not.to.include('received');
      expect(backEnd.requests).to.be.empty;
    });

    it('finds an owner that is set after the element was connected', async () => {
      await arriveOf('first');
      const element = document.createElement('budgea-callback');
      document.body.append(element);
      expect(location.search).not.to.include('received');
      element.owner = 'second';
      await waitUntil(() => textOf(element) !== '');
      element.remove();
      expect(element.result).to.include({reason: 'other-owner'});
    });

    for (const [reason, status, sentence] of [
      ['other-owner', 409, /somebody else was signed in/],
      ['token-exists', 409, /already connected/],
      ['signed-out', 401, /use another tab to sign in/],
    ] as const) {
      it(`is told that the back end answered ${reason}`, async () => {
        backEnd.answer(() => Response.json({error: reason}, {status}));
        await arriveOf('first');
        const element = await fixture<BudgeaCallbackElement>(
          html`<budgea-callback domain="demo" client-id="1" token-url="/token"></budgea-callback>`,
        );
        const {error} = await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
        expect(error).to.include({code: 'exchange-failed', status, reason});
        await element.updateComplete;
        expect(textOf(element)).to.match(sentence);
        const canRetry = element.shadowRoot?.querySelector('button') !== null;
        expect(canRetry).to.equal(reason !== 'token-exists');
      });
    }
  });

  it('must take a code that came, or the user gets no check mark', async () => {
    await arriveOf(undefined);
    const element = await fixture<BudgeaCallbackElement>(html`<budgea-callback></budgea-callback>`);
    let isDone = false;
    element.addEventListener('budgea-done', () => (isDone = true));
    const {error} = await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    expect(error).to.include({
      code: 'exchange-failed',
      option: 'tokenUrl',
      message: 'tokenUrl or saveCode must be given, because the webview returned a code',
    });
    await element.updateComplete;
    expect(textOf(element)).to.include('this site could not take it over');
    expect(element.shadowRoot?.querySelector('.success, button')).to.equal(null);
    expect(isDone).to.equal(false);
  });
});

describe('budgea-done', () => {
  let backEnd: FakeBackEnd;
  let heard: string[];
  const onEvent = (event: Event): void => {
    heard.push(event.type);
  };

  beforeEach(() => {
    backEnd = new FakeBackEnd();
    heard = [];
    for (const type of ['budgea-result', 'budgea-error', 'budgea-done'])
      document.addEventListener(type, onEvent);
  });

  afterEach(() => {
    for (const type of ['budgea-result', 'budgea-error', 'budgea-done'])
      document.removeEventListener(type, onEvent);
    backEnd.restore();
    localStorage.clear();
    goBackToStart();
  });

  const callback = html`<budgea-callback token-url="/token"></budgea-callback>`;

  it('comes once, after the code is saved', async () => {
    await arriveOf(undefined);
    let release: (response: Response) => void = () => undefined;
    backEnd.answer(() => new Promise((resolve) => (release = resolve)));
    const element = await fixture(callback);
    await waitUntil(() => backEnd.requests.length > 0);
    expect(heard).to.deep.equal(['budgea-result']);
    release(new Response(null, {status: 204}));
    await oneEvent(element, 'budgea-done');
    expect(heard).to.deep.equal(['budgea-result', 'budgea-done']);
  });

  it('comes after any other result, and after nothing if there is no answer', async () => {
    await arrive('connect', 'error=access_denied');
    await oneEvent(await fixture(callback), 'budgea-done');
    expect(heard).to.deep.equal(['budgea-result', 'budgea-done']);
    arriveAt('x=1');
    const element = await fixture(callback);
    await waitUntil(() => textOf(element).includes('nothing to finish'));
    expect(heard).to.have.lengthOf(2);
  });

  it('does not come if saving fails, or if the result is cancelled', async () => {
    backEnd.answer(() => new Response('', {status: 500}));
    await arriveOf(undefined);
    const element = await fixture(callback);
    await oneEvent(element, 'budgea-error');
    expect(heard).to.deep.equal(['budgea-result', 'budgea-error']);

    await arriveOf(undefined);
    const holder = await fixture(html`<div></div>`);
    holder.addEventListener('budgea-result', (event) => {
      event.preventDefault();
    });
    const told = oneEvent(holder, 'budgea-result');
    holder.innerHTML = '<budgea-callback token-url="/token"></budgea-callback>';
    await told;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(heard).to.deep.equal(['budgea-result', 'budgea-error', 'budgea-result']);
  });
});
