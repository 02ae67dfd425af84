// Minifies the style sheets in css`…` templates. Run on a folder, it minifies those of its modules:
// `node tools/minify-css.js FOLDER`
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {transformSync} from 'esbuild';

/** Returns a module with minified style sheets. It keeps its number of lines, so that its source map stays right. */
export function minifyCss(code) {
  return code.replace(/\bcss ?`([^`$]*)`/g, (_template, css) => {
    const {code: minified} = transformSync(css, {loader: 'css', minify: true});
    return `css\`${minified.trim()}${'\n'.repeat(css.split('\n').length - 1)}\``;
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  for (const name of readdirSync(folder, {recursive: true}).filter((path) => path.endsWith('.js'))) {
    const file = `${folder}/${name}`;
    const code = readFileSync(file, 'utf8');
    const minified = minifyCss(code);
    if (minified !== code) writeFileSync(file, minified);
  }
}
