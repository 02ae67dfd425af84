import {AxeBuilder} from '@axe-core/playwright';
import {expect, type Page} from '@playwright/test';

/** Expects that axe finds nothing, also with its rule about the size of targets, which is off by default. */
export async function expectNoViolation(page: Page): Promise<void> {
  await expectNone(new AxeBuilder({page}).options({rules: {'target-size': {enabled: true}}}));
}

/** Expects that axe finds nothing in light and in dark, which differ only in colours. */
export async function expectNoViolationInBoth(page: Page): Promise<void> {
  await page.emulateMedia({colorScheme: 'light'});
  await expectNoViolation(page);
  await page.emulateMedia({colorScheme: 'dark'});
  await expectNone(new AxeBuilder({page}).withRules(['color-contrast', 'link-in-text-block']));
}

async function expectNone(builder: AxeBuilder): Promise<void> {
  const {violations} = await builder.analyze();
  expect(violations.map(({id, nodes}) => [id, nodes.map(({html}) => html)])).toEqual([]);
}
