import {mkdirSync, writeFileSync} from 'node:fs';
import {codeBlocks, writtenPages} from '../support/code-blocks.js';

// runs the tests in the documentation against the demo and its emulated service
const folder = new URL('../.documented-e2e/', import.meta.url);
mkdirSync(folder, {recursive: true});
const tests = writtenPages()
  .flatMap((page) => codeBlocks(page, 'ts'))
  .filter((code) => code.includes("'@playwright/test'"));
for (const [index, code] of tests.entries()) {
  const file = new URL(`${index}.ts`, folder);
  writeFileSync(file, code.replace("'budgea-sandbox'", "'../../packages/sandbox/src/index.js'"));
  await import(file.href);
}
