import {expect, type Page} from '@playwright/test';

/** The text spacing of WCAG 2.2, 1.4.12. */
const WIDE_TEXT = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-block-end: 2em !important; }`;

/** Expects that nothing is lost at 200 % and at 400 % of 1280 pixels, in large letters, in wide letters. */
export async function expectNoLoss(page: Page): Promise<void> {
  const before = page.viewportSize() ?? {width: 1280, height: 800};
  for (const [size, width] of [
    ['200 %', 640],
    ['400 %', 320],
  ] as const) {
    await page.setViewportSize({width, height: 400});
    expect(await layoutFaults(page), size).toEqual([]);
  }
  await page.setViewportSize({width: 640, height: 400});
  await withStyle(page, ':root { font-size: 200% !important; }', 'letters of twice the size');
  await withStyle(page, WIDE_TEXT, 'wide letters');
  await page.setViewportSize(before);
}

/** Expects that every target is at least 24 pixels wide and high, except links in a sentence. */
export async function expectLargeTargets(page: Page): Promise<void> {
  const small = await page.evaluate(() => {
    const found: string[] = [];
    const look = (root: ParentNode): void => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        if (!element.matches('a[href], button, input, select, summary') || !element.checkVisibility())
          continue;
        const target = element.closest('label') ?? element;
        const isInSentence =
          getComputedStyle(target).display === 'inline' &&
          target.parentElement?.textContent.trim() !== target.textContent.trim();
        const {width, height} = target.getBoundingClientRect();
        if (!isInSentence && (width < 24 || height < 24))
          found.push(`${element.outerHTML.slice(0, 80)}: ${width} × ${height}`);
      }
    };
    look(document);
    return found;
  });
  expect(small).toEqual([]);
}

async function withStyle(page: Page, css: string, name: string): Promise<void> {
  const isIn = (on: boolean): Promise<void> =>
    page.evaluate(
      ([text, add]) => {
        const visit = (root: Document | ShadowRoot): void => {
          const [last] = root.adoptedStyleSheets.slice(-1);
          if (add) {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(text);
            root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
          } else if (last) {
            root.adoptedStyleSheets = root.adoptedStyleSheets.slice(0, -1);
          }
          for (const {shadowRoot} of root.querySelectorAll('*')) if (shadowRoot) visit(shadowRoot);
        };
        visit(document);
      },
      [css, on] as const,
    );
  await isIn(true);
  expect(await layoutFaults(page), name).toEqual([]);
  await isIn(false);
}

/** Returns which texts of a page are cut off, covered by other text, or outside of the page. */
function layoutFaults(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const {scrollWidth, clientWidth} = document.documentElement;
    const faults: string[] = [];
    const runs: {readonly owner: Element; readonly text: string; readonly rect: DOMRect}[] = [];
    const named = (element: Element): string =>
      `<${element.localName}> “${element.textContent.trim().slice(0, 40)}”`;

    const readText = (text: Text, owner: Element): void => {
      if (text.data.trim() === '') return;
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = owner.closest('button, a')?.getBoundingClientRect();
      for (const rect of range.getClientRects()) {
        if (rect.width === 0) continue;
        runs.push({owner, text: text.data.trim(), rect});
        if (rect.left < -1 || rect.right > clientWidth + 1) faults.push(`${named(owner)} leaves the page`);
        if (box && (rect.left < box.left - 1 || rect.right > box.right + 1))
          faults.push(`${named(owner)} leaves its button`);
      }
    };

    const visit = (element: Element): void => {
      const style = getComputedStyle(element);
      // text only for screen readers is not lost, and a field scrolls
      const isUnseen =
        !element.checkVisibility({visibilityProperty: true}) || style.clipPath === 'inset(50%)';
      if (style.display !== 'contents' && isUnseen) return;
      if (element.matches('select, input, iframe, svg, progress')) return;
      const isCut =
        style.overflow !== 'visible' &&
        (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
      if (isCut && element !== document.documentElement && element !== document.body)
        faults.push(`${named(element)} is cut off`);
      const assigned = element instanceof HTMLSlotElement ? element.assignedNodes() : [];
      const children =
        element.shadowRoot?.childNodes ?? (assigned.length > 0 ? assigned : element.childNodes);
      for (const child of children) {
        if (child instanceof Text) readText(child, element);
        else if (child instanceof Element) visit(child);
      }
    };
    visit(document.body);

    if (scrollWidth > clientWidth)
      faults.push(`the page scrolls sideways by ${scrollWidth - clientWidth} pixels`);
    for (const [index, one] of runs.entries()) {
      for (const other of runs.slice(index + 1)) {
        if (one.owner === other.owner) continue;
        const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
        const height = Math.min(one.rect.bottom, other.rect.bottom) - Math.max(one.rect.top, other.rect.top);
        const lower = Math.min(one.rect.height, other.rect.height);
        if (width > 1 && height > lower / 2)
          faults.push(`“${one.text}” and “${other.text}” cover each other`);
      }
    }
    return faults;
  });
}
