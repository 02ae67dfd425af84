import {afterAll} from 'vitest';
import {codeBlocks, writtenPages} from '../support/code-blocks.js';
import {DocModules} from '../support/doc-modules.js';

// runs the tests in the documentation
const VITEST = "'vitest'";
for (const page of writtenPages().filter((one) =>
  codeBlocks(one, 'ts').some((code) => code.includes(VITEST)),
)) {
  const modules = new DocModules(page, `.documented-${page.replace(/\W+/g, '-')}`);
  afterAll(() => {
    modules.remove();
  });
  for (const module of modules.allHolding(VITEST)) await import(module);
}
