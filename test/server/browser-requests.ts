import type {Browser} from './browser.js';

/** Returns a request as a browser sends it when another site leads it to an address. */
export function requestFrom(browser: Browser, url: string): Request {
  const cookie = [...browser.cookies].map(([name, {value}]) => `${name}=${value}`).join('; ');
  return new Request(url, {headers: {cookie, 'sec-fetch-site': 'cross-site'}});
}
