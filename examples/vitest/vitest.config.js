import {defineConfig} from 'vitest/config';

const url = 'https://app.example/';

// the same tests in both; choose one for your own
export default defineConfig({
  test: {
    projects: [
      {test: {name: 'jsdom', environment: 'jsdom', environmentOptions: {jsdom: {url}}}},
      {test: {name: 'happy-dom', environment: 'happy-dom', environmentOptions: {happyDOM: {url}}}},
    ],
  },
});
