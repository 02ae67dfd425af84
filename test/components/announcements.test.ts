import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {LitElement} from 'lit';
import '../../src/define.js';
import type {
  BudgeaConnectElement,
  BudgeaConnectionElement,
  BudgeaConnectionsElement,
} from '../../src/index.js';
import type {Flow} from '../../src/flows/index.js';
import {arrive, arriveAt, goBackToStart} from '../support/arrive.js';
import {FakeBackEnd} from '../support/back-end.js';
import {connection, WRONGPASS} from '../support/connections.js';

type Announcement = readonly [politeness: 'polite' | 'assertive', text: string];

const WAIT = ['polite', 'One moment, please…'] as const;
const START_FAILED = ['assertive', 'The page could not be opened. Please try again in a moment.'] as const;
const START_IMPOSSIBLE = [
  'assertive',
  'This site cannot open the page for you. Trying again will not help: please contact the site.',
] as const;
const SAVING = ['polite', 'Almost done. Please keep this page open…'] as const;
const SAVE_FAILED = [
  'assertive',
  'All went well at your bank, but we could not finish on our side. Please try again.',
] as const;
const SAVE_REFUSED = [SAVE_FAILED[0], SAVE_FAILED[1].replace('try again', 'start again')] as const;
const LOAD_FAILED = ['assertive', 'Your banks could not be loaded. Please try again in a moment.'] as const;
const CONNECTED = ['polite', 'Your account is connected.'] as const;

/**
 * Collects what a screen reader announces from an element's live regions: each new text that is not empty.
 *
 * Like screen readers, it skips a status that is added with its text, and reads such an alert.
 */
class Listener {
  #heard: Announcement[] = [];
  readonly #root: ParentNode;
  readonly #known = new Map<Element, string>();
  readonly #observer = new MutationObserver(() => {
    this.#listen();
  });

  constructor(element: LitElement) {
    this.#root = element.renderRoot;
    for (const region of this.#regions) this.#known.set(region, textOf(region));
    this.#observer.observe(this.#root, {subtree: true, childList: true, characterData: true});
  }

  /** Returns the announcements since the last call. */
  async heard(atLeast = 0): Promise<readonly Announcement[]> {
    await waitUntil(() => this.#heard.length >= atLeast);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const heard = this.#heard;
    this.#heard = [];
    return heard;
  }

  get #regions(): readonly Element[] {
    return [...this.#root.querySelectorAll('[role=status], [role=alert]')];
  }

  #listen(): void {
    for (const region of this.#regions) {
      const before = this.#known.get(region);
      const now = textOf(region);
      this.#known.set(region, now);
      const isAlert = region.getAttribute('role') === 'alert';
      if (now === '' || now === before || (before === undefined && !isAlert)) continue;
      if (getComputedStyle(region).visibility !== 'visible' || region.getClientRects().length === 0) continue;
      this.#heard.push([isAlert ? 'assertive' : 'polite', now]);
    }
  }
}

function textOf(element: Element): string {
  // a screen reader pauses between two blocks
  return (element as HTMLElement).innerText.replace(/\s+/g, ' ').trim();
}

function press(element: LitElement): void {
  element.renderRoot.querySelector('button')?.click();
}

async function callback(tokenUrl?: string): Promise<readonly [LitElement, Listener]> {
  const element = await fixture<LitElement>(html`
    <budgea-callback domain="demo" client-id="1" code-url="/code" token-url=${tokenUrl ?? ''}></budgea-callback>
  `);
  return [element, new Listener(element)];
}

describe('what a screen reader announces', () => {
  let backEnd: FakeBackEnd;
  const fails = (status: number) => () => Response.json({error: 'code-refused'}, {status});
  const stay = (event: Event): void => {
    event.preventDefault();
  };

  async function panel(...connections: readonly object[]): Promise<[BudgeaConnectionsElement, Listener]> {
    let release: (answer: Response) => void = () => undefined;
    backEnd.answer(() => new Promise((resolve) => (release = resolve)));
    const element = await fixture<BudgeaConnectionsElement>(
      html`<budgea-connections connections-url="/connections"></budgea-connections>`,
    );
    const listener = new Listener(element);
    release(Response.json({connections}));
    backEnd.answer(() => Response.json({connections}));
    return [element, listener];
  }

  beforeEach(() => {
    backEnd = new FakeBackEnd();
    document.addEventListener('budgea-leave', stay);
  });

  afterEach(() => {
    backEnd.restore();
    document.removeEventListener('budgea-leave', stay);
    localStorage.clear();
    goBackToStart();
  });

  it('is one polite message that a button is pending, then one alert that it failed, each time', async () => {
    backEnd.answer(fails(500));
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/code"></budgea-connect>`,
    );
    const listener = new Listener(element);
    for (let time = 0; time < 2; time += 1) {
      press(element);
      expect(await listener.heard(2)).to.deep.equal([WAIT, START_FAILED]);
    }
    expect(element.shadowRoot?.querySelector('slot:not([name])')?.textContent).to.equal('Connect a bank');
  });

  it('is nothing more after the page was left and restored', async () => {
    backEnd.hang();
    const element = await fixture<BudgeaConnectElement>(
      html`<budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/code"></budgea-connect>`,
    );
    const listener = new Listener(element);
    press(element);
    expect(await listener.heard(1)).to.deep.equal([WAIT]);
    dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    expect(await listener.heard()).to.be.empty;
  });

  const results: readonly [title: string, flow: Flow | undefined, answer: string, words: string][] = [
    ['a success of connect', 'connect', 'connection_id=46', 'Your account is connected.'],
    ['a success of reconnect', 'reconnect', '', 'Your connection is working.'],
    ['a success of manage', 'manage', '', 'You are back.'],
    ['a success of transfer', 'transfer', 'transfer_id=22', 'Your transfer is on its way.'],
    [
      'a payment that the bank accepted',
      'payment',
      'id_payment=31&payment_state=accepted',
      'Your bank has accepted your payment.',
    ],
    ['a payment without a state', 'payment', 'id_payment=31', 'Nothing has been refused so far'],
    [
      'a refused payment',
      'payment',
      'id_payment=31&error_code=insufficientFunds',
      'The payment was refused, so nothing was paid.',
    ],
    ['a cancel', 'connect', 'error=access_denied', 'You stopped before the end.'],
    ['a failure', 'connect', 'error=server_error', 'The service had a problem'],
    ['an answer that lacks its part', 'connect', '', 'We did not get a full answer.'],
    [
      'a foreign answer',
      undefined,
      'state=foreign&connection_id=46',
      'This was not started in this browser.',
    ],
    ['a crooked address', 'connect', 'connection_id=46&connection_id=47', 'The address of this page'],
    ['no answer at all', undefined, 'x=1', 'There is nothing to finish here.'],
  ];
  for (const [title, flow, answer, words] of results) {
    it(`is ${title}, once and politely, and the focus does not move`, async () => {
      if (flow) await arrive(flow, answer);
      else arriveAt(answer);
      const [, listener] = await callback();
      const heard = await listener.heard(1);
      expect(heard).to.have.lengthOf(1);
      expect(heard[0]?.[0]).to.equal('polite');
      expect(heard[0]?.[1]).to.include(words);
      expect(document.activeElement?.localName).to.equal('body');
    });
  }

  it('is the wait for the back end, then the success', async () => {
    backEnd.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return new Response(null, {status: 204});
    });
    await arrive('connect', 'connection_id=46&code=c');
    const [, listener] = await callback('/token');
    expect(await listener.heard(2)).to.deep.equal([SAVING, CONNECTED]);
  });

  it('is that saving a code failed, after each try', async () => {
    backEnd.answer(fails(500));
    await arrive('connect', 'connection_id=46&code=c');
    const [element, listener] = await callback('/token');
    expect(await listener.heard(2)).to.deep.equal([SAVING, SAVE_FAILED]);
    press(element);
    expect(await listener.heard(2)).to.deep.equal([SAVING, SAVE_FAILED]);
    backEnd.answer(() => new Response(null, {status: 204}));
    press(element);
    expect(await listener.heard(2)).to.deep.equal([SAVING, CONNECTED]);
  });

  it('is that a code was refused, once, however often the user starts over', async () => {
    backEnd.answer(fails(400));
    await arrive('connect', 'connection_id=46&code=c');
    const [element, listener] = await callback('/token');
    element.setAttribute('redirect-uri', 'javascript:void 0');
    expect(await listener.heard(2)).to.deep.equal([SAVING, SAVE_REFUSED]);
    for (let time = 0; time < 2; time += 1) {
      press(element);
      expect(await listener.heard(2)).to.deep.equal([WAIT, START_IMPOSSIBLE]);
    }
  });

  it('is that the same flow starts again, or that the start failed', async () => {
    backEnd.answer(fails(500));
    await arrive('reconnect', 'error=server_error');
    const [element, listener] = await callback();
    await listener.heard(1);
    press(element);
    expect(await listener.heard(2)).to.deep.equal([WAIT, START_FAILED]);
    backEnd.answer(() => Response.json({code: 'fresh'}));
    press(element);
    expect(await listener.heard(1)).to.deep.equal([WAIT]);
  });

  it('is nothing if the page cancels the result', async () => {
    await arrive('connect', 'connection_id=46');
    const holder = await fixture(html`<div></div>`);
    holder.addEventListener('budgea-result', stay);
    holder.innerHTML = '<budgea-callback></budgea-callback>';
    const element = holder.firstElementChild as LitElement;
    await element.updateComplete;
    const listener = new Listener(element);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(await listener.heard()).to.be.empty;
  });

  it("is a connection's new error, once, with the bank's own words, and nothing when it is over", async () => {
    const element = await fixture<BudgeaConnectionElement>(html`<budgea-connection></budgea-connection>`);
    const listener = new Listener(element);
    element.error = 'wrongpass';
    element.errorMessage = 'Two tries left.';
    expect(await listener.heard(1)).to.deep.equal([
      [
        'polite',
        'Your bank refused the sign-in details. Please reconnect and enter them again. Two tries left.',
      ],
    ]);
    element.error = 'bug';
    element.errorMessage = null;
    const heard = await listener.heard(1);
    expect(heard.map(([politeness]) => politeness)).to.deep.equal(['polite']);
    element.error = null;
    expect(await listener.heard()).to.be.empty;
  });

  it('is how many banks there are once they are loaded, and nothing if they are loaded again', async () => {
    const [element, listener] = await panel(connection('1'), connection('2', WRONGPASS));
    expect(await listener.heard(1)).to.deep.equal([['polite', '1 connected 1 to check']]);
    await element.reload();
    expect(await listener.heard()).to.be.empty;
  });

  it('is one alert that they cannot be loaded', async () => {
    const [element, listener] = await panel();
    await listener.heard(1);
    backEnd.answer(fails(500));
    await element.reload();
    expect(await listener.heard(1)).to.deep.equal([LOAD_FAILED]);
  });

  it('is which bank is disconnected, and how many are left', async () => {
    const [element, listener] = await panel(connection('1'), connection('2'));
    await listener.heard(1);
    const disconnect = [...element.renderRoot.querySelectorAll('button')].find(
      ({textContent}) => textContent.trim() === 'Disconnect Banque 2',
    );
    disconnect?.click();
    await element.updateComplete;
    backEnd.answer(() => new Response(null, {status: 204}));
    [...element.renderRoot.querySelectorAll<HTMLElement>('dialog button')].at(-1)?.click();
    const heard = await listener.heard(2);
    expect(heard).to.have.deep.members([
      ['polite', 'Banque 2 is disconnected.'],
      ['polite', '1 connected'],
    ]);
  });
});
