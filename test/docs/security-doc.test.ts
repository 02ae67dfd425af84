import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';

const page = readFileSync(new URL('../../SECURITY.md', import.meta.url), 'utf8');

/** The threats of the page: what somebody may try, what stops it, what shows that. */
const threats = page
  .split('\n')
  .map((line) => line.slice(2, -2).split(' | '))
  .filter(([threat = '', ...rest]) => rest.length === 2 && !/^-|^somebody$/.test(threat));

describe('the page about security', () => {
  it.each(threats)('names the code that stops who %s, and the tests that show it', (_threat, stop, tests) => {
    expect(stop).toMatch(/`[\w./-]+\.(?:ts|js|json|yml|txt)`/);
    expect(tests).toMatch(
      /^`(?:packages\/sandbox\/)?test\/[^`]+\.ts`(?:, `(?:packages\/sandbox\/)?test\/[^`]+\.ts`)*$/,
    );
  });
});
