// Minifies the single file once more, which saves about 250 compressed bytes: `node tools/minify.js FOLDER`
import {readFileSync, writeFileSync} from 'node:fs';
import {minify} from 'terser';

const file = `${process.argv[2]}/budgea-webview.js`;
const map = `${file}.map`;

const {code, map: smaller} = await minify(readFileSync(file, 'utf8'), {
  module: true,
  ecma: 2020,
  compress: {passes: 2},
  sourceMap: {content: readFileSync(map, 'utf8'), url: 'budgea-webview.js.map', includeSources: true},
});
writeFileSync(file, code);
writeFileSync(map, smaller);
