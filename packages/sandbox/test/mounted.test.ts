import {describe, expect, it} from 'vitest';
import {ORIGIN, Walker} from './walk.js';
import {CALLBACK, CODE, flowUrl, sandboxWithUsers, todaysUrl} from './world.js';

const MOUNT = '/some/place';
const WEBVIEW = `${ORIGIN}${MOUNT}/2.0/auth/webview/`;

/** Mounts a sandbox, and collects the addresses of all pages and in all pages. */
class Surveyor {
  readonly seen: string[] = [];
  readonly #sandbox = sandboxWithUsers();

  /** Removes the path of the mount from each request. */
  readonly fetch = async (request: Request): Promise<Response> => {
    this.seen.push(request.url);
    const url = request.url.replace(ORIGIN + MOUNT, ORIGIN);
    const {method, headers} = request;
    const body = method === 'POST' ? {body: await request.text()} : {};
    const response = await this.#sandbox.fetch(new Request(url, {method, headers, ...body}));
    const page = await response.clone().text();
    for (const [, address = ''] of page.matchAll(
      / (?:href|src|action|name="with-code" content)="(?!data:)([^"]*)"/g,
    )) {
      this.seen.push(new URL(address.replaceAll('&amp;', '&'), request.url).href);
    }
    return response;
  };
}

describe('below a path', () => {
  it('every address on every page of connect stays below it', async () => {
    const surveyor = new Surveyor();
    const walker = new Walker(surveyor);
    await walker.open(flowUrl('connect', {}, '', WEBVIEW));
    await walker.press('Search');
    await walker.press('Banque des Tilleuls');
    await walker.press('Accept and continue');
    await walker.press('Sign in', {login: '12345678', password: '123456'});
    await walker.press('Continue');
    await walker.press('Confirm and finish');
    expect(walker.url.href).toMatch(new RegExp(`^${CALLBACK}\\?connection_id=\\d+&code=`));
    expect(surveyor.seen.length).toBeGreaterThan(30);
    expect(surveyor.seen.filter((url) => !url.startsWith(ORIGIN + MOUNT))).toEqual([]);
  });

  it.each([
    ['its home page', `${ORIGIN}${MOUNT}/`],
    ['a refusal', flowUrl('connect', {client_id: '1'}, 'en/', WEBVIEW)],
    ['a page that does not exist', `${WEBVIEW}en/nothing`],
    ["today's address", todaysUrl('manage', {code: CODE}).replace(ORIGIN, ORIGIN + MOUNT)],
    ['an address of before 2019', flowUrl('connect/select', {}, 'en/', WEBVIEW)],
    ['a page of API Pay', `${WEBVIEW}en/transfers/22`],
    ['a list of connections', flowUrl('manage', {code: CODE}, 'fr/', WEBVIEW)],
    ['a transfer', flowUrl('transfer', {code: CODE}, 'en/', WEBVIEW)],
  ])('%s has addresses that stay below it', async (_name, url) => {
    const surveyor = new Surveyor();
    await new Walker(surveyor).open(url);
    expect(surveyor.seen.length).toBeGreaterThan(2);
    expect(surveyor.seen.filter((seen) => !seen.startsWith(ORIGIN + MOUNT))).toEqual([]);
  });
});
