import {sveltekit} from '@sveltejs/kit/vite';
import {sandbox} from 'budgea-sandbox/vite';
import {defineConfig} from 'vite';

export default defineConfig({
  plugins: [sveltekit(), sandbox({port: 4001})],
  server: {port: 3000, strictPort: true},
  preview: {port: 3000, strictPort: true},
});
