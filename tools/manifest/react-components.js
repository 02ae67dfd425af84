import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

const HEAD = `'use client';\n`;

/** Writes the elements as components for React: what each one takes comes from the manifest. */
export function reactComponents(folder) {
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), text);
  };
  return {
    name: 'react-components',
    packageLinkPhase({customElementsManifest}) {
      const elements = customElementsManifest.modules
        .flatMap(({declarations}) => declarations)
        .filter(({tagName}) => tagName);
      const components = elements.map(component).join('');
      write(
        'react/index.js',
        `${HEAD}${imports(elements, '../index.js', './create-component.js')}${components}`,
      );
      write('react/index.d.ts', types(elements));
      // without Lit, which fails in a worker
      write(
        'worker/react.js',
        `${HEAD}${imports(elements, './index.js', '../react/create-component.js')}${components}`,
      );
    },
  };
}

const nameOf = (className) => className.replace(/Element$/, '');
const capitalized = (text) => text.replace(/(?:^|-)(\w)/g, (_, letter) => letter.toUpperCase());

/** `budgea-leave` is listened to by `onLeave`. */
const listenerOf = (event) => `on${capitalized(event.replace(/^budgea-/, ''))}`;

function imports(elements, classes, runtime) {
  const names = elements.map(({name}) => name).sort();
  return `import {\n  ${names.join(',\n  ')},\n} from '${classes}';\nimport {createComponent} from '${runtime}';\n`;
}

/** What no markup may hold, not even a server's: they are only set as properties. */
const SECRETS = ['code', 'state'];

/** The properties that a page can set. */
const propertiesOf = ({members}) =>
  members.filter(({kind, readonly, static: isStatic}) => kind === 'field' && !readonly && !isStatic);

function component(element) {
  const {tagName, name, events = []} = element;
  const properties = propertiesOf(element).map((member) => [
    member.name,
    SECRETS.includes(member.name) ? null : (member.attribute ?? null),
  ]);
  const listeners = events.map((event) => [listenerOf(event.name), event.name]);
  return `
export const ${nameOf(name)} = /* @__PURE__ */ createComponent('${nameOf(name)}', {
  tag: '${tagName}',
  constructor: ${name},
  properties: ${JSON.stringify(Object.fromEntries(properties))},
  events: ${JSON.stringify(Object.fromEntries(listeners))},
});
`;
}

function types(elements) {
  const events = elements.flatMap((element) => (element.events ?? []).map(({type}) => type.text));
  const names = [...new Set([...elements.map(({name}) => name), ...events])].sort();
  return `import type {ForwardRefExoticComponent, HTMLAttributes, RefAttributes} from 'react';
import type {
  ${names.join(',\n  ')},
} from '../index.js';
import type {Elements} from '../types/elements.js';

type Settable<P> = {[N in keyof P]?: P[N] | undefined};

/** The properties of an element, and what React takes for any element. */
type BaseProps<T extends keyof Elements> = Omit<
  HTMLAttributes<Elements[T]['element']>,
  keyof Elements[T]['properties'] | 'onError'
> &
  Settable<Elements[T]['properties']>;
${elements.map(componentTypes).join('')}`;
}

const comment = (text, indent = '') => `${indent}/** ${text.replace(/\s*\n\s*/g, ' ')} */\n`;

function componentTypes({tagName, name, description, events = []}) {
  const component = nameOf(name);
  const listeners = events.map(
    (event) =>
      `${comment(event.description, '  ')}  ${listenerOf(event.name)}?: ((event: ${event.type.text}) => void) | null | undefined;\n`,
  );
  return `
/** The props of \`<${component}>\`. */
export interface ${component}Props extends BaseProps<'${tagName}'> {
${listeners.join('')}}
${comment(description)}export declare const ${component}: ForwardRefExoticComponent<
  ${component}Props & RefAttributes<${name}>
>;
`;
}
