import {type Browser, chromium, firefox, type Page} from '@playwright/test';
import {build} from 'esbuild';
import {fileURLToPath} from 'node:url';
import {resolveChrome} from '../../tools/chrome.js';
import {firefoxPath} from '../../tools/firefox.js';

/** The browsers of this run: `BROWSERS=chrome` leaves Firefox out. */
export const BROWSERS = (process.env['BROWSERS'] ?? 'chrome,firefox').split(',');

/** Opens a browser. */
export async function open(name: string): Promise<Browser> {
  if (name === 'firefox') return firefox.launch({channel: 'moz-firefox', executablePath: firefoxPath()});
  const {launchOptions} = await resolveChrome();
  return chromium.launch({...launchOptions, headless: true});
}

/** Opens an empty page at an address. Nothing is sent over the network. */
export async function openPage(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage();
  await page.route('**/*', (route) =>
    route.fulfill({contentType: 'text/html', body: '<!doctype html><body></body>'}),
  );
  await page.goto(address);
  return page;
}

/** Makes one script of a module of ours, for a page. Its exports are in the global `name`. */
export async function bundle(module: string, name = 'bundled'): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL(module, import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: name,
    target: 'es2022',
    tsconfigRaw: {compilerOptions: {experimentalDecorators: true, useDefineForClassFields: false}},
  });
  return outputFiles[0]!.text;
}
