import {expect, type Locator, type Page} from '@playwright/test';

const MARGIN = 8;
const MIN_CONTRAST = 3;
/** An outline of two pixels without its corners, which 2.4.13 (AAA) asks for. */
const MIN_AREA = 0.9 * 2;

/**
 * Expects that the keyboard focus is visible: that it changes as many pixels by 3:1 as an outline of two pixels has.
 *
 * @param shown the element that shows it, if not the target itself.
 */
export async function expectVisibleFocus(target: Locator, shown: Locator = target): Promise<void> {
  const page = target.page();
  await target.scrollIntoViewIfNeeded();
  await blur(page);
  const box = await shown.boundingBox();
  if (!box) throw new Error('The element is not visible.');
  const clip = {
    x: Math.max(0, box.x - MARGIN),
    y: Math.max(0, box.y - MARGIN),
    width: box.width + 2 * MARGIN,
    height: box.height + 2 * MARGIN,
  };
  const without = await page.screenshot({clip, animations: 'disabled'});
  // after a key, the browser shows a focus as one of the keyboard
  await page.keyboard.press('Shift');
  await target.focus();
  const within = await page.screenshot({clip, animations: 'disabled'});
  const pixels = await changedPixels(page, without, within);
  expect(pixels, `pixels that the focus changes on ${await target.evaluate(nameOf)}`).toBeGreaterThan(
    MIN_AREA * 2 * (box.width + box.height),
  );
}

function nameOf(element: Element): string {
  return element.outerHTML.slice(0, 80);
}

function blur(page: Page): Promise<void> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    (active as HTMLElement | null)?.blur();
  });
}

/** Counts the pixels whose contrast between two pictures is 3:1 or more. */
function changedPixels(page: Page, before: Buffer, after: Buffer): Promise<number> {
  return page.evaluate(
    async ([pictures, least]) => {
      const read = async (base64: string): Promise<Uint8ClampedArray> => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
        const context = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
        context?.drawImage(picture, 0, 0);
        return context?.getImageData(0, 0, picture.width, picture.height).data ?? new Uint8ClampedArray();
      };
      const linear = (value = 0): number =>
        value <= 10.3 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
      const luminance = (data: Uint8ClampedArray, at: number): number =>
        0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]);
      const [one, other] = await Promise.all(pictures.map(read));
      let count = 0;
      if (!one || !other) return count;
      for (let at = 0; at < one.length; at += 4) {
        const [low = 0, high = 0] = [luminance(one, at), luminance(other, at)].sort((a, b) => a - b);
        if ((high + 0.05) / (low + 0.05) >= least) count += 1;
      }
      return count;
    },
    [[before.toString('base64'), after.toString('base64')], MIN_CONTRAST] as const,
  );
}
