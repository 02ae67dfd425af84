import {type Flow, startFlow, type StartOptions} from '../../src/flows/index.js';

const page = location.href;

/** The least that each flow needs, and the code where it needs one. */
const NEEDS: Readonly<Record<Flow, object>> = {
  connect: {},
  reconnect: {connectionId: 46, code: 'c'},
  manage: {code: 'c'},
  transfer: {transferId: 22, code: 'c'},
  payment: {paymentId: 31, code: 'c'},
};

/** Starts a flow without leaving, and arrives on this page with what the webview answers to it. */
export async function arrive(flow: Flow, answer: string): Promise<void> {
  let state = '';
  const options = {
    domain: 'demo',
    clientId: 17473055,
    redirectUri: `${location.origin}/callback`,
    ...NEEDS[flow],
    navigate: (url: string) => {
      state = new URL(url).searchParams.get('state') ?? '';
    },
  };
  await startFlow(flow, options as unknown as StartOptions<Flow>);
  arriveAt(`state=${state}&${answer}`);
}

/** Arrives on this page with a query, whoever made it. */
export function arriveAt(query: string): void {
  const url = new URL(page);
  url.search += `${url.search ? '&' : '?'}${query}`;
  history.replaceState(null, '', url);
}

/** Stands at this page's own address again. */
export function goBackToStart(): void {
  history.replaceState(null, '', page);
}
