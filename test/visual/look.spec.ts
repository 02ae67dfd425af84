import {expect, test} from '@playwright/test';
import {openSheet} from './open-sheet.js';
import {nameOf, SHEETS} from './sheets.js';

// lower than any sheet, so that a picture ends with its sheet
test.use({viewport: {width: 1280, height: 240}});

// the texts of the other languages are measured in states.spec.ts: a picture would only repeat them
for (const sheet of SHEETS.filter(({scene, lang}) => scene !== 'texts' || lang === 'en')) {
  test(`${nameOf(sheet)} looks as it did`, async ({page}) => {
    await openSheet(page, sheet);
    await expect(page).toHaveScreenshot(`${nameOf(sheet)}.png`, {
      fullPage: true,
      threshold: 0.05,
      maxDiffPixels: 0,
    });
  });
}
