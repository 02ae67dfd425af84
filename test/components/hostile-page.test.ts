import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {
  BudgeaCallbackElement,
  BudgeaDoneEvent,
  BudgeaLeaveEvent,
  BudgeaResultEvent,
} from '../../src/index.js';
import {startFlow} from '../../src/flows/index.js';
import {arrive, goBackToStart} from '../support/arrive.js';
import {FakeBackEnd} from '../support/back-end.js';
import {polluted} from '../support/polluted.js';

const CODE = '/JiDppWgbmc+5ztHIUJtHl0ynYfw682Z';

const RECEIVED = `connection_id=46&code=${encodeURIComponent(CODE)}`;

describe('on a hostile page, <budgea-callback>', () => {
  let backEnd: FakeBackEnd;
  let clobbers: HTMLElement | undefined;

  beforeEach(() => {
    backEnd = new FakeBackEnd();
    backEnd.answer(() => new Response(null, {status: 204}));
  });

  afterEach(() => {
    clobbers?.remove();
    backEnd.restore();
    localStorage.clear();
    goBackToStart();
  });

  /** Puts an element into the page whose name hides a property of the document. */
  function hide(name: string): void {
    clobbers = document.body.appendChild(Object.assign(document.createElement('form'), {name}));
  }

  for (const name of ['importNode', 'createElement', 'readyState', 'documentElement', 'activeElement']) {
    it(`hands the code over if markup hides document.${name}`, async () => {
      await arrive('connect', RECEIVED);
      const element = document.createElement('budgea-callback');
      element.setAttribute('token-url', '/token');
      const holder = await fixture<HTMLElement>(html`<div></div>`);
      hide(name);
      const result = oneEvent<BudgeaResultEvent>(holder, 'budgea-result');
      const done = oneEvent<BudgeaDoneEvent>(holder, 'budgea-done');
      holder.append(element);
      expect((await result).result).to.include({kind: 'success', code: CODE});
      expect((await done).result).to.include({kind: 'success'});
      expect(backEnd.requests.map(({init}) => init.body)).to.deep.equal([JSON.stringify({code: CODE})]);
    });
  }

  it('hands the code over if it cannot be rendered', async () => {
    await arrive('connect', RECEIVED);
    const element = document.createElement('budgea-callback');
    Object.defineProperty(element, 'render', {
      value: () => {
        throw new Error('of a test');
      },
    });
    element.setAttribute('token-url', '/token');
    const unhandled: unknown[] = [];
    const onUnhandled = (event: PromiseRejectionEvent): void => {
      event.preventDefault();
      unhandled.push(event.reason);
    };
    addEventListener('unhandledrejection', onUnhandled);
    const holder = await fixture<HTMLElement>(html`<div></div>`);
    const done = oneEvent(holder, 'budgea-done');
    holder.append(element);
    await done;
    expect(backEnd.requests).to.have.lengthOf(1);
    await waitUntil(() => unhandled.length > 0, 'the error is not hidden');
    removeEventListener('unhandledrejection', onUnhandled);
  });

  it('shows, sends and follows nothing from a polluted prototype', async () => {
    await arrive('connect', 'connection_id=46');
    const theirs = Object.fromEntries(
      [
        'code',
        'owner',
        'returnTo',
        'context',
        'kind',
        'message',
        'alert',
        'actions',
        'saving',
        'flow',
        'attempt',
      ].map((name) => [name, '@evil.example/']),
    );
    await polluted({...theirs, saveCode: () => undefined, tokenUrl: '/theirs'}, async () => {
      const element = await fixture<BudgeaCallbackElement>(
        html`<budgea-callback .texts=${{goOn: 'Go on'}}></budgea-callback>`,
      );
      await waitUntil(() => element.shadowRoot?.querySelector('a'));
      expect(element.shadowRoot?.textContent.replace(/\s+/g, ' ').trim()).to.equal(
        'Your account is connected. Go on',
      );
      expect(element.shadowRoot?.querySelector('a')?.href).to.equal(`${location.origin}/`);
      expect(backEnd.requests).to.deep.equal([]);
    });
  });
});

describe('on a hostile page, <budgea-connect>', () => {
  const {fetch} = globalThis;

  afterEach(() => {
    globalThis.fetch = fetch;
    localStorage.clear();
  });

  it('takes no function from a polluted prototype', async () => {
    const element = await fixture(html`
      <budgea-connect domain="demo" client-id="1" redirect-uri="/callback"></budgea-connect>
    `);
    const theirs = {code: () => 'theirs', saveCode: () => 'theirs', fetch: () => Promise.reject(new Error())};
    await polluted(theirs, async () => {
      const leave = oneEvent<BudgeaLeaveEvent>(element, 'budgea-leave');
      element.addEventListener('budgea-leave', (event) => {
        event.preventDefault();
      });
      element.shadowRoot?.querySelector('button')?.click();
      expect((await leave).url).not.to.include('theirs');
    });
  });

  it('starts in a language if markup hides the language of the document', async () => {
    const form = document.body.appendChild(document.createElement('form'));
    form.name = 'documentElement';
    form.append(Object.assign(document.createElement('input'), {name: 'lang'}));
    const left: string[] = [];
    await startFlow('connect', {
      service: 'powens',
      domain: 'demo',
      clientId: 1,
      redirectUri: `${location.origin}/callback`,
      navigate: (url) => {
        left.push(url);
      },
    });
    form.remove();
    expect(left[0]).to.match(/^https:\/\/webview\.powens\.com\/[a-z]{2}\/connect\?/);
  });
});
