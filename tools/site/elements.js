// Writes a page for each element to website/elements/, from the manifest: build first.
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';

const root = new URL('../../', import.meta.url);
const manifestFile = new URL('custom-elements.json', root);
const folder = new URL('website/elements/', root);

if (!existsSync(manifestFile)) throw new Error('There is no custom-elements.json: run npm run build first.');
const {modules} = JSON.parse(readFileSync(manifestFile, 'utf8'));
const elements = modules
  .flatMap(({declarations = []}) => declarations)
  .filter(({tagName}) => tagName)
  .sort((a, b) => a.tagName.localeCompare(b.tagName));

rmSync(folder, {recursive: true, force: true});
mkdirSync(folder, {recursive: true});
for (const element of elements) writeFileSync(new URL(`${element.tagName}.md`, folder), pageOf(element));
writeFileSync(new URL('index.md', folder), indexOf(elements));

function pageOf({tagName, name, description, members = [], attributes = [], ...more}) {
  // the element's own members come before the inherited ones
  const instance = members
    .filter((member) => !member.static)
    .sort((a, b) => Number(Boolean(a.inheritedFrom)) - Number(Boolean(b.inheritedFrom)));
  const properties = instance.filter(({kind}) => kind === 'field');
  const methods = instance.filter(({kind}) => kind === 'method');
  const attributeOf = (property) => attributes.find(({fieldName}) => fieldName === property.name)?.name;
  return page([
    `# ${tagName}`,
    description,
    `\`\`\`js\nimport 'budgea-webview/components/${tagName}'; // registers <${tagName}>\nimport {${name}} from 'budgea-webview'; // its class, if you need it\n\`\`\``,
    '## Live',
    `<live-element tag="${tagName}"></live-element>`,
    section(
      'Attributes and properties',
      'The attribute comes first, then the property with the same meaning, then its type.',
      properties.map((property) => [
        [
          attributeOf(property),
          property.name === attributeOf(property) ? undefined : property.name,
          property.type?.text,
        ],
        property.readonly ? `${property.description} Read only.` : property.description,
      ]),
    ),
    section(
      'Methods',
      undefined,
      methods.map((method) => [
        [
          `${method.name}(${(method.parameters ?? []).map((parameter) => parameter.name).join(', ')})`,
          method.return?.type.text ?? 'void',
        ],
        method.description,
      ]),
    ),
    section(
      'Events',
      undefined,
      (more.events ?? []).map((event) => [
        [event.name],
        `${event.description} A [${event.type.text}](../api/budgea-webview/classes/${event.type.text}.md).`,
      ]),
    ),
    section(
      'Slots',
      undefined,
      (more.slots ?? []).map((slot) => [[slot.name || '(the default one)'], slot.description]),
    ),
    section(
      'Parts',
      'For `::part(…)`.',
      (more.cssParts ?? []).map((part) => [[part.name], part.description]),
    ),
    section(
      'Custom properties',
      'The name comes first, then the default.',
      (more.cssProperties ?? []).map((property) => [[property.name, property.default], property.description]),
    ),
    section(
      'States',
      'For `:state(…)`.',
      (more.cssStates ?? []).map((state) => [[state.name], state.description]),
    ),
  ]);
}

function indexOf(all) {
  return page([
    '# Elements',
    'Each element has a page, made from the [manifest](https://github.com/webcomponents/custom-elements-manifest) that the package contains.',
    table(
      ['element', 'does'],
      all.map(({tagName, summary}) => [`[\`<${tagName}>\`](${tagName}.md)`, summary]),
    ),
  ]);
}

function page(parts) {
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** Returns a section with a table of names, one a line, and their meaning: a phone has room for two columns. */
function section(heading, legend, rows) {
  if (rows.length === 0) return undefined;
  const cells = rows.map(([names, meaning]) => [
    names
      .filter(Boolean)
      .map((name) => `\`${name}\``)
      .join('<br>'),
    meaning,
  ]);
  return [`## ${heading}`, legend, table(['name', 'meaning'], cells)].filter(Boolean).join('\n\n');
}

function table(columns, rows) {
  return [columns, columns.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => oneLine(cell ?? '')).join(' | ')} |`)
    .join('\n');
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}
