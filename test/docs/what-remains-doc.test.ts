import {describe, expect, it} from 'vitest';
import {codeBlocks} from '../support/code-blocks.js';

const PAGE = 'docs/what-remains-of-a-code.md';
const ORIGIN = 'https://app.example';

interface FetchEvent {
  readonly request: {readonly url: string};
  respondWith(response: Promise<unknown>): void;
}

/** Runs the service worker of the page, and returns which addresses it answers itself. */
async function answeredBy(addresses: readonly string[]): Promise<readonly string[]> {
  const [code = ''] = codeBlocks(PAGE, 'js');
  const listeners: ((event: FetchEvent) => void)[] = [];
  const self = {
    addEventListener: (_type: string, listener: (event: FetchEvent) => void) => listeners.push(listener),
  };
  const caches = {match: () => Promise.resolve('cached')};
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is the code of a page of this project
  const run = new Function('self', 'location', 'caches', code) as (...globals: readonly object[]) => void;
  run(self, {origin: ORIGIN}, caches);
  const answered: string[] = [];
  for (const url of addresses) {
    const event: FetchEvent = {
      request: {url},
      respondWith: (response) => {
        answered.push(url);
        void response;
      },
    };
    for (const listener of listeners) listener(event);
  }
  await Promise.resolve();
  return answered;
}

describe('the service worker of the documentation', () => {
  it('never touches the callback page, whatever its query', async () => {
    const callbacks = [`${ORIGIN}/callback`, `${ORIGIN}/callback?state=s&code=c`];
    const others = [`${ORIGIN}/`, `${ORIGIN}/callback/other`, 'https://cdn.example/callback'];
    expect(await answeredBy([...callbacks, ...others])).toEqual(others);
  });
});
