import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {FRAMEWORKS} from './frameworks.js';

const comment = (text) => `  /** ${text.replace(/\s*\n\s*/g, ' ')} */\n`;
const union = (names) => names.map((name) => `'${name}'`).join(' | ') || 'never';

/** Writes the elements' types for each framework: names and descriptions from the manifest, types from the classes. */
export function frameworkTypes(folder) {
  return {
    name: 'framework-types',
    packageLinkPhase({customElementsManifest}) {
      const elements = customElementsManifest.modules
        .flatMap(({declarations}) => declarations)
        .filter(({tagName}) => tagName);
      mkdirSync(folder, {recursive: true});
      writeFileSync(join(folder, 'elements.d.ts'), elementTypes(elements));
      writeFileSync(join(folder, 'types-only.js'), 'export {};\n');
      for (const [name, text] of Object.entries(FRAMEWORKS))
        writeFileSync(join(folder, `${name}.d.ts`), text);
    },
  };
}

function elementTypes(elements) {
  const events = new Set(elements.flatMap((element) => (element.events ?? []).map(({type}) => type.text)));
  const imports = [...elements.map(({name}) => name), ...events].sort();
  return `import type {\n  ${imports.join(',\n  ')},\n} from '../index.js';

/** The properties, attributes and events of each tag. */
export interface Elements {
${elements.map(tagTypes).join('')}}

${elements.map(attributeTypes).join('\n')}
${elements.map(listenerTypes).join('\n')}`;
}

function tagTypes({tagName, name, description, members, events = []}) {
  const properties = members.filter(
    ({kind, readonly, static: isStatic}) => kind === 'field' && !readonly && !isStatic,
  );
  return `${comment(description)}  '${tagName}': {
    element: ${name};
    properties: Partial<Pick<${name}, ${union(properties.map((member) => member.name))}>>;
    attributes: ${name}Attributes;
    events: {${events.map((event) => `'${event.name}': ${event.type.text}`).join('; ')}};
    listeners: ${name}Listeners;
  };
`;
}

function listenerTypes({name, tagName, events = []}) {
  const lines = events.map(
    ({name: event, description, type}) =>
      `${comment(description)}  'on${event}'?: ((event: ${type.text}) => void) | undefined;\n`,
  );
  return `/** The listeners of \`<${tagName}>\`, as JSX spells them. */\nexport interface ${name}Listeners {\n${lines.join('')}}\n`;
}

function attributeTypes({name, tagName, attributes = []}) {
  const lines = attributes.map(
    ({name: attribute, description, type}) =>
      `${comment(description)}  '${attribute}'?: ${typeOf(type.text)} | null | undefined;\n`,
  );
  return `/** The attributes of \`<${tagName}>\`, as markup spells them. */\nexport interface ${name}Attributes {\n${lines.join('')}}\n`;
}

/** Keeps an editor's suggestions of known values if the type also allows any other string. */
function typeOf(text) {
  const parts = text.split(' | ');
  const isOpen = parts.includes('string') && parts.some((part) => part.startsWith("'"));
  return isOpen ? parts.map((part) => (part === 'string' ? '(string & {})' : part)).join(' | ') : text;
}
