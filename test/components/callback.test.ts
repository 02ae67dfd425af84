import {aTimeout, expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {
  BudgeaCallbackElement,
  BudgeaErrorEvent,
  BudgeaLeaveEvent,
  BudgeaResultEvent,
} from '../../src/index.js';
import {finishFlow, type Flow, startFlow} from '../../src/flows/index.js';
import {FakeBackEnd} from '../support/back-end.js';

const page = location.href;
const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

/** Starts a flow without leaving, and returns its state. */
async function start(flow: Flow, options: object = {}): Promise<string> {
  let url = '';
  await startFlow(flow, {
    domain: 'demo',
    clientId: 17473055,
    redirectUri: `${location.origin}/callback`,
    navigate: (address: string) => {
      url = address;
    },
    ...options,
  });
  return new URL(url).searchParams.get('state') ?? '';
}

/** Changes the address of this page to the one that the webview would return to. */
function arrive(query: string): void {
  const url = new URL(page);
  url.search = url.search ? `${url.search}&${query}` : query;
  history.replaceState({host: 'state'}, '', url);
}

function textOf(element: Element, role: 'status' | 'alert'): string {
  return element.shadowRoot?.querySelector(`[role=${role}]`)?.textContent.trim() ?? '';
}

function stepsOf(element: Element): string[] {
  const steps = element.shadowRoot?.querySelectorAll('[part=actions] > *') ?? [];
  return [...steps].map((step) => step.textContent.trim());
}

async function callback(
  template = html`<budgea-callback></budgea-callback>`,
): Promise<BudgeaCallbackElement> {
  const element = await fixture<BudgeaCallbackElement>(template);
  await waitUntil(() => textOf(element, 'status') || textOf(element, 'alert'));
  return element;
}

describe('<budgea-callback>', () => {
  let backEnd: FakeBackEnd;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
    backEnd.answer(() => new Response(null, {status: 204}));
  });

  afterEach(() => {
    backEnd.restore();
    localStorage.clear();
    // WebKit lets a page change its address at most a hundred times in ten seconds
    if (location.href !== page) history.replaceState(null, '', page);
  });

  it('shows a success, with a link to the address that the flow was started with', async () => {
    arrive(`state=${await start('connect', {code: 'c', returnTo: '/accounts?tab=2'})}&connection_id=46`);
    const element = await callback();
    expect(textOf(element, 'status')).to.equal('Your account is connected.');
    expect(stepsOf(element)).to.deep.equal(['Continue']);
    expect(element.shadowRoot?.querySelector('a')?.getAttribute('href')).to.equal(
      `${location.origin}/accounts?tab=2`,
    );
    expect(element.result).to.include({kind: 'success', connectionId: '46'});
    expect(backEnd.requests).to.be.empty;
    await expect(element).to.be.accessible();
  });

  it("removes its parameters from the address, and keeps the host's", async () => {
    const before = location.href;
    arrive(`promocode=SPRING&state=${await start('manage', {code: 'c'})}&empty=&x=%zz`);
    history.replaceState(history.state, '', `${location.href}#part`);
    const element = await callback();
    const separator = before.includes('?') ? '&' : '?';
    expect(location.href).to.equal(`${before}${separator}promocode=SPRING&empty=&x=%zz#part`);
    expect(history.state).to.deep.equal({host: 'state'});
    expect(element.result).to.equal(finishFlow());
  });

  it('touches nothing if the state is not ours', async () => {
    arrive('state=somebody-elses&code=x');
    const before = location.href;
    const element = await callback();
    expect(location.href).to.equal(before);
    expect(element.result).to.include({kind: 'unverified', reason: 'unknown-state'});
    expect(stepsOf(element)).to.deep.equal(['Go back']);
  });

  for (const [kind, query] of [
    ['unverified', () => Promise.resolve(`state=theirs&connection_id=46&code=theirs`)],
    ['unverified', () => Promise.resolve(`connection_id=46&code=theirs`)],
    ['malformed', async () => `state=${await start('connect')}&connection_id=46&code=theirs&code=theirs`],
    ['success', async () => `state=${await start('connect', {code: 'c'})}&connection_id=46&code=theirs`],
    ['cancelled', async () => `state=${await start('connect')}&error=access_denied&code=theirs`],
  ] as const) {
    it(`does not hand over a code that was not requested: ${kind}`, async () => {
      arrive(await query());
      const element = await callback(html`<budgea-callback token-url="/api/token"></budgea-callback>`);
      expect(element.result).to.include({kind}).and.not.to.have.property('code');
      expect(backEnd.requests).to.be.empty;
    });
  }

  it('shows no text from the address', async () => {
    const state = await start('connect');
    arrive(`state=${state}&error=%3Cimg%20src%3Dx%3E&error_description=%3Cb%20id%3Dx%3EOops%3C%2Fb%3E`);
    const element = await callback();
    expect(element.result).to.include({
      kind: 'failed',
      error: '<img src=x>',
      description: '<b id=x>Oops</b>',
    });
    expect(textOf(element, 'status')).to.match(/^The service had a problem/);
    expect(element.shadowRoot?.textContent).not.to.match(/img|Oops/);
    expect(element.shadowRoot?.querySelector('img, b')).to.equal(null);
  });

  it('hands over a code, and shows the wait, then the success', async () => {
    let release: (response: Response) => void = () => undefined;
    backEnd.answer(() => new Promise((resolve) => (release = resolve)));
    arrive(`state=${await start('connect')}&connection_id=46&code=${encodeURIComponent(CODE)}`);
    const element = await callback(html`<budgea-callback token-url="/api/token"></budgea-callback>`);
    expect(textOf(element, 'status')).to.equal('Almost done. Please keep this page open…');
    expect(stepsOf(element)).to.be.empty;
    release(new Response(null, {status: 204}));
    await waitUntil(() => textOf(element, 'status') === 'Your account is connected.');
    expect(backEnd.requests).to.have.lengthOf(1);
    const [request] = backEnd.requests;
    expect(request?.url).to.equal(`${location.origin}/api/token`);
    expect(request?.init).to.include({
      method: 'POST',
      credentials: 'same-origin',
      keepalive: true,
      redirect: 'manual',
      referrerPolicy: 'strict-origin',
    });
    expect(JSON.parse(request?.init.body as string)).to.deep.equal({code: CODE});
    expect(element.shadowRoot?.innerHTML).not.to.include(CODE);
  });

  it('hands over a code once, however many elements show the result', async () => {
    arrive(`state=${await start('connect')}&connection_id=46&code=c`);
    const pair = await fixture(html`
      <div>
        <budgea-callback token-url="/api/token"></budgea-callback>
        <budgea-callback token-url="/api/token"></budgea-callback>
      </div>
    `);
    const elements = [...pair.children] as BudgeaCallbackElement[];
    for (const element of elements) {
      await waitUntil(() => textOf(element, 'status') === 'Your account is connected.');
    }
    expect(elements[0]?.result).to.equal(elements[1]?.result);
    expect(backEnd.requests).to.have.lengthOf(1);
  });

  it('shows that the hand-over of a code failed, and can try again', async () => {
    backEnd.answer(() => new Response('', {status: 500}));
    arrive(`state=${await start('connect')}&connection_id=46&code=c`);
    const errors: BudgeaErrorEvent[] = [];
    const onError = (event: BudgeaErrorEvent): void => {
      errors.push(event);
    };
    document.addEventListener('budgea-error', onError);
    const element = await callback(html`<budgea-callback token-url="/api/token"></budgea-callback>`);
    await waitUntil(() => textOf(element, 'alert') !== '');
    document.removeEventListener('budgea-error', onError);
    expect(textOf(element, 'alert')).to.include('we could not finish on our side');
    expect(stepsOf(element)).to.deep.equal(['Try again', 'Go back']);
    expect(textOf(element, 'status')).to.equal('');
    expect(errors.map(({error}) => error.code)).to.deep.equal(['exchange-failed']);
    await expect(element).to.be.accessible();

    let release: (response: Response) => void = () => undefined;
    backEnd.answer(() => new Promise((resolve) => (release = resolve)));
    const button = element.shadowRoot?.querySelector('button');
    button?.focus();
    button?.click();
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement).to.equal(button);
    expect(button?.getAttribute('aria-disabled')).to.equal('true');
    release(new Response(null, {status: 204}));
    await waitUntil(() => textOf(element, 'status') === 'Your account is connected.');
    expect(textOf(element, 'alert')).to.equal('');
    await waitUntil(() => element.shadowRoot?.activeElement?.textContent.trim() === 'Continue');
  });

  it('leaves the focus where the user put it when a second hand-over ends', async () => {
    backEnd.answer(() => new Response('', {status: 500}));
    arrive(`state=${await start('connect')}&connection_id=46&code=c`);
    const element = await callback(html`<budgea-callback token-url="/api/token"></budgea-callback>`);
    await waitUntil(() => textOf(element, 'alert') !== '');
    let release: (response: Response) => void = () => undefined;
    backEnd.answer(() => new Promise((resolve) => (release = resolve)));
    const button = element.shadowRoot?.querySelector('button');
    button?.focus();
    button?.click();
    await element.updateComplete;
    release(new Response('', {status: 500}));
    await waitUntil(() => textOf(element, 'alert') !== '');
    await aTimeout(0);
    expect(button?.matches(':focus')).to.equal(true);

    button?.click();
    const elsewhere = await fixture<HTMLElement>(html`<button>Elsewhere</button>`);
    elsewhere.focus();
    release(new Response(null, {status: 204}));
    await waitUntil(() => textOf(element, 'status') === 'Your account is connected.');
    await aTimeout(0);
    expect(elsewhere.matches(':focus')).to.equal(true);
  });

  for (const status of [400, 410, 422]) {
    it(`offers to start over, not to send the same code again, after ${status}`, async () => {
      backEnd.answer(() => Response.json({error: 'code-refused'}, {status}));
      const state = await start('connect', {returnTo: '/accounts', context: {plan: 'pro'}});
      arrive(`state=${state}&connection_id=46&code=${encodeURIComponent(CODE)}`);
      const errors: BudgeaErrorEvent[] = [];
      const onError = (event: BudgeaErrorEvent): void => {
        errors.push(event);
      };
      document.addEventListener('budgea-error', onError);
      const element = await callback(
        html`<budgea-callback domain="demo" client-id="17473055" token-url="/api/token"></budgea-callback>`,
      );
      await waitUntil(() => textOf(element, 'alert') !== '');
      document.removeEventListener('budgea-error', onError);
      expect(textOf(element, 'alert')).to.match(/we could not finish on our side\. Please start again\.$/);
      expect(stepsOf(element)).to.deep.equal(['Try again', 'Go back']);
      expect(errors.map(({error}) => error.code)).to.deep.equal(['exchange-failed']);
      expect(errors[0]?.error).to.include({
        option: 'tokenUrl',
        status,
        message: `tokenUrl answered ${status}`,
      });

      const left: BudgeaLeaveEvent[] = [];
      element.addEventListener('budgea-leave', (event) => {
        event.preventDefault();
        left.push(event);
      });
      element.shadowRoot?.querySelector('button')?.click();
      await waitUntil(() => left.length > 0);
      expect(left[0]?.flow).to.equal('connect');
      expect(new URL(left[0]?.url ?? '').searchParams.get('state')).not.to.equal(state);
      expect(backEnd.requests).to.have.lengthOf(1);
    });
  }

  it('keeps a code for another try after 422 without a reason, as Rails answers to a stale CSRF token', async () => {
    backEnd.answer(() => Response.json({status: 422, error: 'Unprocessable Content'}, {status: 422}));
    arrive(`state=${await start('connect')}&connection_id=46&code=c`);
    const element = await fixture(html`<budgea-callback token-url="/api/token"></budgea-callback>`);
    const {error} = await oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    expect(error.message).to.equal(
      'tokenUrl answered 422: it may want the CSRF token, by the property fetch',
    );
    backEnd.answer(() => new Response(null, {status: 204}));
    await waitUntil(() => textOf(element, 'alert') !== '');
    expect(stepsOf(element)).to.deep.equal(['Try again', 'Go back']);
    element.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => textOf(element, 'status') === 'Your account is connected.');
  });

  it('only links back after a refused code if it cannot start the flow', async () => {
    backEnd.answer(() => Response.json({error: 'code-refused'}, {status: 400}));
    arrive(`state=${await start('connect')}&connection_id=46&code=c`);
    const pair = await fixture(html`
      <div>
        <budgea-callback token-url="/api/token"></budgea-callback>
        <budgea-callback token-url="/api/token"></budgea-callback>
      </div>
    `);
    for (const element of pair.children) {
      await waitUntil(() => textOf(element, 'alert') !== '');
      expect(stepsOf(element)).to.deep.equal(['Go back']);
    }
    expect(backEnd.requests).to.have.lengthOf(1);
  });

  for (const status of [401, 403, 404, 409, 429, 502, 503, 504]) {
    it(`keeps a code for another try after ${status}`, async () => {
      backEnd.answer(() => new Response('', {status}));
      arrive(`state=${await start('connect')}&connection_id=46&code=c`);
      const element = await callback(html`<budgea-callback token-url="/api/token"></budgea-callback>`);
      await waitUntil(() => textOf(element, 'alert') !== '');
      backEnd.answer(() => new Response(null, {status: 204}));
      element.shadowRoot?.querySelector('button')?.click();
      await waitUntil(() => textOf(element, 'status') === 'Your account is connected.');
      const sent = backEnd.requests.map(({init}) => init.body);
      expect(sent).to.deep.equal(['{"code":"c"}', '{"code":"c"}']);
    });
  }

  it('has an empty live region before it has a message', async () => {
    arrive(`state=${await start('connect')}&connection_id=46`);
    const element = await fixture<BudgeaCallbackElement>(html`<budgea-callback></budgea-callback>`);
    const status = element.shadowRoot?.querySelector('[role=status]') as HTMLElement;
    expect(status.textContent.trim()).to.equal('');
    expect(getComputedStyle(status).visibility).to.equal('visible');
    await waitUntil(() => status.textContent.trim() === 'Your account is connected.');
    expect(element.shadowRoot?.querySelector('[role=status]')).to.equal(status);
  });

  it('does not take the cleaned address for the same callback later', async () => {
    const state = await start('connect');
    arrive(`state=${state}&connection_id=46`);
    const result = finishFlow();
    expect(finishFlow()).to.equal(result);
    const cleaned = location.href;
    history.pushState(null, '', '/elsewhere');
    history.pushState(null, '', cleaned);
    expect(finishFlow()).to.deep.equal({kind: 'none'});
  });

  it('cleans the address if an earlier call did not', async () => {
    arrive(`state=${await start('connect')}&connection_id=46`);
    const result = finishFlow({clean: false});
    expect(location.search).to.include('connection_id');
    expect(finishFlow()).to.equal(result);
    expect(location.search).not.to.include('connection_id');
  });

  it('fires its result once, also for listeners that were added after it', async () => {
    arrive(`state=${await start('connect', {context: [1]})}&error=access_denied`);
    const heard: BudgeaResultEvent[] = [];
    const onResult = (event: BudgeaResultEvent): void => {
      heard.push(event);
    };
    const element = document.createElement('budgea-callback');
    document.body.append(element);
    document.addEventListener('budgea-result', onResult);
    await waitUntil(() => heard.length > 0);
    document.body.append(element);
    await element.updateComplete;
    document.removeEventListener('budgea-result', onResult);
    element.remove();
    expect(heard).to.have.lengthOf(1);
    expect(heard[0]?.result).to.deep.include({kind: 'cancelled', context: [1]});
  });

  it('shows and does nothing more if its result is cancelled', async () => {
    arrive(`state=${await start('connect')}&connection_id=46&code=c`);
    const holder = await fixture(html`<div></div>`);
    holder.addEventListener('budgea-result', (event) => {
      event.preventDefault();
    });
    const heard = oneEvent(holder, 'budgea-result');
    holder.innerHTML = '<budgea-callback token-url="/api/token"></budgea-callback>';
    await heard;
    const element = holder.firstElementChild as BudgeaCallbackElement;
    await element.updateComplete;
    expect(textOf(element, 'status')).to.equal('');
    expect(stepsOf(element)).to.be.empty;
    expect(backEnd.requests).to.be.empty;
  });

  it('retries the same flow with the same parameters', async () => {
    const state = await start('connect', {connectorIds: [3, 59], context: {basket: 1}, returnTo: '/shop'});
    arrive(`state=${state}&error=server_error&error_description=%3Cb%3Eoops`);
    const element = await callback(
      html`<budgea-callback domain="demo" client-id="17473055"></budgea-callback>`,
    );
    expect(textOf(element, 'status')).to.include('could not finish');
    expect(element.shadowRoot?.innerHTML).not.to.include('oops');
    expect(stepsOf(element)).to.deep.equal(['Try again', 'Go back']);
    let url = '';
    element.addEventListener('budgea-leave', (event) => {
      event.preventDefault();
      ({url} = event);
    });
    element.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => url !== '');
    const query = new URL(url).searchParams;
    expect(query.get('connector_ids')).to.equal('3,59');
    expect(query.get('state')).not.to.equal(state);
    const again = finishFlow({url: `/cb?state=${query.get('state') ?? ''}&connection_id=7`});
    expect(again).to.deep.include({kind: 'success', context: {basket: 1}, returnTo: '/shop'});
  });

  it('retries a flow with a code only if it can request a new one', async () => {
    arrive(`state=${await start('reconnect', {code: 'c', connectionId: 46})}&error=server_error`);
    const known = html`<budgea-callback domain="demo" client-id="17473055"></budgea-callback>`;
    expect(stepsOf(await callback(known))).to.deep.equal(['Go back']);

    arrive(`state=${await start('reconnect', {code: 'c', connectionId: 46})}&error=server_error`);
    backEnd.answer(() => Response.json({code: 'fresh'}));
    const element = await callback(
      html`<budgea-callback domain="demo" client-id="17473055" code-url="/api/code"></budgea-callback>`,
    );
    let url = '';
    element.addEventListener('budgea-leave', (event) => {
      event.preventDefault();
      ({url} = event);
    });
    element.shadowRoot?.querySelector('button')?.click();
    await waitUntil(() => url !== '');
    expect(new URL(url).searchParams.get('code')).to.equal('fresh');
    expect(new URL(url).searchParams.get('connection_id')).to.equal('46');
  });

  it('is in French if the page is', async () => {
    arrive(`state=${await start('transfer')}&error=tos_declined`);
    const element = await callback(
      html`<budgea-callback lang="fr" domain="demo" client-id="17473055"></budgea-callback>`,
    );
    expect(textOf(element, 'status')).to.include('Vous n’avez pas accepté les conditions');
    expect(stepsOf(element)).to.deep.equal(['Réessayer', 'Retour']);
  });

  it('shows a message if there is nothing to finish', async () => {
    arrive('nothing');
    const element = await callback(html`<budgea-callback return-to="/home"></budgea-callback>`);
    expect(element.result).to.deep.equal({kind: 'none'});
    expect(textOf(element, 'status')).to.equal('There is nothing to finish here.');
    expect(element.shadowRoot?.querySelector('a')?.getAttribute('href')).to.equal(`${location.origin}/home`);
  });

  it('links only to its own origin', async () => {
    const element = await callback(html`<budgea-callback return-to="javascript:alert(1)"></budgea-callback>`);
    expect(element.shadowRoot?.querySelector('a')?.getAttribute('href')).to.equal(`${location.origin}/`);
  });
});
