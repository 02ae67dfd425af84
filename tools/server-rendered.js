import {fileURLToPath} from 'node:url';
import {runnerImport} from 'vite';

const PREFIX = '/server-rendered/';
const pages = fileURLToPath(new URL('../test/support/server-rendered/pages.ts', import.meta.url));

/** Serves pages that are rendered in Node, for the tests that hydrate them in a browser. */
export function serverRendered() {
  let loaded;
  return {
    name: 'server-rendered',
    async serve({path}) {
      if (!path.startsWith(PREFIX)) return undefined;
      loaded ??= runnerImport(pages, {configFile: false, logLevel: 'error'});
      const {module} = await loaded;
      return module.answerTo(path.slice(PREFIX.length));
    },
  };
}
