import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {RETURNED} from '../../src/service/outcome.js';
import {type Flow, FLOWS, type Kind, NEWER, withSeparator} from '../../src/service/parameters.js';

const KINDS: Readonly<Record<Kind, string>> = {
  'string or number': 'text or number',
  string: 'text',
  'absolute URL': 'address',
  boolean: '`true` or `false`',
  'positive integer': 'whole number from 1 on',
  object: 'object of objects',
  'array without commas': 'list of texts or numbers',
};

/** Returns the description of each parameter in the source. */
function descriptions(): ReadonlyMap<string, string> {
  const source = readFileSync(new URL('../../src/service/parameters.ts', import.meta.url), 'utf8');
  const [declaration = ''] = /export interface Parameters \{[^]*?\n\}/.exec(source) ?? [];
  return new Map(
    [...declaration.matchAll(/\/\*\*([^]*?)\*\/\s*readonly (\w+):/g)].map(([, comment = '', name = '']) => [
      name,
      comment.replace(/\s*\n\s*\*\s*/g, ' ').trim(),
    ]),
  );
}

/** Describes what the callback of a flow returns. */
function returnedBy(flow: Flow): string {
  const values = Object.entries(RETURNED[flow]).map(
    ([name, always]) => `\`${withSeparator(name, '_')}\`${always ? '' : ' in some cases'}`,
  );
  return ['`state`', ...values].join(', ');
}

function reference(): string {
  const described = descriptions();
  const sections = (Object.keys(FLOWS) as Flow[]).map((flow) => {
    const rows = Object.entries(FLOWS[flow]).map(([name, declared]) => {
      const kind = declared.replace('!', '') as Kind;
      const hasAttribute = name !== 'state' && kind !== 'object';
      const cells = [
        `\`${name}\``,
        hasAttribute ? `\`${withSeparator(name, '-')}\`` : '–',
        `\`${withSeparator(name, '_')}\``,
        KINDS[kind],
        `${declared.endsWith('!') ? 'required' : 'optional'}${NEWER.includes(name) ? ', newer' : ''}`,
        described.get(name),
      ];
      return `| ${cells.join(' | ')} |`;
    });
    return [
      `## ${flow}`,
      '',
      '| option | attribute | on the wire | holds | | meaning |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
      `A success returns ${returnedBy(flow)}.`,
    ].join('\n');
  });
  const introduction =
    "What each flow takes, and what its callback returns. Made from the code's declarations by `npm run docs`: change them there.";
  return `${['# Parameters', introduction, ...sections].join('\n\n')}\n`;
}

it('the reference of parameters matches the code', async () => {
  expect(descriptions().size).toBeGreaterThan(15);
  await expect(reference()).toMatchFileSnapshot('../../docs/parameters.md');
});
