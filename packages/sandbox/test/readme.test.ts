import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it} from 'vitest';
import {codeBlocks, codeLanguages} from '../../../test/support/code-blocks.js';
import {DocModules} from '../../../test/support/doc-modules.js';
import {USAGE} from '../src/command-line.js';
import {METHOD_NAMES} from '../src/control/routes.js';
import {createSandbox, type SandboxOptions} from '../src/index.js';
import * as testing from '../src/testing.js';

const PAGE = 'packages/sandbox/README.md';
const text = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const modules = new DocModules(PAGE, '.sandbox-readme');

afterAll(() => {
  modules.remove();
});

describe('the README of the sandbox', () => {
  it('has code only in languages that a test runs', () => {
    // the text is what the doctor prints in test/server/doctor.test.ts
    expect([...codeLanguages(PAGE)].sort()).toEqual(['json', 'sh', 'text', 'ts']);
    expect(codeBlocks(PAGE, 'ts')).toHaveLength(6);
  });

  it('has modules that compile', () => {
    const tsc = fileURLToPath(new URL('../../../node_modules/.bin/tsc', import.meta.url));
    expect(execFileSync(tsc, ['-p', modules.folder], {encoding: 'utf8'})).toBe('');
  });

  it('has a Vite configuration', async () => {
    const {default: config} = (await import(modules.holding("'vite'"))) as {
      default: {plugins: {name: string}[]};
    };
    expect(config.plugins.map(({name}) => name)).toEqual(['budgea-sandbox']);
  });

  it('has a function that answers below a path', async () => {
    const {answerBank} = (await import(modules.holding('answerBank'))) as {
      answerBank: (request: Request) => Promise<Response>;
    };
    const start = 'https://app.example/bank/2.0/auth/webview/en/manage?client_id=17473055&code=c';
    const refused = await answerBank(new Request(start));
    expect(await refused.text()).toContain('href="../../../../2.0/auth/webview/assets/style.css"');
    const headers = {'content-type': 'application/json'};
    const made = await answerBank(
      new Request('https://app.example/bank/2.0/auth/init', {method: 'POST', headers, body: '{}'}),
    );
    expect(await made.json()).toHaveProperty('auth_token');
  });

  it('has options that a sandbox takes', () => {
    const [options = '{}'] = codeBlocks(PAGE, 'json');
    const sandbox = createSandbox(JSON.parse(options) as SandboxOptions);
    expect(sandbox.users()[0]?.connections).toEqual([{id: 46, connectorId: 3, state: 'wrongpass'}]);
  });

  it('calls existing methods with curl', async () => {
    const sandbox = createSandbox();
    const calls = codeBlocks(PAGE, 'sh').flatMap((block) => block.match(/^curl .*/gm) ?? []);
    expect(calls).toHaveLength(2);
    for (const call of calls) {
      const [, url = ''] = /-X POST (\S+)/.exec(call) ?? [];
      const body = /-d '(.*)'/.exec(call)?.[1];
      const headers = /-H '(.*?): (.*?)'/.exec(call);
      const response = await sandbox.fetch(
        new Request(`http://${url}`, {
          method: 'POST',
          ...(headers && {headers: {[headers[1] ?? '']: headers[2] ?? ''}}),
          ...(body !== undefined && {body}),
        }),
      );
      expect(response.ok, call).toBe(true);
    }
  });

  it('describes every method, every helper and every option of the command, and no other', () => {
    const methods = [...text.matchAll(/^\| `(\w+)\(/gm)].map(([, name]) => name);
    const helpers = Object.keys(testing).filter((name) => name !== 'sandboxAt');
    expect(methods.sort()).toEqual([...METHOD_NAMES, ...helpers].sort());
    const rows = [...text.matchAll(/^\| (`--.*?) \|/gm)].flatMap(([, names = '']) =>
      names.match(/--[\w-]+/g),
    );
    expect(rows.sort()).toEqual([...USAGE.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, name]) => name).sort());
  });
});
