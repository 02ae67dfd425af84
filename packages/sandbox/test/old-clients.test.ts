import {describe, expect, it} from 'vitest';
import {destinationOf, Walker, WEBVIEW} from './walk.js';
import {CALLBACK, CLIENT_ID, CODE, flowUrl, sandboxWithUsers, todaysUrl} from './world.js';

const ENTRIES = [
  ['connect', {}],
  ['reconnect', {code: CODE, connection_id: '46'}],
  ['manage', {code: CODE}],
  ['transfer', {code: CODE}],
] as const;

describe('what old clients send', () => {
  for (const urlOf of [flowUrl, todaysUrl]) {
    const address = urlOf === flowUrl ? 'the documented address' : 'today’s address';

    for (const [flow, parameters] of ENTRIES) {
      it(`is accepted by ${flow} at ${address}: response_type, an empty state, and a slash at the end`, async () => {
        const url = new URL(urlOf(flow, {response_type: 'code', state: '', ...parameters}));
        url.pathname += '/';
        const walker = await new Walker(sandboxWithUsers()).open(url);
        expect(walker.refusal).toBeUndefined();
        expect(walker.url.pathname).toContain('/en/session/');
      });
    }

    it(`comes back as it was from ${address}, an empty state too`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(urlOf('connect', {state: ''}));
      await walker.press('Cancel');
      expect(walker.url.searchParams.get('error')).toBe('access_denied');
      expect(walker.url.search.endsWith('&state=')).toBe(true);
    });

    it(`needs no redirect_uri for an empty state of manage at ${address}`, async () => {
      const walker = await new Walker(sandboxWithUsers()).open(
        urlOf('manage', {code: CODE, redirect_uri: undefined, state: ''}),
      );
      expect(walker.heading).toBe('Your connections');
    });
  }

  it('leads to the browser’s language if a slash ends an address without a language', async () => {
    const query = `?client_id=${CLIENT_ID}&redirect_uri=${encodeURIComponent(CALLBACK)}`;
    const url = `${WEBVIEW}connect/${query}`;
    const response = await sandboxWithUsers().fetch(new Request(url, {headers: {'accept-language': 'fr'}}));
    expect(destinationOf(response, url)).toBe(`${WEBVIEW}fr/connect${query}`);
  });
});
