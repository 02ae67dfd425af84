import {fileURLToPath} from 'node:url';
import {defineConfig, type UserConfig} from 'vite';
import {demoBackend, WEBHOOK_SECRET} from './demo/back-end.js';
import {sandbox} from './packages/sandbox/src/vite.js';
import {minifyCss} from './tools/minify-css.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The single file that registers every element, for pages without a build. */
const cdn: UserConfig = {
  // `map: null` keeps the source map, since no line moves
  plugins: [{name: 'minify-css', transform: (code) => ({code: String(minifyCss(code)), map: null})}],
  build: {
    lib: {entry: path('src/single-file.ts'), formats: ['es'], fileName: () => 'budgea-webview.js'},
    outDir: path('dist/cdn'),
    target: 'es2022',
    // in library mode Vite keeps the white space of ES modules
    rolldownOptions: {output: {minify: true}},
    sourcemap: true,
    // it holds Lit and nanoid, whose licences ask to travel along
    license: {fileName: 'licenses.md'},
  },
};

/** The demo on one origin, the emulated service on another. */
const demo: UserConfig = {
  root: path('demo'),
  appType: 'mpa',
  plugins: [
    sandbox({webhooks: [{url: 'http://localhost:4000/webhooks', secret: WEBHOOK_SECRET}]}),
    demoBackend(),
  ],
  server: {port: 4000, strictPort: true},
  // known before the first page asks, or finding them would reload it
  optimizeDeps: {include: ['lit', 'lit/directives/repeat.js', 'nanoid']},
};

export default defineConfig(({mode}) => (mode === 'cdn' ? cdn : demo));
