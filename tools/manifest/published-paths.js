import {posix} from 'node:path';

/** A module's path in the package; one that a module imports is seen from that module. */
function published(path, from) {
  const whole = path.startsWith('.') ? posix.join(posix.dirname(from), path) : path;
  return whole.replace(/^\/?src\//, 'dist/').replace(/\.ts$/, '.js');
}

function visit(node, from) {
  if (!node || typeof node !== 'object') return;
  // an export of all that another module of ours exports is taken for a package's
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
