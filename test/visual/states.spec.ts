import {expect, type Page, test} from '@playwright/test';
import {expectNoViolation} from '../e2e/accessibility/axe.js';
import {expectVisibleFocus} from '../e2e/accessibility/focus.js';
import {expectLargeTargets, expectNoLoss} from '../e2e/accessibility/layout.js';
import {openSheet} from './open-sheet.js';
import {nameOf, type Sheet, SHEETS} from './sheets.js';

const STATES = ['buttons', 'callback', 'connection', 'connections'];
const states = SHEETS.filter(({scene}) => STATES.includes(scene));
const english = states.filter(({lang}) => lang === 'en');
const light = english.filter(({theme}) => theme === 'light');
const forced = english.filter(({theme}) => theme === 'forced');
const texts = SHEETS.filter(({scene}) => scene === 'texts');

/** The contrast between a colour of an element and the page behind it. */
interface Contrast {
  readonly of: string;
  readonly ratio: number;
}

/** Returns the contrast of every border and mark with the page. */
function contrasts(page: Page): Promise<readonly Contrast[]> {
  return page.evaluate(() => {
    const context = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
    const luminance = (color: string): number => {
      if (!context) return NaN;
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = [...context.getImageData(0, 0, 1, 1).data].map((value) =>
        value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const ground = luminance(getComputedStyle(document.documentElement).backgroundColor);
    const found: Contrast[] = [];
    const note = (element: Element, color: string): void => {
      const [low = 0, high = 0] = [luminance(color), ground].sort((a, b) => a - b);
      found.push({of: element.outerHTML.slice(0, 80), ratio: (high + 0.05) / (low + 0.05)});
    };
    for (const {shadowRoot} of document.querySelectorAll('*')) {
      // the second step and a quiet button have no border: their underlined text shows that they can be pressed
      for (const element of shadowRoot?.querySelectorAll('button:enabled:not(.second, .quiet), .main') ?? [])
        if (element.checkVisibility() && getComputedStyle(element).borderTopWidth !== '0px')
          note(element, getComputedStyle(element).borderTopColor);
      for (const element of shadowRoot?.querySelectorAll('.outcome:not(.none) svg, [part=state] svg') ?? [])
        note(element, getComputedStyle(element).stroke);
    }
    return found;
  });
}

for (const sheet of [
  ...english.filter(({theme}) => theme !== 'forced'),
  ...texts.filter(({lang}) => lang === 'en'),
]) {
  test(`${nameOf(sheet)} has no violation that axe finds`, async ({page}) => {
    await openSheet(page, sheet);
    await expectNoViolation(page);
  });
}

for (const sheet of [...states.filter(({theme}) => theme === 'light'), ...texts]) {
  test(`${nameOf(sheet)} loses nothing when enlarged, and has large targets`, async ({page}) => {
    await openSheet(page, sheet);
    await expectLargeTargets(page);
    await expectNoLoss(page);
  });
}

for (const sheet of english.filter(({scene}) => scene !== 'connection')) {
  test(`${nameOf(sheet)} has borders and marks with a contrast of 3:1`, async ({page}) => {
    await openSheet(page, sheet);
    const found = await contrasts(page);
    expect(found.length).toBeGreaterThan(10);
    expect(found.filter(({ratio}) => !(ratio >= 3))).toEqual([]);
  });
}

const FOCUSED: Readonly<Record<string, readonly string[]>> = {
  buttons: ['idle', 'in colours of a brand', 'pending', "the page's own label, and a narrow place"],
  callback: ['connected', 'cancelled'],
  connection: ['the user has to act'],
  connections: ['narrow', 'no bank', 'the server fails'],
  places: [],
};

async function expectFocusIn(page: Page, sheet: Sheet): Promise<void> {
  await openSheet(page, sheet);
  const names = FOCUSED[sheet.scene] ?? [];
  const cells = names.map((name) => page.getByRole('region', {name, exact: true}));
  for (const cell of cells.length > 0 ? cells : [page.getByRole('main')]) {
    const targets = cell.locator('button:enabled:visible, a:visible');
    expect(await targets.count()).toBeGreaterThan(0);
    for (const target of await targets.all()) await expectVisibleFocus(target);
  }
}

for (const sheet of [...english, ...SHEETS.filter(({scene}) => scene === 'places')]) {
  test(`${nameOf(sheet)} shows the keyboard focus with a contrast of 3:1`, async ({page}) => {
    await expectFocusIn(page, sheet);
  });
}

for (const motion of ['reduce', 'no-preference'] as const) {
  test(`the spinner ${motion === 'reduce' ? 'does not turn' : 'turns'} when the user's preference for motion is ${motion}`, async ({
    page,
  }) => {
    for (const sheet of light) {
      await openSheet(page, sheet);
      await page.emulateMedia({reducedMotion: motion});
      const running = await page.evaluate(() => {
        const all = [...document.querySelectorAll('*')].flatMap(
          ({shadowRoot}) => shadowRoot?.getAnimations() ?? [],
        );
        return all.filter((animation) => animation instanceof CSSAnimation).length;
      });
      expect(running > 0).toBe(motion === 'no-preference');
    }
  });
}

test('a mark tells by its shape what its colour tells', async ({page}) => {
  await openSheet(page, {scene: 'callback', theme: 'light', lang: 'en'});
  const marks = await page.evaluate(() =>
    [...document.querySelectorAll('budgea-callback')].map(({shadowRoot}) => {
      const outcome = shadowRoot?.querySelector('.outcome');
      const path = outcome?.querySelector('path')?.getAttribute('d') ?? '';
      const circle = outcome?.querySelector('circle');
      return [outcome?.className, path + (circle ? getComputedStyle(circle).strokeDasharray : '')] as const;
    }),
  );
  const shapes = new Map(marks);
  expect(shapes.size).toBe(5);
  expect(new Set(marks.map(([, shape]) => shape)).size).toBeGreaterThanOrEqual(4);
  for (const [look, shape] of marks) expect(shapes.get(look)).toBe(shape);
});

test('uses only the system colours when colours are forced', async ({page}) => {
  for (const sheet of forced) {
    await openSheet(page, sheet);
    const own = await page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .flatMap(({shadowRoot}) => [...(shadowRoot?.querySelectorAll('svg, button, a, p') ?? [])])
        .map((element) => getComputedStyle(element).color),
    );
    const system = await page.evaluate(() =>
      ['CanvasText', 'LinkText', 'ButtonText', 'HighlightText', 'GrayText', 'VisitedText'].map((name) => {
        document.body.style.color = name;
        return getComputedStyle(document.body).color;
      }),
    );
    expect(own.filter((color) => !system.includes(color))).toEqual([]);
  }
});
