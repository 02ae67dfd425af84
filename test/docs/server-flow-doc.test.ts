import {afterAll, describe, expect, it} from 'vitest';
import type {FlowResult} from '../../src/flows/index.js';
import type {Backend} from '../../src/server/index.js';
import {SERVER_FLOW_OPTIONS} from '../../src/server/server-flow/options.js';
import {codeBlocks} from '../support/code-blocks.js';
import {DocModules} from '../support/doc-modules.js';
import {readFileSync} from 'node:fs';

const PAGE = 'docs/server-flow.md';
const modules = new DocModules(PAGE, '.server-flow');
afterAll(() => {
  modules.remove();
});

describe(PAGE, () => {
  it('starts a flow and tells its result with the back end that it shows', async () => {
    process.env['BUDGEA_SECRET'] = 'secret';
    const {backend, results} = (await import(modules.holding('createBackend('))) as {
      backend: Backend;
      results: ReadonlyMap<string, FlowResult>;
    };
    const send = (address: string, cookie = ''): Promise<Response> =>
      backend(
        new Request(new URL(address, 'https://app.example'), {headers: {cookie: `session=ada; ${cookie}`}}),
      );
    const [, link = ''] = /href="([^"]+)"/.exec(codeBlocks(PAGE, 'html')[0] ?? '') ?? [];
    const start = await send(link);
    const webview = new URL(start.headers.get('location') ?? '');
    expect(webview.searchParams.get('redirect_uri')).toBe('https://app.example/api/budgea/return');
    const state = webview.searchParams.get('state') ?? '';
    const cookie = start.headers.get('set-cookie')?.split(';', 1).join() ?? '';
    const back = await send(`/api/budgea/return?state=${state}&error=access_denied`, cookie);
    expect(back.headers.get('location')).toBe('https://app.example/accounts');
    expect(results.get('ada')).toMatchObject({kind: 'cancelled', returnTo: '/accounts'});
  });

  it('describes every option', () => {
    const text = readFileSync(new URL(`../../${PAGE}`, import.meta.url), 'utf8');
    for (const option of Object.keys(SERVER_FLOW_OPTIONS))
      expect(text).toMatch(new RegExp(`^\\| \`${option}\\b`, 'm'));
  });
});
