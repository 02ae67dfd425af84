import {type CDPSession, expect, test} from '@playwright/test';
import {ELEMENT_TAGS} from '../support/element-tags.js';
import {open, SITE} from './embed.js';

async function listenersOf(client: CDPSession, expression: string): Promise<string[]> {
  const {result} = await client.send('Runtime.evaluate', {expression});
  const {listeners} = await client.send('DOMDebugger.getEventListeners', {objectId: result.objectId ?? ''});
  return listeners.map(({type}) => type).sort();
}

for (const tag of ELEMENT_TAGS) {
  test(`1,000 removed <${tag}> leave no listener and no memory`, async ({page, browserName}) => {
    test.skip(browserName !== 'chromium', 'only its protocol lists listeners and collects garbage');
    await open(page, SITE, '<script type="module" src="/single-file.js"></script>');
    await page.waitForFunction((name) => customElements.get(name), tag);
    const client = await page.context().newCDPSession(page);
    const everyone = async (): Promise<string[][]> => [
      await listenersOf(client, 'window'),
      await listenersOf(client, 'document'),
    ];
    const before = await everyone();
    await page.evaluate(async (name) => {
      const went = Array.from({length: 1000}, () => {
        const element = document.createElement(name);
        if (name === 'budgea-connections') element.setAttribute('connections-url', '/connections');
        document.body.append(element);
        return element;
      });
      await Promise.all(
        went.map((element) => (element as HTMLElement & {updateComplete: unknown}).updateComplete),
      );
      for (const element of went) element.remove();
      Object.assign(window, {went: went.map((element) => new WeakRef(element))});
    }, tag);
    expect(await everyone()).toEqual(before);
    // an announcement to screen readers waits for a moment
    await expect
      .poll(async () => {
        await client.send('HeapProfiler.collectGarbage');
        return page.evaluate(
          () =>
            (window as unknown as {went: readonly WeakRef<Element>[]}).went.filter((element) =>
              element.deref(),
            ).length,
        );
      })
      .toBe(0);
  });
}
