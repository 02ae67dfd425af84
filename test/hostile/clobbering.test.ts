import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import type {Browser, Page} from '@playwright/test';
import {bundle, open, openPage} from './browsers.js';
import {connection} from '../support/connections.js';
import {isLong} from './check.js';

/** Ways in which markup gives a page's own names another meaning. `NAME` is the name, `<slot>` the elements. */
const MARKUP: readonly [title: string, markup: string][] = [
  ['a field beside it, in a form around it', '<form><input name="NAME"><slot></slot></form>'],
  ['a field by id', '<form><input id="NAME"><slot></slot></form>'],
  ['a picture', '<img name="NAME" alt=""><slot></slot>'],
  ['a form', '<form name="NAME"></form><slot></slot>'],
  ['two of a name', '<a id="NAME"></a><a id="NAME" name="NAME"></a><slot></slot>'],
];

/** What Lit itself calls on the document: without these there is no button to press. */
const NEEDED_BY_LIT = ['createComment', 'importNode'];

describe('markup that clobbers any name of the DOM', () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await open('chrome');
    page = await openPage(browser, 'https://app.example/callback');
    await page.evaluate(await bundle('../../src/flows/index.ts', 'flows'));
    await page.evaluate(await bundle('../../src/define.ts', 'elements'));
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each(MARKUP)(
    'by %s keeps no code from being handed over, no start from leaving and no connections from being listed',
    async (_title, markup) => {
      const found = await page.evaluate(
        async ([pattern, all, neededByLit, listed]) => {
          const {startFlow} = (globalThis as unknown as {flows: typeof import('../../src/flows/index.js')})
            .flows;
          // the test itself must not read what it clobbers
          const {body} = document;
          const {addEventListener, removeEventListener} = document;
          const createElement: (tag: string) => HTMLElement = Reflect.get(document, 'createElement');
          const create = (tag: string): HTMLElement => createElement.call(document, tag);
          const {append} = Element.prototype;
          const innerHtml = Object.getOwnPropertyDescriptor(Element.prototype, 'innerHTML')!;
          const {replaceWith, setAttribute} = Element.prototype;
          const querySelector: (found: string) => Element | null = Reflect.get(
            Element.prototype,
            'querySelector',
          );
          const replaceState = history.replaceState.bind(history);
          const wait = setTimeout;
          const until = async (isSo: () => boolean): Promise<void> => {
            for (let turn = 0; turn < 200 && !isSo(); turn += 1) await new Promise((done) => wait(done, 5));
          };
          const keys = (type: {prototype: object}): string[] => Object.getOwnPropertyNames(type.prototype);
          const names = [
            ...new Set([
              ...keys(Document),
              ...keys(Element),
              ...keys(HTMLElement),
              ...keys(Node),
              ...keys(EventTarget),
              ...keys(HTMLFormElement),
              ...Object.getOwnPropertyNames(window),
            ]),
          ];
          const chosen = names.filter(
            (name, index) => /^[a-zA-Z]\w*$/.test(name) && (all || index % 140 === 0),
          );
          const problems: string[] = [];
          const {fetch} = globalThis;
          for (const name of chosen) {
            let left = '';
            await startFlow('connect', {
              domain: 'demo',
              clientId: 1,
              redirectUri: 'https://app.example/callback',
              navigate: (url) => {
                left = url;
              },
            });
            replaceState(
              null,
              '',
              `/callback?state=${/state=([\w-]+)/.exec(left)?.[1] ?? ''}&connection_id=4&code=new`,
            );
            const seen: string[] = [];
            const listen = (event: Event): void => {
              if (event.type === 'budgea-leave') event.preventDefault();
              seen.push(event.type);
            };
            const types = [
              'budgea-result',
              'budgea-done',
              'budgea-error',
              'budgea-leave',
              'budgea-connections',
            ];
            for (const type of types) addEventListener.call(document, type, listen);
            globalThis.fetch = (input, init) => {
              if ((input as string).endsWith('/connections'))
                return Promise.resolve(Response.json({connections: [listed]}));
              seen.push(`fetch ${JSON.stringify(init?.body)}`);
              return Promise.resolve(new Response(null, {status: 204}));
            };
            const around = create('div');
            innerHtml.set!.call(around, pattern.replaceAll('NAME', name));
            const callback = create('budgea-callback');
            const button = create('budgea-connect');
            for (const [key, value] of Object.entries({
              domain: 'demo',
              'client-id': '1',
              'redirect-uri': '/callback',
            }))
              setAttribute.call(button, key, value);
            setAttribute.call(callback, 'token-url', '/token');
            const panel = create('budgea-connections');
            setAttribute.call(panel, 'connections-url', '/connections');
            const group = create('div');
            append.call(group, callback, button, panel);
            replaceWith.call(querySelector.call(around, 'slot')!, group);
            append.call(body, around);
            await until(() => seen.some((one) => one.startsWith('fetch')) && seen.includes('budgea-result'));
            button.click();
            await until(() => seen.includes('budgea-leave'));
            await until(() => seen.includes('budgea-connections'));
            Element.prototype.remove.call(around);
            for (const type of types) removeEventListener.call(document, type, listen);
            const told = seen.join(' ');
            const isHandedOver = seen.includes('budgea-result') && /fetch .*code.*new/.test(told);
            const isListed = seen.includes('budgea-connections');
            if (!isHandedOver || !isListed || !(seen.includes('budgea-leave') || neededByLit.includes(name)))
              problems.push(`${name}: ${told}`);
          }
          globalThis.fetch = fetch;
          return {problems, count: chosen.length};
        },
        [markup, isLong, NEEDED_BY_LIT, connection('46')] as const,
      );
      console.log(`hostile: ${found.count} names`);
      expect(found.count).toBeGreaterThan(10);
      expect(found.problems).toEqual([]);
    },
  );
});
