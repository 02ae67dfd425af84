import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {parse} from 'acorn';
import {describe, expect, it} from 'vitest';
import {integrityOf} from '../../tools/integrity.js';
import {packedJson, packedText} from '../support/packed.js';
import {buildSingleFile} from '../support/single-file.js';

const FILE = 'dist/cdn/budgea-webview.js';
const integrity = integrityOf(packedText(FILE));

describe('the single file', () => {
  it('imports nothing and is minified', () => {
    const text = packedText(FILE);
    const {body} = parse(text, {ecmaVersion: 'latest', sourceType: 'module'});
    expect(body.filter(({type}) => type === 'ImportDeclaration')).toEqual([]);
    expect(text).not.toMatch(/\bimport\(/);
    expect(text).not.toContain('/**');
  });

  it('has its hash in integrity.json', () => {
    expect(packedJson('dist/cdn/integrity.json')).toEqual({'budgea-webview.js': integrity});
  });

  it('contains the licences of the packages in it', () => {
    const licences = packedText('dist/cdn/licenses.md');
    const named = [...licences.matchAll(/^## (\S+) - \S+ \((.+)\)$/gm)].map(([, name, id]) => [name, id]);
    expect(named).toEqual([
      ['@lit/reactive-element', 'BSD-3-Clause'],
      ['lit-element', 'BSD-3-Clause'],
      ['lit-html', 'BSD-3-Clause'],
      ['lit', 'BSD-3-Clause'],
      ['nanoid', 'MIT'],
    ]);
  });

  it('is identical when it is built again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'single-file-'));
    try {
      expect(integrityOf(buildSingleFile(folder))).toBe(integrity);
    } finally {
      rmSync(folder, {recursive: true, force: true});
    }
  });
});
