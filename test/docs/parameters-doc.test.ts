import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {type Flow, FLOWS, NEWER, type Parameter, PARAMETERS} from '../../src/service/parameters.js';
import {RETURNED} from '../../src/flows/parse-callback.js';

const root = new URL('../../', import.meta.url);

const KINDS: Readonly<Record<(typeof PARAMETERS)[Parameter], string>> = {
  id: 'text or number',
  text: 'text',
  uri: 'address',
  boolean: '`true` or `false`',
  count: 'whole number from 1 on',
  fields: 'object of objects',
  list: 'list of texts or numbers',
};

/** Returns the description of each parameter in its declaration. */
function meanings(): Map<string, string> {
  const source = readFileSync(new URL('src/service/parameters.ts', root), 'utf8');
  const declarations = source.slice(
    source.indexOf('export const PARAMETERS'),
    source.indexOf('export const FLOWS'),
  );
  return new Map(
    [...declarations.matchAll(/\/\*\*([\s\S]*?)\*\/\s*(\w+):/g)].map(([, comment = '', name = '']) => [
      name,
      comment.replace(/\s*\n\s*\*\s*/g, ' ').trim(),
    ]),
  );
}

function spelled(name: string, separator: string): string {
  return name.replace(/[A-Z]/g, (letter) => `${separator}${letter.toLowerCase()}`);
}

/** Describes the callback of a flow. */
function broughtBy(flow: Flow): string {
  const named = Object.entries(RETURNED[flow]).map(
    ([name, always]) => `\`${spelled(name, '_')}\`${always ? '' : ' in some cases'}`,
  );
  return ['`state`', ...named].join(', ');
}

function documentation(): string {
  const said = meanings();
  const sections = (Object.keys(FLOWS) as Flow[]).map((flow) => {
    const rows = (Object.entries(FLOWS[flow]) as [Parameter, boolean][]).map(([name, required]) => {
      const hasAttribute = name !== 'state' && PARAMETERS[name] !== 'fields';
      const attribute = !hasAttribute ? '–' : `\`${spelled(name, '-')}\``;
      const need = `${required ? 'required' : 'optional'}${NEWER.includes(name) ? ', newer' : ''}`;
      return `| \`${name}\` | ${attribute} | \`${spelled(name, '_')}\` | ${KINDS[PARAMETERS[name]]} | ${need} | ${said.get(name) ?? ''} |`;
    });
    return [
      `## ${flow}`,
      '',
      '| option | attribute | on the wire | holds | | meaning |',
      '|---|---|---|---|---|---|',
      ...rows,
      '',
      `A success brings ${broughtBy(flow)}.`,
    ].join('\n');
  });
  return `${['# Parameters', "What each flow takes, and what its callback carries. Made from the code's own declarations by `npm run docs`: change them there.", ...sections].join('\n\n')}\n`;
}

it('the reference of parameters matches the code', async () => {
  expect([...meanings().keys()]).toEqual(Object.keys(PARAMETERS));
  await expect(documentation()).toMatchFileSnapshot('../../docs/parameters.md');
});
