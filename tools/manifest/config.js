import {customElementJetBrainsPlugin} from 'custom-element-jet-brains-integration';
import {customElementVsCodePlugin} from 'custom-element-vs-code-integration';
import {definitions} from './definitions.js';
import {elementClasses} from './element-classes.js';
import {frameworkTypes} from './framework-types.js';
import {latestSchema} from './latest-schema.js';
import {publishedPaths} from './published-paths.js';
import {reactComponents} from './react-components.js';
import {reactiveProperties} from './reactive-properties.js';

const editors = {
  exclude: ['FlowElement'],
  outdir: 'dist/editors',
  descriptionSrc: 'description',
  hideLogs: true,
};

/** Describes the elements of `dist/`, so build that first; what derives from the manifest is written along with it. */
export default {
  globs: [
    'src/index.ts',
    'src/define.ts',
    'src/components/budgea-*.ts',
    'src/components/internal/flow-element.ts',
  ],
  outdir: '.',
  litelement: true,
  packagejson: false,
  plugins: [
    definitions(),
    latestSchema(),
    reactiveProperties(await elementClasses()),
    publishedPaths(),
    frameworkTypes('dist/types'),
    reactComponents('dist'),
    customElementVsCodePlugin({
      ...editors,
      htmlFileName: 'vscode.html-data.json',
      cssFileName: 'vscode.css-data.json',
    }),
    customElementJetBrainsPlugin({...editors, webTypesFileName: 'web-types.json'}),
  ],
};
