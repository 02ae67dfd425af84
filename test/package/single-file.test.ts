import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {type Browser, chromium} from '@playwright/test';
import {parse} from 'acorn';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {resolveChrome} from '../../tools/chrome.js';
import {integrityOf} from '../../tools/integrity.js';
import {installedIn, packedJson, packedText} from '../support/packed.js';
import {buildSingleFile} from '../support/single-file.js';

const FILE = 'dist/cdn/budgea-webview.js';
const integrity = integrityOf(packedText(FILE));

describe('the single file', () => {
  it('imports nothing and is minified', () => {
    const text = packedText(FILE);
    const {body} = parse(text, {ecmaVersion: 2022, sourceType: 'module'});
    expect(body.filter(({type}) => type === 'ImportDeclaration')).toEqual([]);
    expect(/\bimport\(|\/\*\*/.exec(text)?.[0]).toBeUndefined();
  });

  it('has its hash in integrity.json', () => {
    expect(packedJson('dist/cdn/integrity.json')).toMatchObject({'budgea-webview.js': integrity});
  });

  it('contains the licences of the packages in it', () => {
    const licences = packedText('dist/cdn/licenses.md');
    const named = [...licences.matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)].map(([, name, id]) => [name, id]);
    expect(named).toEqual([
      ['@lit/reactive-element', 'BSD-3-Clause'],
      ['lit-element', 'BSD-3-Clause'],
      ['lit-html', 'BSD-3-Clause'],
      ['lit', 'BSD-3-Clause'],
      ['nanoid', 'MIT'],
    ]);
  });

  it('is identical when it is built again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'single-file-'));
    try {
      expect(integrityOf(buildSingleFile(folder))).toBe(integrity);
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  });
});

const LABELS = {
  de: 'Bank verbinden',
  es: 'Conectar un banco',
  it: 'Collega una banca',
  nl: 'Bank koppelen',
  pt: 'Ligar um banco',
} as const;

describe('a language beside the single file', () => {
  let browser: Browser;
  let server: Server;

  beforeAll(async () => {
    const {launchOptions} = await resolveChrome();
    browser = await chromium.launch({...launchOptions, headless: true});
    const folder = join(installedIn('budgea-webview'), 'dist/cdn');
    server = createServer(({url = '/'}, response) => {
      const {pathname, searchParams} = new URL(url, 'http://localhost');
      const isScript = pathname.endsWith('.js');
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      const scripts = searchParams
        .getAll('script')
        .map((path) => `<script type="module" src="${path}"></script>`);
      response.end(
        isScript
          ? readFileSync(join(folder, pathname))
          : `<!doctype html><html lang="${searchParams.get('lang')}"><link rel="icon" href="data:,">
             <budgea-connect></budgea-connect>${scripts.join('')}`,
      );
    }).listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    server.close();
    await browser.close();
  });

  it('has its hash in integrity.json', () => {
    const hashes = packedJson('dist/cdn/integrity.json') as Record<string, string>;
    const files = Object.keys(LABELS).map((language) => `languages/${language}.js`);
    expect(Object.keys(hashes)).toEqual(['budgea-webview.js', ...files]);
    for (const file of files) expect(integrityOf(packedText(`dist/cdn/${file}`)), file).toBe(hashes[file]);
  });

  it.each(Object.entries(LABELS))('%s is shown, whichever script is loaded first', async (lang, label) => {
    const scripts = ['/budgea-webview.js', `/languages/${lang}.js`];
    for (const order of [scripts, scripts.toReversed(), scripts.slice(1)]) {
      const page = await browser.newPage();
      const messages: string[] = [];
      page.on('console', (message) => messages.push(message.text()));
      page.on('pageerror', (error) => messages.push(error.message));
      const query = new URLSearchParams({lang});
      for (const script of order) query.append('script', script);
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?${query}`);
      await page.getByRole('button', {name: label, exact: true}).waitFor();
      expect(messages).toEqual([]);
      await page.close();
    }
  });
});
