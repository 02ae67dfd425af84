import {posix} from 'node:path';

/** Returns a module's path in the package. A relative path starts at the module that imports it. */
function published(path, from) {
  const whole = path.startsWith('.') ? posix.join(posix.dirname(from), path) : path;
  return whole.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
}

function visit(node, from) {
  if (!node || typeof node !== 'object') return;
  // the analyzer takes `export * from './module.js'` for the export of a package
  if (node.package?.startsWith('.')) {
    node.module = node.package;
    delete node.package;
  }
  for (const key of ['path', 'module'])
    if (typeof node[key] === 'string') node[key] = published(node[key], from);
  for (const value of Object.values(node)) visit(value, from);
}

/** Names modules by their place in the package, not in the repository. */
export function publishedPaths() {
  return {
    name: 'published-paths',
    packageLinkPhase({customElementsManifest}) {
      for (const module of customElementsManifest.modules) visit(module, module.path);
    },
  };
}
