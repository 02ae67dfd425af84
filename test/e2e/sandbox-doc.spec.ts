import {mkdirSync, writeFileSync} from 'node:fs';
import {codeBlocks} from '../support/code-blocks.js';

// the documentation's own tests, against the demo and its emulated service
const block = codeBlocks('docs/sandbox.md', 'ts').find((text) => text.includes('@playwright/test')) ?? '';
const folder = new URL('../.sandbox-doc-e2e/', import.meta.url);
mkdirSync(folder, {recursive: true});
const file = new URL('playwright.ts', folder);
writeFileSync(file, block.replace("'budgea-webview/sandbox'", "'../../src/sandbox/index.js'"));
await import(file.href);
