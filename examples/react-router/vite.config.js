import {reactRouter} from '@react-router/dev/vite';
import {sandbox} from 'budgea-sandbox/vite';
import {defineConfig} from 'vite';

export default defineConfig({
  plugins: [reactRouter(), sandbox({port: 4001})],
  server: {strictPort: true},
});
