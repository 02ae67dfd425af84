import {type Flow, startFlow, type StartOptions} from '../../src/flows/index.js';

const page = location.href;

/** Returns the required options of each flow. A payment has a state of its own. */
const needs = (): Readonly<Record<Flow, object>> => ({
  connect: {},
  reconnect: {connectionId: 46, code: 'c'},
  manage: {code: 'c'},
  transfer: {transferId: 22, code: 'c'},
  payment: {paymentId: 31, code: 'scoped', state: crypto.randomUUID()},
});

/** Starts a flow without leaving, and puts the webview's answer into this page's address. */
export async function arrive(flow: Flow, answer: string): Promise<void> {
  let state = '';
  const options = {
    domain: 'demo',
    clientId: 17473055,
    redirectUri: `${location.origin}/callback`,
    ...needs()[flow],
    navigate: (url: string) => {
      state = new URL(url).searchParams.get('state') ?? '';
    },
  };
  await startFlow(flow, options as unknown as StartOptions<Flow>);
  arriveAt(`state=${state}&${answer}`);
}

/** Adds a query to this page's address. */
export function arriveAt(query: string): void {
  const url = new URL(page);
  url.search += `${url.search ? '&' : '?'}${query}`;
  history.replaceState(null, '', url);
}

/** Restores this page's address. */
export function goBackToStart(): void {
  history.replaceState(null, '', page);
}
