import type {Page} from '@playwright/test';
import {forcePseudo} from './pseudo.js';
import {addressOf, type Sheet} from './sheets.js';

/** Opens a sheet, with everything on it in its state. */
export async function openSheet(page: Page, sheet: Sheet): Promise<void> {
  await page.emulateMedia({
    colorScheme: sheet.theme === 'light' ? 'light' : 'dark',
    forcedColors: sheet.theme === 'forced' ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  await page.goto(addressOf(sheet));
  await page.locator('html[data-ready]').waitFor();
  await forcePseudo(page);
}
