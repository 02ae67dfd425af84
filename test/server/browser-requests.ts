import type {Browser} from './browser.js';

/** Returns a request as a browser sends it when another site leads it to an address. */
export function requestFrom(browser: Browser, url: string): Request {
  const from = 'cross-site';
  const cookie = browser.cookiesFor(new URL(url), from);
  return new Request(url, {headers: {cookie, 'sec-fetch-site': from}});
}
