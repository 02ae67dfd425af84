const url = 'https://app.example/';

// the same tests in both; choose one for your own
export default {
  projects: [
    {testEnvironment: './jsdom-with-fetch.js', testEnvironmentOptions: {url}, transform: {}},
    {testEnvironment: '@happy-dom/jest-environment', testEnvironmentOptions: {url}, transform: {}},
  ],
};
