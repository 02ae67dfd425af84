import {afterAll, describe, expect, it} from 'vitest';
import type {Backend} from '../../src/server/index.js';
import {DocModules} from '../support/doc-modules.js';

const modules = new DocModules('README.md', '.readme');

describe('the README', () => {
  afterAll(() => {
    modules.remove();
  });

  it('has a back end that answers', async () => {
    const {budgea} = (await import(modules.holding("'budgea-webview/server'"))) as {budgea: Backend};
    const headers = {'content-type': 'application/json', 'sec-fetch-site': 'same-origin'};
    const response = await budgea(
      new Request('https://app.example/api/budgea/code', {method: 'POST', headers, body: '{}'}),
    );
    expect(response.status).toBe(204);
  });

  it('has a Vite configuration with the emulated service', async () => {
    const {default: config} = (await import(modules.holding("'budgea-sandbox/vite'"))) as {
      default: {plugins: {name: string}[]};
    };
    expect(config.plugins.map(({name}) => name)).toEqual(['budgea-sandbox']);
  });
});
