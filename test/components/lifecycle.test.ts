import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import {LitElement, type TemplateResult} from 'lit';
import {repeat} from 'lit/directives/repeat.js';
import '../../src/define.js';
import {
  BudgeaCallbackElement,
  BudgeaConnectElement,
  BudgeaConnectionElement,
  BudgeaConnectionsElement,
  type BudgeaErrorEvent,
  BudgeaWebviewElement,
} from '../../src/index.js';
import {FakeBackEnd} from '../support/back-end.js';
import {connection, FETCHING} from '../support/connections.js';
import {Departures} from '../support/departures.js';
import {ELEMENT_TAGS} from '../support/element-tags.js';

const CLASSES = {
  BudgeaConnectElement,
  BudgeaConnectionElement,
  BudgeaConnectionsElement,
  BudgeaCallbackElement,
  BudgeaWebviewElement,
};

function buttonOf(element: Element): HTMLButtonElement {
  return element.shadowRoot?.querySelector('button') as HTMLButtonElement;
}

/** Counts the listeners on the window and the document, and all mutation observers. */
class Listeners {
  readonly listeners = new Map<string, Set<unknown>>();
  readonly observers = new Set<MutationObserver>();
  readonly #add = EventTarget.prototype.addEventListener;
  readonly #remove = EventTarget.prototype.removeEventListener;
  readonly #observe = MutationObserver.prototype.observe;
  readonly #disconnect = MutationObserver.prototype.disconnect;

  constructor() {
    const {listeners, observers} = this;
    const listenersOf = (target: EventTarget, type: string): Set<unknown> | undefined => {
      if (target !== window && target !== document) return undefined;
      if (!listeners.has(type)) listeners.set(type, new Set());
      return listeners.get(type);
    };
    const [add, remove, observe, disconnect] = [this.#add, this.#remove, this.#observe, this.#disconnect];
    EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, ...given): void {
      const [type, listener, options] = given;
      const counted = listenersOf(this ?? window, type);
      counted?.add(listener);
      const signal = typeof options === 'object' ? options.signal : undefined;
      signal?.addEventListener('abort', () => counted?.delete(listener));
      add.apply(this ?? window, given);
    };
    EventTarget.prototype.removeEventListener = function (this: EventTarget | undefined, ...given): void {
      listenersOf(this ?? window, given[0])?.delete(given[1]);
      remove.apply(this ?? window, given);
    };
    MutationObserver.prototype.observe = function (this: MutationObserver, ...given): void {
      observers.add(this);
      observe.apply(this, given);
    };
    MutationObserver.prototype.disconnect = function (this: MutationObserver): void {
      observers.delete(this);
      disconnect.apply(this);
    };
  }

  /** The listeners and observers that were not removed. */
  get left(): readonly string[] {
    const listening = [...this.listeners].flatMap(([type, {size}]) => Array.from({length: size}, () => type));
    return [...listening, ...[...this.observers].map(() => 'a MutationObserver')];
  }

  stop(): void {
    EventTarget.prototype.addEventListener = this.#add;
    EventTarget.prototype.removeEventListener = this.#remove;
    MutationObserver.prototype.observe = this.#observe;
    MutationObserver.prototype.disconnect = this.#disconnect;
  }
}

/** A list that can change the order of its buttons. */
class ReorderedList extends LitElement {
  static override properties = {clients: {}};
  declare clients: readonly string[];

  protected override render(): TemplateResult {
    return html`${repeat(
      this.clients,
      (client) => client,
      (client) => html`
        <budgea-connect domain="demo" client-id=${client} redirect-uri="/cb" code-url="/api/code"></budgea-connect>
      `,
    )}`;
  }

  buttonOf(client: string): BudgeaConnectElement {
    return this.renderRoot.querySelector<BudgeaConnectElement>(`[client-id='${client}']`)!;
  }
}
customElements.define('reordered-list', ReorderedList);

describe('an element that comes and goes', () => {
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

  for (const tag of ELEMENT_TAGS) {
    it(`leaves no listener and no observer behind after <${tag}> was added and removed 1,000 times`, async () => {
      const listeners = new Listeners();
      const most: number[] = [];
      try {
        const element = document.createElement(tag);
        for (let round = 0; round < 1000; round += 1) {
          document.body.append(element);
          if (round === 0) await element.updateComplete;
          most.push(listeners.left.length);
          element.remove();
        }
        await Promise.resolve();
        // the page is loaded, so nothing waits for that
        expect(listeners.left).to.deep.equal([]);
        expect(Math.max(...most)).to.equal(most[0]);
      } finally {
        listeners.stop();
      }
    });
  }

  it('leaves no listener behind after a failed start and a pending one', async () => {
    const listeners = new Listeners();
    try {
      for (const fails of [true, false]) {
        if (fails) backEnd.answer(() => new Response('', {status: 500}));
        else backEnd.hang();
        const element = await fixture<BudgeaConnectElement>(html`
          <budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>
        `);
        const start = element.start();
        if (fails) await start;
        expect(listeners.left).to.include('pageshow');
        element.remove();
        await waitUntil(() => listeners.left.length === 0);
      }
    } finally {
      listeners.stop();
    }
  });

  it('leaves no listener, no request and no pause behind while connections are being loaded', async () => {
    const listeners = new Listeners();
    try {
      for (const isFetching of [false, true]) {
        if (isFetching) backEnd.answer(() => Response.json({connections: [connection('46', FETCHING)]}));
        else backEnd.hang();
        const before = backEnd.requests.length;
        const element = await fixture<BudgeaConnectionsElement>(
          html`<budgea-connections connections-url="/connections"></budgea-connections>`,
        );
        await waitUntil(() => backEnd.requests.length > before);
        if (isFetching) await waitUntil(() => element.shadowRoot?.querySelector('[part=state]'));
        expect(listeners.left).to.include.members(['pageshow', 'storage', 'visibilitychange']);
        element.remove();
        if (!isFetching) expect(backEnd.requests.at(-1)?.init.signal?.aborted).to.equal(true);
        await waitUntil(() => listeners.left.length === 0);
      }
    } finally {
      listeners.stop();
    }
  });

  it('keeps its status when a list changes its order', async () => {
    const list = await fixture<ReorderedList>(
      html`<reordered-list .clients=${['1', '2', '3']}></reordered-list>`,
    );
    backEnd.hang();
    buttonOf(list.buttonOf('1')).click();
    await waitUntil(() => backEnd.requests.length === 1);
    backEnd.answer(() => new Response('', {status: 500}));
    await list.buttonOf('2').start();
    const before = list.buttonOf('1');
    list.clients = ['3', '2', '1'];
    await list.updateComplete;
    await before.updateComplete;
    expect(list.buttonOf('1') === before).to.equal(true);
    expect(before.matches(':state(pending)')).to.equal(true);
    expect(list.buttonOf('2').shadowRoot?.querySelector('[role=alert]')?.textContent).to.include('could not');
    expect(list.buttonOf('3').matches(':state(pending)')).to.equal(false);
    expect(backEnd.requests[0]?.init.signal?.aborted).to.equal(false);
  });

  it('keeps the properties that were set before it was upgraded', async () => {
    for (const [name, Class] of Object.entries(CLASSES)) {
      const tag = `late-${name.toLowerCase()}`;
      const element = document.createElement(tag);
      const given = {
        clientId: 17473055,
        domain: 'demo',
        redirectUri: '/cb',
        returnTo: '/home',
        target: '_top',
      };
      Object.assign(element, given);
      document.body.append(element);
      customElements.define(tag, class extends (Class as unknown as typeof BudgeaConnectElement) {});
      await document.querySelector<BudgeaConnectElement>(tag)?.updateComplete;
      expect(element, name).to.be.instanceOf(Class);
      for (const [property, value] of Object.entries(given)) {
        expect((element as unknown as Record<string, unknown>)[property], `${name}.${property}`).to.equal(
          value,
        );
        expect(Object.hasOwn(element, property), `${name}.${property}`).to.equal(false);
      }
      element.remove();
    }
  });

  it('leaves with the properties that were set before it was upgraded', async () => {
    const early = document.createElement('late-button');
    Object.assign(early, {
      domain: 'demo',
      clientId: 1,
      redirectUri: '/cb',
      connectorIds: [3, 59],
      disabled: true,
    });
    early.setAttribute('client-id', '2');
    document.body.append(early);
    customElements.define('late-button', class extends BudgeaConnectElement {});
    const element = document.querySelector<BudgeaConnectElement>('late-button')!;
    await element.updateComplete;
    expect(buttonOf(element).disabled).to.equal(true);
    element.disabled = false;
    await element.start();
    element.remove();
    expect(departures.query.get('connector_ids')).to.equal('3,59');
    expect(departures.query.get('client_id'), 'a property counts more than an attribute').to.equal('1');
  });

  it('has its own state if two are pressed at once', async () => {
    const pair = await fixture(html`
      <div>
        <budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code"></budgea-connect>
        <budgea-connect domain="demo" client-id="2" redirect-uri="/cb" code-url="/api/code"></budgea-connect>
      </div>
    `);
    const answers: ((response: Response) => void)[] = [];
    backEnd.answer(() => new Promise((resolve) => answers.push(resolve)));
    for (const element of pair.children) buttonOf(element).click();
    await waitUntil(() => answers.length === 2);
    answers[1]?.(Response.json({code: 'second'}));
    answers[0]?.(Response.json({code: 'first'}));
    await waitUntil(() => departures.events.length === 2);
    const sent = departures.events.map(({url}) => new URL(url).searchParams);
    const codes = sent.map((query) => [query.get('client_id'), query.get('code')].join());
    expect(codes.sort()).to.deep.equal(['1,first', '2,second']);
    expect(new Set(sent.map((query) => query.get('state'))).size).to.equal(2);
    expect(
      JSON.stringify(localStorage).match(/"flow/g) ?? JSON.stringify(localStorage).match(/\\"flow/g),
    ).to.have.lengthOf(2);
  });

  it('refuses a wrong target before it asks for a code', async () => {
    backEnd.answer(() => Response.json({code: 'c'}));
    const element = await fixture<BudgeaConnectElement>(html`
      <budgea-connect domain="demo" client-id="1" redirect-uri="/cb" code-url="/api/code" target="_blank"></budgea-connect>
    `);
    const told = oneEvent<BudgeaErrorEvent>(element, 'budgea-error');
    await element.start();
    const {error} = await told;
    expect(error.code).to.equal('invalid-parameter');
    expect(error.message).to.include('target must be one of _self, _top');
    expect(backEnd.requests.length).to.equal(0);
  });
});
