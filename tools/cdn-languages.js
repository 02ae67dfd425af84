// Writes each additional language beside the single file, for pages without a build: `node tools/cdn-languages.js FOLDER`
import {mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {minify} from 'terser';

const folder = process.argv[2];
const dist = new URL('../dist/languages/', import.meta.url);

mkdirSync(`${folder}/languages`, {recursive: true});
for (const file of readdirSync(dist).filter((name) => /^[a-z]{2}\.js$/.test(name))) {
  const module = readFileSync(new URL(file, dist), 'utf8');
  if (!module.includes('\naddTexts(')) continue; // it is built in
  const {code, map} = await minify(module.replace("'./texts-for.js'", "'../budgea-webview.js'"), {
    module: true,
    ecma: 2020,
    sourceMap: {
      filename: `${file}`,
      url: `${file}.map`,
      content: readFileSync(new URL(`${file}.map`, dist), 'utf8'),
    },
  });
  writeFileSync(`${folder}/languages/${file}`, code);
  const sources = [`../../../src/languages/${file.replace('.js', '.ts')}`];
  writeFileSync(`${folder}/languages/${file}.map`, JSON.stringify({...JSON.parse(map), sources}));
}
