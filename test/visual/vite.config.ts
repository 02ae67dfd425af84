import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vite';
import {recipes} from './recipes-plugin.js';

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** The gallery: every element in every state, which the tests photograph and measure. */
export default defineConfig({
  root: path('gallery'),
  appType: 'mpa',
  cacheDir: path('../../node_modules/.vite-gallery'),
  optimizeDeps: {include: ['lit', 'nanoid']},
  server: {port: 4050, strictPort: true},
  plugins: [recipes()],
});
