import {afterAll, describe, expect, it} from 'vitest';
import type {Backend} from '../../src/server/index.js';
import {post} from '../server/post.js';
import {DocModules} from '../support/doc-modules.js';

const modules = new DocModules('README.md', '.readme');

describe('the README', () => {
  afterAll(() => {
    modules.remove();
  });

  it('has a back end that answers', async () => {
    const {budgea} = (await import(modules.holding("'budgea-webview/server'"))) as {budgea: Backend};
    expect((await budgea(post('code'))).status).toBe(401);
    const response = await budgea(post('code', {}, {cookie: 'session=ann'}));
    expect(await response.json()).toMatchObject({code: null});
  });

  it('has a Vite configuration with the emulated service', async () => {
    const {default: config} = (await import(modules.holding("'budgea-sandbox/vite'"))) as {
      default: {plugins: {name: string}[]};
    };
    expect(config.plugins.map(({name}) => name)).toEqual(['budgea-sandbox']);
  });
});
