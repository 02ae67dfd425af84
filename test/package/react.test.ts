import {cpSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {type Browser, chromium, type Page} from '@playwright/test';
import {build} from 'esbuild';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi} from 'vitest';
import {resolveChrome} from '../../tools/chrome.js';
import {CONSUMER} from '../support/packed.js';

/** What `test/support/react/browser.js` gives the page. */
declare const page: {
  readonly told: string[];
  readonly hydrate: (view: string) => void;
  readonly render: (view: string) => void;
  readonly unmount: () => void;
};

const APP = join(CONSUMER, 'react');

const VERSIONS = {'18.3.': {react: 'react-18', 'react-dom': 'react-dom-18'}, '19.': {}} as const;

/** Bundles one of our modules with the packed package and a version of React. */
async function bundle(
  module: string,
  alias: Readonly<Record<string, string>>,
  isServer: boolean,
): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [join(APP, `${module}.js`)],
    alias: {...alias},
    bundle: true,
    format: 'esm',
    write: false,
    define: {'process.env.NODE_ENV': '"development"'},
    ...(isServer && {
      platform: 'node' as const,
      banner: {
        js: "import {createRequire} from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
  });
  return outputFiles[0]?.text ?? '';
}

let browser: Browser;
beforeAll(async () => {
  cpSync(new URL('../support/react', import.meta.url), APP, {recursive: true});
  const {launchOptions} = await resolveChrome();
  browser = await chromium.launch({...launchOptions, headless: true});
});
afterAll(() => browser.close());

describe.each(Object.entries(VERSIONS))('the components, with React %s', (version, alias) => {
  let server: Server;
  let render: (view: string) => string;
  let tab: Page;
  const messages: string[] = [];

  beforeAll(async () => {
    const path = join(APP, `server-${version}mjs`);
    writeFileSync(path, await bundle('server', alias, true));
    const rendering = (await import(pathToFileURL(path).href)) as {
      readonly version: string;
      readonly render: (view: string) => string;
    };
    expect(rendering.version.startsWith(version)).toBe(true);
    render = rendering.render;
    const script = await bundle('browser', alias, false);
    server = createServer(({url}, response) => {
      const {pathname, searchParams} = new URL(url ?? '/', 'http://localhost');
      const isScript = pathname === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      const view = searchParams.get('view');
      response.end(
        isScript
          ? script
          : `<!doctype html><html lang="en"><link rel="icon" href="data:,"><main>${view ? render(view) : ''}</main>
             <script type="module" src="/page.js"></script>`,
      );
    }).listen(0, '127.0.0.1');
  });
  afterAll(() => {
    server.close();
  });

  beforeEach(async () => {
    tab = await browser.newPage();
    messages.length = 0;
    tab.on('console', (message) => messages.push(message.text()));
    tab.on('pageerror', (error) => messages.push(error.message));
  });
  afterEach(async () => {
    await tab.close();
    expect(messages.filter((text) => !/React DevTools|Lit is in dev mode/.test(text))).toEqual([]);
  });

  const open = (view = ''): Promise<unknown> =>
    tab.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?view=${view}`);

  it('write texts, numbers and booleans as attributes on a server', () => {
    const log = vi.spyOn(console, 'error').mockReturnValue();
    expect(render('page')).toBe(
      '<budgea-webview domain="demo" client-id="1" redirect-uri="/callback" class="settings">' +
        '<budgea-connect id="bank" aria-label="Bank" aria-hidden="false" max-connections="2"></budgea-connect>' +
        '<budgea-connection connection-id="46" hidden=""></budgea-connection>' +
        '</budgea-webview>',
    );
    expect(render('disabled')).toContain(' disabled=""');
    expect(render('enabled')).not.toContain('disabled');
    expect(log.mock.calls).toEqual([]);
    log.mockRestore();
  });

  it('never write a code into markup', async () => {
    expect(render('secret')).not.toContain('code');
    await open();
    await tab.evaluate(() => {
      page.render('secret');
    });
    expect(await tab.content()).not.toContain('temporary');
    await tab.getByRole('button').click();
    await expect.poll(() => tab.evaluate(() => page.told.join())).toContain('code=a%20temporary%20code');
  });

  it.each(['page', 'strict'])(
    'hydrate the view %s with its properties, and without a warning',
    async (view) => {
      await open(view);
      await tab.evaluate((name) => {
        page.hydrate(name);
      }, view);
      expect(
        await tab.evaluate(() => {
          const {connectorIds, connectorFields, context, maxConnections} =
            document.querySelector('budgea-connect')!;
          const {connection, hidden} = document.querySelector('budgea-connection')!;
          return {connectorIds, connectorFields, context, maxConnections, connection, hidden};
        }),
      ).toEqual({
        connectorIds: [3, '59'],
        connectorFields: {uuid: {login: 'me'}},
        context: {step: 1},
        maxConnections: 2,
        connection: {error: 'wrongpass'},
        hidden: true,
      });
    },
  );

  it.each(['page', 'strict'])('start the view %s with what was hydrated, and tell it once', async (view) => {
    await open(view);
    await tab.evaluate((name) => {
      page.hydrate(name);
    }, view);
    await tab.getByRole('button', {name: 'Connect a bank'}).click();
    await expect.poll(() => tab.evaluate(() => page.told)).toHaveLength(1);
    const [left] = await tab.evaluate(() => page.told);
    expect(left).toMatch(
      /^page: https:\/\/demo\.biapi\.pro\/.*code=from%20a%20function.*connector_ids=3%2C59/,
    );
  });

  it('leave an element of the server as it is until it is hydrated', async () => {
    await open('page');
    await tab.waitForFunction(() => 'page' in window);
    const isDefined = (): Promise<boolean> =>
      tab.evaluate(() => document.querySelector('budgea-connect')!.matches(':defined'));
    expect(await isDefined()).toBe(false);
    await tab.evaluate(() => {
      page.hydrate('page');
    });
    expect(await isDefined()).toBe(true);
  });

  it('call only the latest listener, and none that was removed', async () => {
    await open();
    const press = (): Promise<void> => tab.getByRole('button').click();
    await tab.evaluate(() => {
      page.render('plain');
      page.render('enabled');
    });
    await press();
    await expect.poll(() => tab.evaluate(() => page.told)).toEqual([expect.stringMatching(/^enabled: /)]);
    await tab.evaluate(() => {
      page.told.length = 0;
      // without a listener the page would leave
      addEventListener('budgea-leave', (event) => {
        event.preventDefault();
        page.told.push('window');
      });
      page.render('plain');
      page.render('bare');
      document.querySelector('budgea-connect')!.redirectUri = '/callback';
    });
    await press();
    await expect.poll(() => tab.evaluate(() => page.told)).toEqual(['window']);
  });

  it('take back a property that is no longer given', async () => {
    await open();
    const seen = await tab.evaluate(() => {
      const properties = (): unknown[] => {
        const {connectorIds, redirectUri} = document.querySelector('budgea-connect')!;
        return [connectorIds ?? 'none', redirectUri ?? 'none'];
      };
      page.render('plain');
      const before = properties();
      page.render('bare');
      return [before, properties()];
    });
    expect(seen).toEqual([
      [[3], '/callback'],
      ['none', 'none'],
    ]);
  });

  it('set and unset booleans as properties', async () => {
    await open();
    const seen = await tab.evaluate(() =>
      ['disabled', 'enabled', 'disabled', 'bare'].map((view) => {
        page.render(view);
        const {disabled, hidden} = document.querySelector('budgea-connect')!;
        return [disabled, hidden];
      }),
    );
    expect(seen).toEqual([
      [true, true],
      [false, false],
      [true, true],
      [false, false],
    ]);
  });

  it('hand over the element by ref, and take it back', async () => {
    await open();
    const seen = await tab.evaluate(() => {
      page.render('ref');
      page.unmount();
      return page.told;
    });
    expect(seen).toEqual(['budgea-connect', 'none']);
  });

  it('listen to an error, and to a result', async () => {
    await open();
    await tab.evaluate(() => {
      page.render('failing');
    });
    await tab.getByRole('button').click();
    await expect.poll(() => tab.evaluate(() => page.told)).toEqual(['missing-parameter']);
    await tab.goto(`${tab.url()}&state=unknown-state-of-this-test&connection_id=4`);
    await tab.evaluate(() => {
      page.render('callback');
    });
    await expect.poll(() => tab.evaluate(() => page.told)).toEqual(['unverified']);
  });
});
