import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {Ajv} from 'ajv';
import schema from 'custom-elements-manifest/schema.json' with {type: 'json'};
import {type CemValidatorOptions, validateCem} from '@wc-toolkit/cem-validator';
import {describe, expect, it} from 'vitest';
import {ELEMENT_TAGS} from '../support/element-tags.js';
import {installedIn, packedJson, packedText} from '../support/packed.js';

type Node = Readonly<Record<string, unknown>>;

const manifest = packedJson('custom-elements.json');

/** Every node of a tree that is an object. */
function nodesOf(value: unknown): Node[] {
  if (!value || typeof value !== 'object') return [];
  const below = Object.values(value).flatMap(nodesOf);
  return Array.isArray(value) ? below : [value as Node, ...below];
}

describe('the packed manifest', () => {
  it('follows its schema', () => {
    const ajv = new Ajv({strict: false});
    ajv.validate(schema, manifest);
    expect(ajv.errors ?? []).toEqual([]);
  });

  it('passes the validator, strictly', async () => {
    const rules: CemValidatorOptions['rules'] = {
      packageJson: {
        packageType: 'error',
        main: 'off', // see exports
        module: 'off',
        types: 'off',
        exports: 'error',
        customElementsProperty: 'error',
        publishedCem: 'error',
      },
      manifest: {
        schemaVersion: 'error',
        modulePath: 'error',
        definitionPath: 'error',
        typeDefinitionPath: 'off', // only the validator has this field; see exports
        exportTypes: 'off', // the root exports them, whichever module uses them
        tagName: 'error',
      },
    };
    await validateCem(manifest, {
      packageJsonPath: join(installedIn('budgea-webview'), 'package.json'),
      exclude: ['FlowElement'],
      rules,
    });
  });

  it('names files that are packed', () => {
    const paths = nodesOf(manifest).flatMap((node) =>
      [node['path'], node['package'] === undefined ? node['module'] : undefined].filter(
        (path) => typeof path === 'string',
      ),
    );
    expect(paths.length).toBeGreaterThan(100);
    for (const path of new Set(paths))
      expect(existsSync(join(installedIn('budgea-webview'), path)), path).toBe(true);
  });

  it('contains nothing private', () => {
    for (const {name, privacy} of nodesOf(manifest)) {
      expect(String(name)).not.toMatch(/^#/);
      expect(privacy, String(name)).toBeOneOf([undefined, 'public']);
    }
  });

  it('is the source of the data for editors and the types for frameworks', () => {
    const tags = nodesOf(manifest).flatMap(({tagName}) => (typeof tagName === 'string' ? [tagName] : []));
    expect(tags.toSorted()).toEqual(ELEMENT_TAGS.toSorted());
    for (const path of [
      'dist/editors/vscode.html-data.json',
      'dist/editors/web-types.json',
      'dist/types/elements.d.ts',
    ]) {
      const text = packedText(path);
      for (const tag of tags) expect(text).toMatch(new RegExp(`['"]${tag}['"]`));
    }
  });

  it('gives JetBrains its name and version', () => {
    const {name, version} = packedJson('package.json') as Node;
    expect(packedJson('dist/editors/web-types.json') as Node).toMatchObject({name, version});
  });
});
