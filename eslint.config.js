import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {ignores: ['**/dist/', 'coverage/', 'test-results/', '.stryker-tmp/', 'test/.*/', 'packages/*/test/.*/']},
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
    files: ['test/**'],
    rules: {
      'no-console': 'off', // what the console is told is listened to
      '@typescript-eslint/no-unused-expressions': 'off', // chai: expect(x).to.be.true
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['test/flows/**', 'test/components/**', 'test/manifest/**'],
    rules: {
      // chai's assertions are typed as promises by a plugin for accessibility, and as nothing by its bundle
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
  // each is an app with tools of its own
  {ignores: ['examples/']},
);
