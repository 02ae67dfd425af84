import {existsSync, readFileSync, statSync} from 'node:fs';
import {dirname, relative, resolve} from 'node:path';
import ts from 'typescript';

/** The modules that each file imports, and when the file was last changed: an editor keeps this process running. */
const cache = new Map();

/** Returns the TypeScript module that a relative specifier names, if there is one. */
function resolveModule(specifier, from) {
  if (!specifier.startsWith('.')) return undefined;
  const path = resolve(dirname(from), specifier).replace(/\.js$/, '.ts');
  return existsSync(path) ? path : undefined;
}

/** Returns the modules of ours that a file imports, types included. */
function importsOf(path) {
  const {mtimeMs} = statSync(path);
  const cached = cache.get(path);
  if (cached?.mtimeMs === mtimeMs) return cached.imports;
  const imports = ts
    .preProcessFile(readFileSync(path, 'utf8'))
    .importedFiles.map(({fileName}) => resolveModule(fileName, path))
    .filter(Boolean);
  cache.set(path, {mtimeMs, imports});
  return imports;
}

/** Returns the modules on the shortest way of imports from one module to another. */
function findImports(from, to) {
  const queue = [[from]];
  const seen = new Set();
  for (const chain of queue) {
    const last = chain.at(-1);
    if (last === to) return chain;
    if (seen.has(last)) continue;
    seen.add(last);
    queue.push(...importsOf(last).map((next) => [...chain, next]));
  }
  return undefined;
}

/** Reports an import that leads back to the importing module. Unlike `import-x/no-cycle`, it counts type imports. */
export const noImportCycle = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {cycle: 'This import is part of a cycle: {{cycle}}'},
  },
  create(context) {
    const check = (node) => {
      const imported = node.source && resolveModule(String(node.source.value), context.filename);
      const chain = imported && findImports(imported, context.filename);
      if (!chain) return;
      const cycle = [context.filename, ...chain].map((path) => relative(context.cwd, path)).join(' → ');
      context.report({node: node.source, messageId: 'cycle', data: {cycle}});
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
      ExportAllDeclaration: check,
      ExportNamedDeclaration: check,
    };
  },
};
