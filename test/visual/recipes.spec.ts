import {AxeBuilder} from '@axe-core/playwright';
import {expect, type Locator, type Page, test} from '@playwright/test';

async function open(page: Page, index: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Locator> {
  await page.emulateMedia({colorScheme, reducedMotion: 'reduce'});
  await page.goto(`/recipes/${index}`);
  const {violations} = await new AxeBuilder({page}).withRules(['color-contrast']).analyze();
  expect(violations).toEqual([]);
  return page.locator('budgea-connect [part=button]:visible').first();
}

test.describe("the documentation's recipes", () => {
  test('give the buttons the colours of a brand', async ({page}) => {
    const button = await open(page, 0);
    await expect(button).toHaveCSS('background-color', 'rgb(124, 58, 237)');
    await expect(button).toHaveCSS('color', 'rgb(255, 255, 255)');
    await expect(page.getByRole('button', {name: 'Reconnect'})).toHaveCSS(
      'background-color',
      'rgb(124, 58, 237)',
    );
    await button.focus();
    await page.keyboard.press('Shift');
    await expect(button).toHaveCSS('outline-color', 'rgb(194, 65, 12)');
  });

  test("make a button look like those of the page's design system, in every state", async ({page}) => {
    const button = await open(page, 1);
    const house = page.getByRole('button', {name: 'A button of the page'});
    const looks = (target: Locator): Promise<readonly string[]> =>
      target.evaluate((element) => {
        const style = getComputedStyle(element);
        return [
          'padding',
          'border',
          'borderRadius',
          'backgroundColor',
          'color',
          'font',
          'letterSpacing',
          'outline',
          'outlineOffset',
        ].map((name) => `${name}: ${style.getPropertyValue(name.replace(/[A-Z]/g, '-$&').toLowerCase())}`);
      });
    expect(await looks(button)).toEqual(await looks(house));
    const hovered: (readonly string[])[] = [];
    for (const target of [button, house]) {
      await target.hover();
      await target.focus();
      await page.keyboard.press('Shift');
      hovered.push(await looks(target));
    }
    expect(hovered[0]).toEqual(hovered[1]);
    expect(hovered[0]).not.toEqual(await looks(button));
    await page.locator('budgea-connect').evaluate((element: HTMLElementTagNameMap['budgea-connect']) => {
      element.code = () => new Promise(() => undefined);
      void element.start();
    });
    await expect(button).toHaveCSS('background-color', 'rgb(74, 107, 130)');
  });

  test("take the host's own button, and style it while it is disabled", async ({page}) => {
    await open(page, 2);
    const [enabled, disabled] = await page.locator('.own').all();
    await expect(enabled as Locator).toHaveCSS('border-style', 'solid');
    await expect(disabled as Locator).toHaveCSS('border-style', 'dashed');
  });

  test('follow the dark colour scheme of the system', async ({page}) => {
    await expect(await open(page, 3)).toHaveCSS('background-color', 'rgb(20, 83, 45)');
    await expect(await open(page, 3, 'dark')).toHaveCSS('background-color', 'rgb(134, 239, 172)');
  });

  test('follow the dark theme of a class', async ({page}) => {
    const button = await open(page, 4);
    await expect(button).toHaveCSS('background-color', 'rgb(134, 239, 172)');
    await expect(page.getByText('Your bank refused')).toHaveCSS('color', 'rgb(241, 245, 243)');
  });
});
