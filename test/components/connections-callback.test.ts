import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import '../../src/define.js';
import type {BudgeaCallbackElement} from '../../src/index.js';
import {arrive, goBackToStart} from '../support/arrive.js';
import {connection, FETCHING, WRONGPASS} from '../support/connections.js';

describe('<budgea-callback connections-url>', () => {
  let connections: readonly object[];
  let requests: string[];

  const send = (url: string): Promise<Response> => {
    requests.push(url);
    return Promise.resolve(Response.json({connections}));
  };

  beforeEach(() => {
    requests = [];
  });

  afterEach(() => {
    localStorage.clear();
    goBackToStart();
  });

  async function show(
    answer: string,
    flow: 'connect' | 'reconnect' = 'connect',
  ): Promise<BudgeaCallbackElement> {
    await arrive(flow, answer);
    return fixture(html`<budgea-callback connections-url="/connections" .fetch=${send}></budgea-callback>`);
  }

  function statusOf(element: Element): string {
    return element.shadowRoot?.querySelector('[role=status]')?.textContent ?? '';
  }

  it('names the bank and says that its data is being fetched, until it is there', async () => {
    connections = [connection('45'), connection('46', FETCHING)];
    const element = await show('connection_id=46');
    await waitUntil(() => statusOf(element).startsWith('Banque 46'));
    expect(statusOf(element)).to.equal(
      'Banque 46 is connected. We are fetching your data now, which may take a few minutes. You can continue in the meantime.',
    );
    expect(element.shadowRoot?.querySelector('a')?.textContent).to.equal('Continue');
    await expect(element).to.be.accessible();
    connections = [connection('46')];
    await waitUntil(() => statusOf(element) === 'Banque 46 is connected, and your data is here.', '', {
      timeout: 5000,
    });
    const count = requests.length;
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(requests).to.have.lengthOf(count);
  });

  for (const [title, shown] of [
    ['is not in the list', [connection('45')]],
    ['already needs something', [connection('46', WRONGPASS)]],
    ['has no name', [connection('46', {bank: {name: '', color: null, uuid: null}})]],
  ] as const) {
    it(`promises nothing of a bank that ${title}`, async () => {
      connections = shown;
      const element = await show('connection_id=46');
      await waitUntil(() => requests.length > 0);
      await element.updateComplete;
      expect(statusOf(element)).to.equal('Your account is connected.');
    });
  }

  it('asks nothing after a cancellation', async () => {
    const element = await show('error=access_denied');
    await waitUntil(() => statusOf(element) !== '');
    expect(requests).to.be.empty;
  });

  it('shows a name as text', async () => {
    connections = [connection('46', {bank: {name: '<b>$&</b>', color: null, uuid: null}})];
    const element = await show('connection_id=46');
    await waitUntil(() => statusOf(element).startsWith('<b>$&</b> is connected'));
    expect(element.shadowRoot?.querySelector('b')).to.equal(null);
  });
});
