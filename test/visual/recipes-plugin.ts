import type {Plugin} from 'vite';
import {codeBlocks} from '../support/code-blocks.js';

const PAGE = 'docs/theming.md';

/** Serves the recipes in the documentation as pages: `/recipes/0` is the first one, `/recipes` their number. */
export function recipes(): Plugin {
  return {
    name: 'recipes',
    configureServer({middlewares}) {
      middlewares.use((request, response, next) => {
        const [, index] = /^\/recipes(?:\/(\d+))?$/.exec(request.url ?? '') ?? [];
        if (!request.url?.startsWith('/recipes') || request.url.includes('.')) {
          next();
          return;
        }
        const blocks = codeBlocks(PAGE, 'html');
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(
          index === undefined
            ? String(blocks.length)
            : `<!doctype html><html lang="en"><title>Recipe</title><link rel="icon" href="data:,"><link rel="stylesheet" href="/recipe.css"><script type="module" src="/recipe.ts"></script>${blocks[Number(index)] ?? ''}`,
        );
      });
    },
  };
}
