import {expect, fixture, html, oneEvent, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import '../../src/languages/de.js';
import '../../src/languages/es.js';
import '../../src/languages/it.js';
import '../../src/languages/nl.js';
import '../../src/languages/pt.js';
import type {BudgeaConnectionsElement, BudgeaConnectionsEvent, BudgeaErrorEvent} from '../../src/index.js';
import {connection, endingIn, FETCHING, WRONGPASS} from '../support/connections.js';
import {Departures} from '../support/departures.js';

interface Sent {
  readonly url: string;
  readonly init: RequestInit;
}

const URL = '/api/budgea/connections';

describe('<budgea-connections>', () => {
  let connections: unknown;
  let answers: Record<string, () => Response | Promise<Response>>;
  let sent: Sent[];

  const send = (url: string, init: RequestInit): Promise<Response> => {
    sent.push({url, init});
    const own = answers[init.method ?? ''];
    return Promise.resolve(own ? own() : Response.json({connections}));
  };

  beforeEach(() => {
    connections = [];
    answers = {};
    sent = [];
  });

  /** Shows a panel, and waits for its first answer. */
  async function show(
    shown: unknown,
    template = html`<budgea-connections connections-url=${URL} .fetch=${send}></budgea-connections>`,
  ): Promise<BudgeaConnectionsElement> {
    connections = shown;
    const element = await fixture<BudgeaConnectionsElement>(template);
    await waitUntil(() => element.shadowRoot?.querySelector('.skeleton') === null);
    await element.updateComplete;
    return element;
  }

  function all(element: Element, selector: string): HTMLElement[] {
    return Array.from(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []);
  }

  function textOf(element: Element, selector: string): string {
    return all(element, selector)
      .map((one) => one.textContent.trim().replace(/\s+/g, ' '))
      .join(' | ');
  }

  function button(element: Element, label: string): HTMLElement {
    const found = all(element, 'button, budgea-reconnect, budgea-manage').find((one) =>
      one.textContent.trim().replace(/\s+/g, ' ').startsWith(label),
    );
    if (!found) throw new Error(`no button ${label}`);
    return found;
  }

  const methods = (): string[] => sent.map(({init}) => init.method ?? '');

  it('shows the same height of rows while it loads, then each bank with its state in words and the date', async () => {
    answers.GET = () => new Promise(() => undefined);
    connections = [];
    const element = await fixture<BudgeaConnectionsElement>(
      html`<budgea-connections connections-url=${URL} .fetch=${send}></budgea-connections>`,
    );
    expect(textOf(element, '[part=summary]')).to.equal('Loading your banks…');
    expect(element.shadowRoot?.querySelector('[aria-busy=true]')).to.exist;
    const before = all(element, 'li')[0]?.offsetHeight ?? 0;
    delete answers.GET;
    connections = [connection('46')];
    await element.reload();
    await element.updateComplete;
    expect(all(element, 'li')[0]?.offsetHeight).to.be.closeTo(before, 12);
    expect(textOf(element, '[part=name]')).to.equal('Banque 46');
    expect(textOf(element, '[part=state]')).to.equal('Connected');
    expect(textOf(element, '[part=details]')).to.match(/^Accounts: 3 Data as of Jan 12, 2026/);
    expect(element.shadowRoot?.querySelector('time')?.dateTime).to.equal('2026-01-12T08:30:00.000Z');
    await expect(element).to.be.accessible();
  });

  it('counts them in words, and tells the page by an event', async () => {
    const told: BudgeaConnectionsEvent[] = [];
    const onEvent = (event: BudgeaConnectionsEvent): void => void told.push(event);
    document.addEventListener('budgea-connections', onEvent);
    const element = await show([
      connection('1'),
      connection('2', WRONGPASS),
      connection('3', endingIn(5)),
      connection('4', FETCHING),
    ]);
    expect(textOf(element, '[part=summary] > span')).to.equal('1 connected | 2 to check | 1 being fetched');
    await element.reload();
    connections = [connection('1')];
    await element.reload();
    document.removeEventListener('budgea-connections', onEvent);
    expect(
      told.map(({total, actionRequired, endingSoon, fetching}) => [
        total,
        actionRequired,
        endingSoon,
        fetching,
      ]),
    ).to.deep.equal([
      [4, 1, 1, 1],
      [1, 0, 0, 0],
    ]);
  });

  it('counts each connection once', async () => {
    const shown = [
      connection('1', FETCHING),
      connection('2', {...WRONGPASS, isFetching: true}),
      connection('3', {...endingIn(5), isFetching: true}),
      connection('4', {remedy: {kind: 'known', error: 'websiteUnavailable', who: 'nobody', action: 'wait'}}),
    ];
    for (const [index, words] of ['1 being fetched', '1 to check', '1 to check', '1 connected'].entries()) {
      const element = await show(shown.slice(index, index + 1));
      expect(textOf(element, '[part=summary] > span')).to.equal(words);
    }
    const told = oneEvent<BudgeaConnectionsEvent>(document, 'budgea-connections');
    await show(shown);
    const {total, actionRequired, endingSoon, fetching} = await told;
    expect([total, actionRequired, endingSoon, fetching]).to.deep.equal([4, 1, 1, 1]);
  });

  it('tells when the service tries again, but only of a bank that the service tries again', async () => {
    const nextTryAt = new Date(Date.now() + 3_600_000).toISOString();
    const waiting = {remedy: {kind: 'known', error: 'websiteUnavailable', who: 'nobody', action: 'wait'}};
    const element = await show([
      connection('1', {...waiting, nextTryAt}),
      connection('2', {...WRONGPASS, nextTryAt}),
      connection('3', {nextTryAt}),
      connection('4', {...waiting, nextTryAt: '2026-01-12T08:30:00Z'}),
      connection('5', {...waiting, nextTryAt: null}),
    ]);
    const tries = all(element, '[part=details]').map(
      (details) => /Next try: .*/.exec(details.textContent.replace(/\s+/g, ' ')) !== null,
    );
    expect(tries).to.deep.equal([true, false, false, false, false]);
    expect(all(element, 'li:first-child time')[1]?.getAttribute('datetime')).to.equal(nextTryAt);
  });

  it('says that the other accounts are still updated if only one of several sources has a problem', async () => {
    const source = (name: string, state: string | null): object => ({name, state, consentEndsAt: null});
    const element = await show([
      connection('1', {
        ...WRONGPASS,
        sources: [source('openapi', null), source('directaccess', 'wrongpass')],
      }),
      connection('2', {
        ...WRONGPASS,
        sources: [source('openapi', 'bug'), source('directaccess', 'wrongpass')],
      }),
      connection('3', {...WRONGPASS, sources: [source('openapi', 'wrongpass')]}),
      connection('4', {sources: [source('openapi', null), source('directaccess', null)]}),
      connection('5', {...WRONGPASS, sources: 'x'}),
    ]);
    const told = all(element, 'li').map((row) => row.textContent.includes('Only some accounts'));
    expect(told).to.deep.equal([true, false, false, false, false]);
  });

  it('says nothing of a first synchronisation that does not run', async () => {
    const element = await show([connection('46', {...FETCHING, isFetching: false})]);
    expect(textOf(element, '[part=state]')).to.equal('Not being updated');
    expect(textOf(element, '[part=message]')).to.equal(
      'This connection does not work right now. Please look again later.',
    );
  });

  it('explains what each one needs, and has the button that helps', async () => {
    const element = await show([
      connection('1', WRONGPASS),
      connection('2', endingIn(5)),
      connection('3', {remedy: {kind: 'known', error: 'websiteUnavailable', who: 'nobody', action: 'wait'}}),
      connection('4', {remedy: {kind: 'known', error: 'actionNeeded', who: 'user', action: 'visit-bank'}}),
      connection('5', {remedy: {kind: 'unknown', error: 'new', who: 'unknown', action: 'unknown'}}),
      connection('6', {
        accounts: {count: 2, errors: [{name: 'Livret A', error: 'wrongpass', remedy: WRONGPASS.remedy}]},
      }),
    ]);
    const rows = all(element, 'li').map((row) => [
      row.querySelector('[part=state]')?.textContent.trim(),
      row.querySelector('[part=message]')?.textContent,
      row.querySelector('budgea-reconnect')?.textContent ?? '',
    ]);
    expect(rows[0]).to.deep.equal([
      'Your help is needed',
      'Your bank refused the sign-in details. Please reconnect and enter them again.',
      'Reconnect Banque 1',
    ]);
    expect(rows[1]?.[0]).to.equal('Connected');
    expect(rows[1]?.[1]).to.match(
      /consent for this connection ends on \w+ \d+, \d{4} \(in 5 days\)\. Please renew/,
    );
    expect(rows[1]?.[2]).to.equal('Renew consent Banque 2');
    expect(rows[2]?.[0]).to.equal('Interrupted for now');
    expect(rows[2]?.[2]).to.equal('');
    expect(rows[3]?.[0]).to.equal('Your help is needed');
    expect(rows[3]?.[2]).to.equal('');
    expect(rows[4]?.[0]).to.equal('Not being updated');
    expect(rows[5]?.[1]).to.match(/^Livret A – Your bank refused/);
    expect(rows[5]?.[2]).to.equal('Reconnect Banque 6');
    await expect(element).to.be.accessible();
  });

  it('has the same actions for a bank that works and for one that does not, each with a name of its own', async () => {
    const element = await show([
      connection('1'),
      connection('2', WRONGPASS),
      connection('3', {bank: {name: 'Banque 1', color: null, uuid: null}}),
    ]);
    const actions = all(element, 'li').map((row) =>
      [...row.querySelectorAll(':scope > div > [part=actions] > :not(budgea-reconnect, dialog)')].map((one) =>
        one.textContent.trim(),
      ),
    );
    expect(actions.map((names) => names.map((name) => name.replace(/ Banque.*/, '')))).to.deep.equal(
      Array(3).fill(['Get fresh data', 'Manage', 'Disconnect']),
    );
    const names = actions.flat();
    expect(new Set(names).size).to.equal(names.length);
  });

  it('takes its buttons to the webview with its own settings', async () => {
    const departures = new Departures();
    const element = await show(
      [connection('46', WRONGPASS)],
      html`<budgea-connections
        connections-url=${URL} .fetch=${send} domain="demo" client-id="1" redirect-uri="/cb" .code=${() => 'c'}
      ></budgea-connections>`,
    );
    for (const label of ['Reconnect', 'Manage']) {
      button(element, label).click();
      const count = departures.events.length + 1;
      await waitUntil(() => departures.events.length === count);
      expect(departures.query.get('connection_id')).to.equal('46');
    }
    departures.stop();
    localStorage.clear();
  });

  describe('disconnecting', () => {
    it('says what happens, and does nothing after a cancel', async () => {
      const element = await show([connection('46')]);
      button(element, 'Disconnect').focus();
      button(element, 'Disconnect').click();
      const dialog = element.shadowRoot?.querySelector('dialog') as HTMLDialogElement;
      await waitUntil(() => dialog.open);
      expect(textOf(element, 'dialog h3')).to.equal('Disconnect Banque 46?');
      expect(textOf(element, 'dialog p')).to.include('no longer get data');
      await expect(element).to.be.accessible();
      button(element, 'Cancel').click();
      await waitUntil(() => !dialog.open);
      expect(methods()).to.deep.equal(['GET']);
      expect(element.shadowRoot?.activeElement?.textContent).to.equal('Disconnect Banque 46');
    });

    it('deletes the connection, says so, and keeps the focus at the next bank', async () => {
      answers.DELETE = () => new Response(null, {status: 204});
      const element = await show([connection('46'), connection('47')]);
      button(element, 'Disconnect').focus();
      button(element, 'Disconnect').click();
      await waitUntil(() => element.shadowRoot?.querySelector('dialog')?.open);
      const told = oneEvent<BudgeaConnectionsEvent>(element, 'budgea-connections');
      all(element, 'dialog button')[1]?.click();
      expect((await told).total).to.equal(1);
      await element.updateComplete;
      expect(sent[1]).to.have.property('url', `${location.origin}${URL}/46`);
      expect(textOf(element, '[part=name]')).to.equal('Banque 47');
      expect(textOf(element, '.unseen[role=status]')).to.equal('Banque 46 is disconnected.');
      await waitUntil(() => element.shadowRoot?.activeElement?.textContent === 'Banque 47');
    });

    it('keeps the bank and says that it failed if the back end refuses', async () => {
      answers.DELETE = () => new Response('', {status: 503});
      const element = await show([connection('46')]);
      element.addEventListener('budgea-error', (event) => {
        event.preventDefault();
      });
      button(element, 'Disconnect').click();
      await waitUntil(() => element.shadowRoot?.querySelector('dialog')?.open);
      all(element, 'dialog button')[1]?.click();
      await waitUntil(() => textOf(element, 'li [role=alert]') !== '');
      expect(textOf(element, 'li [role=alert]')).to.include('did not work');
      expect(textOf(element, '[part=name]')).to.equal('Banque 46');
    });

    it('counts a connection as gone that the back end does not know any more', async () => {
      answers.DELETE = () => Response.json({error: 'unknown-connection'}, {status: 404});
      const element = await show([connection('46')]);
      button(element, 'Disconnect').click();
      await waitUntil(() => element.shadowRoot?.querySelector('dialog')?.open);
      all(element, 'dialog button')[1]?.click();
      await waitUntil(() => all(element, 'li').length === 0);
      expect(textOf(element, '[part=summary]')).to.equal('No bank is connected yet.');
    });
  });

  it('asks for fresh data beside its address, and shows that it is being fetched until it is there', async () => {
    answers.POST = () => Response.json({}, {status: 202});
    const element = await show([connection('46')]);
    button(element, 'Get fresh data').click();
    await waitUntil(() => textOf(element, '[part=state]') === 'Fetching your data');
    expect(sent[1]?.url).to.equal(`${location.origin}/api/budgea/refresh`);
    expect(sent[1]?.init.body).to.equal('{"connectionId":"46"}');
    expect(button(element, 'Get fresh data').ariaDisabled).to.equal('true');
    connections = [connection('46', {updatedAt: '2026-01-12T08:31:00Z'})];
    await element.reload();
    await element.updateComplete;
    expect(textOf(element, '[part=state]')).to.equal('Connected');
  });

  it('shows what the bank needs first if fresh data is refused for that', async () => {
    answers.POST = () => Response.json({error: 'action-needed'}, {status: 409});
    const element = await show([connection('46')]);
    element.addEventListener('budgea-error', (event) => {
      event.preventDefault();
    });
    connections = [connection('46', WRONGPASS)];
    button(element, 'Get fresh data').click();
    await waitUntil(() => textOf(element, '[part=state]') === 'Your help is needed');
    expect(element.shadowRoot?.querySelector('[role=alert]')).to.equal(null);
  });

  describe('while data is being fetched', () => {
    const {setTimeout: realSet, clearTimeout: realClear} = globalThis;
    const realNow = Date.now;
    let now: number;
    let timers: {id: number; run: () => void; at: number}[];

    beforeEach(() => {
      now = realNow();
      timers = [];
      let id = 1e9;
      Date.now = () => now;
      Object.assign(globalThis, {
        setTimeout: (run: () => void, time = 0): unknown => {
          // only the pauses between two requests, not the time limit of a request
          if (time < 2000 || time === 10_000) return realSet(run, time);
          timers.push({id: ++id, run, at: now + time});
          return id;
        },
        clearTimeout: (cleared: number): void => {
          timers = timers.filter((timer) => timer.id !== cleared);
          realClear(cleared);
        },
      });
    });

    afterEach(() => {
      Date.now = realNow;
      Object.assign(globalThis, {setTimeout: realSet, clearTimeout: realClear});
    });

    const pause = (): number | undefined => timers[0] && timers[0].at - now;

    /** Lets the pause pass, and waits for the next answer. */
    async function pass(element: BudgeaConnectionsElement): Promise<void> {
      const timer = timers.shift();
      if (!timer) throw new Error('it does not ask again');
      now = timer.at;
      const count = sent.length;
      timer.run();
      await new Promise((resolve) => realSet(resolve, 20));
      expect(sent.length).to.equal(count + 1);
      await element.updateComplete;
    }

    it('asks again after pauses that grow, until the data is there', async () => {
      const element = await show([connection('46', FETCHING)]);
      expect(textOf(element, '[part=state]')).to.equal('Fetching your data');
      expect(textOf(element, '[part=message]')).to.include('for the first time');
      expect(element.shadowRoot?.querySelector('[role=progressbar]')).to.exist;
      await expect(element).to.be.accessible();
      const pauses: (number | undefined)[] = [];
      for (let index = 0; index < 6; index++) {
        pauses.push(pause());
        await pass(element);
      }
      expect(pauses).to.deep.equal([2000, 4000, 8000, 16_000, 30_000, 30_000]);
      connections = [connection('46')];
      await pass(element);
      expect(textOf(element, '[part=state]')).to.equal('Connected');
      expect(timers).to.be.empty;
    });

    it('fires budgea-error once for each new problem, until it succeeds again', async () => {
      const errors: (number | undefined)[] = [];
      const element = await show([connection('46', FETCHING)]);
      element.addEventListener('budgea-error', (event) => {
        event.preventDefault();
        errors.push(event.error.status);
      });
      const passWith = async (status: number): Promise<void> => {
        answers.GET = () => (status === 200 ? Response.json({connections}) : new Response('', {status}));
        await pass(element);
      };
      for (const status of [503, 503, 500, 500, 200, 500]) await passWith(status);
      expect(errors).to.deep.equal([503, 500, 500]);
      await element.reload();
      expect(errors).to.deep.equal([503, 500, 500, 500]);
    });

    it('says after ten minutes that it takes longer than usual, and asks no more', async () => {
      const element = await show([connection('46', FETCHING)]);
      for (let index = 0; timers.length > 0 && index < 100; index++) await pass(element);
      expect(timers).to.be.empty;
      expect(textOf(element, '[part=message]')).to.include('longer than usual');
      expect(button(element, 'Disconnect')).to.exist;
    });

    it('asks nothing while the page is hidden, and at once when it is shown again', async () => {
      await show([connection('46', FETCHING)]);
      const hide = (hidden: boolean): void => {
        Object.defineProperty(document, 'hidden', {configurable: true, value: hidden});
        document.dispatchEvent(new Event('visibilitychange'));
      };
      hide(true);
      expect(timers).to.be.empty;
      const count = sent.length;
      hide(false);
      Reflect.deleteProperty(document, 'hidden');
      await waitUntil(() => sent.length === count + 1);
    });

    it('stops when it is removed while it asks for fresh data', async () => {
      let answer: (response: Response) => void = () => undefined;
      answers.POST = () =>
        new Promise((resolve) => {
          answer = resolve;
        });
      const element = await show([connection('46')]);
      button(element, 'Get fresh data').click();
      await waitUntil(() => methods().includes('POST'));
      element.remove();
      answer(Response.json({}, {status: 202}));
      await new Promise((resolve) => realSet(resolve, 20));
      expect(timers.length).to.equal(0);
    });

    it('stops when it is removed', async () => {
      const element = await show([connection('46', FETCHING)]);
      element.remove();
      expect(timers).to.be.empty;
    });
  });

  it('loads again when the back arrow restores the page, and when a flow succeeded in another tab', async () => {
    const element = await show([connection('46')]);
    dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    await waitUntil(() => sent.length === 2);
    const change = (value: object): StorageEvent =>
      new StorageEvent('storage', {
        key: 'budgea-webview:attempt:s',
        newValue: JSON.stringify({state: 's', flow: 'connect', time: 1, ...value}),
      });
    dispatchEvent(change({}));
    dispatchEvent(new StorageEvent('storage', {key: 'other', newValue: '{"used":true}'}));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(sent).to.have.lengthOf(2);
    dispatchEvent(change({used: true}));
    await waitUntil(() => sent.length === 3);
    element.remove();
  });

  it('keeps the row of each connection, whatever the next answer has', async () => {
    const element = await show([connection('1'), connection('2'), connection('3')]);
    const rows = (): Record<string, Element> =>
      Object.fromEntries(all(element, 'li').map((row) => [row.querySelector('h3')?.textContent ?? '', row]));
    const before = rows();
    connections = [connection('4'), connection('3'), connection('1', WRONGPASS)];
    button(element, 'Disconnect Banque 3').focus();
    await element.reload();
    await element.updateComplete;
    const after = rows();
    expect(Object.keys(after)).to.deep.equal(['Banque 1', 'Banque 3', 'Banque 4']);
    expect(after['Banque 1'] === before['Banque 1']).to.equal(true);
    expect(after['Banque 3'] === before['Banque 3']).to.equal(true);
    expect(element.shadowRoot?.activeElement?.textContent).to.equal('Disconnect Banque 3');
  });

  it('explains the same bank once, at the connection that comes later', async () => {
    const element = await show([
      connection('1', {sameBankAs: ['2']}),
      connection('2', {sameBankAs: ['1']}),
      connection('3', {sameBankAs: ['99']}),
    ]);
    const told = all(element, 'li').map((row) => row.textContent.includes('more than once'));
    expect(told).to.deep.equal([false, true, false]);
  });

  describe('if it gets no connections', () => {
    const cases: readonly (readonly [
      title: string,
      answer: () => Response,
      words: RegExp,
      status?: number,
    ])[] = [
      ['a signed-out user', () => Response.json({error: 'signed-out'}, {status: 401}), /signed out/, 401],
      ['a server that fails', () => new Response('', {status: 500}), /could not be loaded/, 500],
      ['a page', () => new Response('<!doctype html>'), /could not be loaded/],
      ['another shape', () => Response.json({connections: {}}), /could not be loaded/],
      ['null', () => Response.json(null), /could not be loaded/],
    ];
    for (const [title, answer, words, status] of cases) {
      it(`says so after ${title}, and can try again`, async () => {
        answers.GET = answer;
        const errors: BudgeaErrorEvent[] = [];
        const onError = (event: BudgeaErrorEvent): void => {
          event.preventDefault();
          errors.push(event);
        };
        document.addEventListener('budgea-error', onError);
        const element = await show([]);
        document.removeEventListener('budgea-error', onError);
        expect(textOf(element, '[role=alert]')).to.match(words);
        expect(errors.map(({error}) => [error.code, error.option, error.status])).to.deep.equal([
          ['connections-unavailable', 'connectionsUrl', status],
        ]);
        expect(textOf(element, '[part=summary]')).not.to.include('No bank');
        await expect(element).to.be.accessible();
        delete answers.GET;
        connections = [connection('46')];
        button(element, 'Try again').click();
        await waitUntil(() => all(element, 'li').length === 1);
        expect(element.shadowRoot?.querySelector('[role=alert]')).to.equal(null);
      });
    }

    it('blames the internet connection only if no answer came', async () => {
      const onError = (event: Event): void => {
        event.preventDefault();
      };
      document.addEventListener('budgea-error', onError);
      for (const isOnline of [true, false]) {
        Object.defineProperty(navigator, 'onLine', {configurable: true, value: isOnline});
        answers.GET = () => Promise.reject(new TypeError('Failed to fetch'));
        const element = await show([]);
        expect(textOf(element, '[role=alert]')).to.equal(
          'We got no answer. Please check your internet connection, then try again.',
        );
        answers.GET = () => new Response('', {status: 500});
        await element.reload();
        await element.updateComplete;
        expect(textOf(element, '[role=alert]')).to.include('could not be loaded');
        const without = await show([], html`<budgea-connections></budgea-connections>`);
        expect(textOf(without, '[role=alert]')).to.include('could not be loaded');
      }
      Reflect.deleteProperty(navigator, 'onLine');
      document.removeEventListener('budgea-error', onError);
    });

    it('keeps the rows after a failure that may pass, and removes them if the user is signed out', async () => {
      const element = await show([connection('46')]);
      element.addEventListener('budgea-error', (event) => {
        event.preventDefault();
      });
      answers.GET = () => new Response('', {status: 503});
      await element.reload();
      await element.updateComplete;
      expect(all(element, 'li')).to.have.lengthOf(1);
      answers.GET = () => new Response('', {status: 401});
      await element.reload();
      await element.updateComplete;
      expect(all(element, 'li')).to.be.empty;
    });

    it('sends nothing to another origin without a fetch of the page', async () => {
      const {fetch} = globalThis;
      let asked = 0;
      globalThis.fetch = () => Promise.resolve(Response.json({connections: (asked++, [])}));
      const told = oneEvent<BudgeaErrorEvent>(document, 'budgea-error');
      document.addEventListener(
        'budgea-error',
        (event) => {
          event.preventDefault();
        },
        {once: true},
      );
      await fixture(html`<budgea-connections connections-url="https://api.example/x"></budgea-connections>`);
      expect((await told).error.message).to.include('on this origin');
      globalThis.fetch = fetch;
      expect(asked).to.equal(0);
    });
  });

  describe('with only="attention"', () => {
    const banner = html`<budgea-connections only="attention" connections-url=${URL} .fetch=${(
      ...request: Parameters<typeof send>
    ) => send(...request)}></budgea-connections>`;

    it('shows nothing when all is well, and the event still comes', async () => {
      connections = [connection('1')];
      const told = oneEvent<BudgeaConnectionsEvent>(document, 'budgea-connections');
      const element = await fixture<BudgeaConnectionsElement>(banner);
      expect((await told).total).to.equal(1);
      await element.updateComplete;
      expect(element.offsetHeight).to.equal(0);
      expect(element.shadowRoot?.textContent.trim()).to.equal('');
    });

    it('shows those that need the user, and nothing else', async () => {
      connections = [connection('1'), connection('2', WRONGPASS), connection('3', endingIn(2))];
      const element = await fixture<BudgeaConnectionsElement>(banner);
      await waitUntil(() => all(element, 'li').length === 2);
      expect(textOf(element, '[part=name]')).to.equal('Banque 2 | Banque 3');
      expect(element.shadowRoot?.querySelector('budgea-connect')).to.equal(null);
    });
  });

  describe('a hostile answer', () => {
    it('is text, and never markup', async () => {
      const markup = '<img src=x onerror="globalThis.pwned = true">';
      const element = await show([
        connection('1', {
          bank: {name: markup, color: 'red;}', uuid: null},
          remedy: {kind: 'known', error: 'wrongpass', who: 'user', action: 'reconnect', message: markup},
          accounts: {count: 1, errors: [{name: markup, error: 'x', remedy: WRONGPASS.remedy}]},
        }),
      ]);
      expect(element.shadowRoot?.querySelector('img')).to.equal(null);
      expect(textOf(element, '[part=name]')).to.equal(markup);
      expect(all(element, '[part=tile]')[0]?.style.cssText).to.equal('');
    });

    it('loses only the rows that cannot be read', async () => {
      const element = await show([
        null,
        5,
        'x',
        [],
        {},
        connection('..'),
        connection('a/b'),
        connection(''),
        {...connection('7'), id: 7},
        connection('46'),
        connection('46', WRONGPASS),
        {id: '48', bank: 1, remedy: [], accounts: 'x', updatedAt: 'soon', sameBankAs: 3, createdAt: {}},
      ]);
      expect(textOf(element, '[part=name]')).to.equal('Banque 46 | Your bank');
      expect(textOf(element, '[part=state]')).to.equal('Connected | Not being updated');
    });

    it('is not completed by a polluted prototype', async () => {
      const polluted = Object.prototype as Record<string, unknown>;
      polluted.connections = [connection('1')];
      polluted.isFetching = true;
      polluted.name = 'polluted';
      try {
        const element = await show([{id: '46'}]);
        expect(textOf(element, '[part=name]')).to.equal('Your bank');
        expect(textOf(element, '[part=state]')).to.equal('Not being updated');
      } finally {
        for (const name of ['connections', 'isFetching', 'name']) Reflect.deleteProperty(polluted, name);
      }
    });
  });

  it('gives each row a place for the page’s own content', async () => {
    const element = await show(
      [connection('46')],
      html`<budgea-connections connections-url=${URL} .fetch=${send}><p slot="connection-46">mine</p></budgea-connections>`,
    );
    expect(element.querySelector('p')?.assignedSlot?.closest('li')).to.exist;
  });

  it('breaks its own long words, and leaves those of the page’s content', async () => {
    const element = await show(
      [connection('46', {bank: {name: 'W'.repeat(80), color: null, uuid: null}})],
      html`<budgea-connections connections-url=${URL} .fetch=${send} style="inline-size: 300px"
        ><p slot="connection-46">mine</p><p slot="connect">mine, too</p></budgea-connections
      >`,
    );
    const own = [...element.querySelectorAll('p')].map((one) => getComputedStyle(one).overflowWrap);
    expect(own).to.deep.equal(['normal', 'normal']);
    expect(element.scrollWidth).to.equal(300);
  });

  it('shows black or white on a bank’s colour, whichever is easier to read', async () => {
    const element = await show(
      ['ffffff', '000000', 'ffd600', '003087'].map((color, index) =>
        connection(String(index), {bank: {name: 'X', color, uuid: null}}),
      ),
    );
    const inks = all(element, '[part=tile]').map((tile) => getComputedStyle(tile).color);
    expect(inks).to.deep.equal(['rgb(0, 0, 0)', 'rgb(255, 255, 255)', 'rgb(0, 0, 0)', 'rgb(255, 255, 255)']);
  });

  for (const lang of ['fr', 'de', 'es', 'it', 'nl', 'pt']) {
    it(`has its own words for everything in ${lang}`, async () => {
      const shown = [
        connection('1', endingIn(5)),
        connection('2', FETCHING),
        connection('3', {...WRONGPASS, sameBankAs: ['1']}),
      ];
      const words = async (language: string): Promise<Set<string>> => {
        const element = await show(
          shown,
          html`<budgea-connections lang=${language} connections-url=${URL} .fetch=${send}></budgea-connections>`,
        );
        const texts = all(
          element,
          '[part=state], [part=message], button, budgea-manage, [part=summary] > span',
        );
        return new Set(texts.map((one) => one.textContent.trim()));
      };
      const own = await words(lang);
      const english = await words('en');
      expect([...own].filter((one) => english.has(one))).to.be.empty;
      expect(own.size).to.equal(english.size);
    });
  }
});
