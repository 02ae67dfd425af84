import {readdirSync, readFileSync} from 'node:fs';

/** Names that break the platform itself, whoever calls it: descriptors, promises, iteration, JSON. */
const OF_PLATFORM = [
  'get',
  'set',
  'value',
  'writable',
  'enumerable',
  'configurable',
  'then',
  'toJSON',
  'length',
  'next',
  'done',
  'return',
];

/** Returns every name that the code of some folders reads: of a property, or in quotes. */
export function namesRead(...folders: readonly string[]): string[] {
  const root = new URL('../../src/', import.meta.url);
  const files = folders.flatMap((folder) =>
    readdirSync(new URL(folder, root), {recursive: true, encoding: 'utf8'})
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(new URL(`${folder}/${file}`, root), 'utf8')),
  );
  const found = files.flatMap((code) => [
    ...code.matchAll(/\??\.([a-z_]\w*)|['"`]([a-z][\w-]*)['"`]|\b([a-z_]\w*)\??:/gi),
  ]);
  const names = new Set(found.map(([, property, quoted, key]) => property ?? quoted ?? key ?? ''));
  return [...names]
    .filter((name) => name && !(name in Object.prototype) && !OF_PLATFORM.includes(name))
    .sort();
}
