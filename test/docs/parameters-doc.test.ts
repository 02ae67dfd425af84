import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {type Flow, FLOWS, NEWER, type Parameter} from '../../src/service/parameters.js';
import {CALLBACK_PARAMETERS} from '../../src/service/callback-parameters.js';
import {RETURNED} from '../../src/service/callback.js';

const root = new URL('../../', import.meta.url);

/** Returns the description of each parameter in its declaration. */
function meanings(): Map<string, string> {
  const source = readFileSync(new URL('src/service/parameters.ts', root), 'utf8');
  const declarations = source.slice(
    source.indexOf('interface Parameters'),
    source.indexOf('export type Kind'),
  );
  return new Map(
    [...declarations.matchAll(/\/\*\*([\s\S]*?)\*\/\s*readonly (\w+):/g)].map(
      ([, comment = '', name = '']) => [name, comment.replace(/\s*\n\s*\*\s*/g, ' ').trim()],
    ),
  );
}

function spelled(name: string, separator: string): string {
  return name.replace(/[A-Z]/g, (letter) => `${separator}${letter.toLowerCase()}`);
}

/** Describes the callback of a flow. Whether a payment is settled is told by its state. */
function returnedBy(flow: Flow): string {
  const named = Object.entries(RETURNED[flow])
    .filter(([name]) => name !== 'settled')
    .map(([name, always]) => {
      const parameter = CALLBACK_PARAMETERS.find((known) => known === spelled(name, '_')) ?? 'id_payment';
      return `\`${parameter}\`${always ? '' : ' in some cases'}`;
    });
  return ['`state`', ...named].join(', ');
}

function documentation(): string {
  const described = meanings();
  const sections = (Object.keys(FLOWS) as Flow[]).map((flow) => {
    const rows = (Object.entries(FLOWS[flow]) as [Parameter, string][]).map(([name, declared]) => {
      const kind = declared.replace('!', '');
      const attribute =
        (name === 'state' && flow !== 'payment') || kind === 'object' ? '–' : `\`${spelled(name, '-')}\``;
      const need = `${declared.endsWith('!') ? 'required' : 'optional'}${NEWER.includes(name) ? ', newer' : ''}`;
      return `| \`${name}\` | ${attribute} | \`${spelled(name, '_')}\` | ${kind} | ${need} | ${described.get(name) ?? ''} |`;
    });
    return [
      `## ${flow}`,
      '',
      '| option | attribute | on the wire | type | | meaning |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
      `A success returns ${returnedBy(flow)}.`,
    ].join('\n');
  });
  return `${['# Parameters', 'What each flow takes, and what its callback returns. `npm run docs` makes this page from the code: change it there.', ...sections].join('\n\n')}\n`;
}

it('the reference of parameters matches the code', async () => {
  const taken = new Set(Object.values(FLOWS).flatMap((flow) => Object.keys(flow)));
  expect(new Set(meanings().keys())).toEqual(taken);
  await expect(documentation()).toMatchFileSnapshot('../../docs/parameters.md');
});
