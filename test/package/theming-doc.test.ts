import {readFileSync} from 'node:fs';
import {expect, it} from 'vitest';
import {FLOW_TAGS} from '../support/flow-tags.js';
import {packedJson} from '../support/packed.js';

interface Described {
  readonly name: string;
  readonly description: string;
  readonly default?: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly cssProperties?: readonly Described[];
  readonly cssParts?: readonly Described[];
  readonly cssStates?: readonly Described[];
}

const page = new URL('../../docs/theming.md', import.meta.url);
const BUTTONS: readonly string[] = FLOW_TAGS;

/** The styling hooks in the manifest, one row for all elements that share one. */
function rows(): readonly string[] {
  const {modules} = packedJson('custom-elements.json') as {
    modules: readonly {declarations: readonly Declaration[]}[];
  };
  const found = new Map<string, string[]>();
  const note = (tag: string, name: string, {description, default: value}: Described): void => {
    const end = `| ${name} | ON | ${description} | ${value === undefined ? '' : `\`${value}\``} |`;
    found.set(end, [...(found.get(end) ?? []), tag]);
  };
  for (const {tagName, cssProperties = [], cssParts = [], cssStates = []} of modules.flatMap(
    ({declarations}) => declarations,
  )) {
    if (tagName === undefined) continue;
    for (const one of cssProperties) note(tagName, `\`${one.name}\``, one);
    for (const one of cssParts) note(tagName, `\`::part(${one.name})\``, one);
    for (const one of cssStates) note(tagName, `\`:state(${one.name})\``, one);
  }
  return [...found].map(([row, tags]) => row.replace('ON', elements(tags))).sort();
}

function elements(tags: readonly string[]): string {
  const others = tags.filter((tag) => !BUTTONS.includes(tag)).map((tag) => `\`<${tag}>\``);
  return (others.length < tags.length ? ['the buttons', ...others] : others).join(', ');
}

it('the page about theming has exactly the custom properties, parts and states of the manifest', () => {
  const text = readFileSync(page, 'utf8');
  const table = text.split('\n').filter((line) => /^\| `[-:]/.test(line));
  expect(table.sort()).toEqual(rows());
});
