import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';
import {noImportCycle} from './tools/eslint/no-import-cycle.js';

/** Lets a folder import from itself and from the folders below it, and from nothing else of ours. */
function layer(folder, ...below) {
  const allowed = ['\\.\\./', ...below].join('|');
  const message = `${folder} may import only ${['itself', ...below].join(', ')}.`;
  const outside = {regex: `^(?:\\.\\./)+(?!${allowed})`, message};
  return {files: [`${folder}/**`], rules: {'no-restricted-imports': ['error', {patterns: [outside]}]}};
}

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      'coverage/',
      'test-results/',
      '.stryker-tmp/',
      'test/.*/',
      'test/platforms/.apps/',
      'packages/*/test/.*/',
    ],
  },
  {
    files: ['**/*.ts'],
    extends: [
      ...tseslint.configs.strictTypeChecked,
      lit.configs['flat/recommended'],
      wc.configs['flat/best-practice'],
    ],
    plugins: {'lit-a11y': litA11y},
    languageOptions: {parserOptions: {projectService: true, tsconfigRootDir: import.meta.dirname}},
    rules: {
      ...litA11y.configs.recommended.rules,
      'no-console': 'error',
      '@typescript-eslint/no-unused-vars': ['error', {ignoreRestSiblings: true}],
      '@typescript-eslint/restrict-template-expressions': ['error', {allowNumber: true, allowBoolean: true}],
      // @click=${this.#onClick}: Lit binds the host
      '@typescript-eslint/unbound-method': 'off',
      // an element's properties are its flow's options: class and interface merge on purpose
      '@typescript-eslint/no-unsafe-declaration-merging': 'off',
      '@typescript-eslint/no-empty-object-type': ['error', {allowInterfaces: 'with-single-extends'}],
      // a slot hears the click of the button inside it, which has the keyboard
      'lit-a11y/click-events-have-key-events': 'off',
    },
  },
  {
    files: ['src/**'],
    rules: {'@typescript-eslint/explicit-module-boundary-types': 'error'},
  },
  {
    files: ['src/**', 'packages/*/src/**'],
    plugins: {ours: {rules: {'no-import-cycle': noImportCycle}}},
    rules: {'ours/no-import-cycle': 'error'},
  },
  layer('src'),
  layer('src/service'),
  layer('src/languages', 'service/'),
  layer('src/flows', 'languages/', 'service/'),
  layer('src/components', 'internal/', 'budgea-', 'flows/', 'languages/', 'service/', 'version.js'),
  layer('src/react', 'components/'),
  layer('src/worker', 'components/', 'flows/'),
  layer('src/server', 'languages/', 'service/'),
  // a folder in it may also import the files beside it
  layer('src/server/server-flow', '[\\w-]+\\.js$', 'languages/', 'service/'),
  {
    // the names of the elements, for a runtime that cannot have them
    files: ['src/worker/index.ts'],
    rules: {'@typescript-eslint/no-extraneous-class': 'off'},
  },
  {
    files: ['packages/*/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {regex: '^(?:\\.\\./){3,}src/|^budgea-webview', message: 'A package shares no code with src/.'},
          ],
        },
      ],
    },
  },
  {
    files: ['**/test/**'],
    rules: {
      'no-console': 'off', // what the console is told is listened to
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['test/{flows,components,frameworks}/**', 'test/**/*.browser.test.ts'],
    rules: {
      // chai's assertions are typed as promises by a plugin for accessibility, and as nothing by its bundle
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  // each is an app with tools of its own
  {ignores: ['examples/']},
  // each is compiled by its framework's own tools
  {ignores: ['test/frameworks/pages/']},
);
