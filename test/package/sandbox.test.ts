import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {installedIn, packedJson} from '../support/packed.js';
import {type Compiler, COMPILERS, complaints, writeModules} from '../support/compile.js';

const USE = `import {createSandbox, type FlowEnding, SandboxError, sandboxAt, type SandboxOptions} from 'budgea-sandbox';
import {endFlow, fetchFrom, type RunningSandbox, startSandbox} from 'budgea-sandbox/testing';

const options: SandboxOptions = {seed: 'types', users: [{connections: [{connectorId: 3}]}]};
const ending: FlowEnding = {error: 'access_denied'};
export const sandbox = createSandbox(options);
export const token: string = sandbox.addUser().token;
export const fetch: typeof globalThis.fetch = fetchFrom(sandbox);
export const callback: Promise<string> = endFlow(sandbox, 'https://demo.biapi.pro/', ending);
export const running: Promise<RunningSandbox> = startSandbox(options);
export const remote: Promise<number> = sandboxAt('http://localhost:4001').advance(1000);
export const isOurs = (error: unknown): boolean => error instanceof SandboxError && error.code === 'not-found';
`;

/** A project outside the repository, so that it finds no other package: it has the sandbox and its dependencies. */
const project = mkdtempSync(join(tmpdir(), 'only-the-sandbox-'));
const repository = fileURLToPath(new URL('../../', import.meta.url));
const {dependencies} = packedJson('package.json', 'budgea-sandbox') as {
  dependencies: Record<string, string>;
};

beforeAll(() => {
  const modules = join(project, 'node_modules');
  cpSync(installedIn('budgea-sandbox'), join(modules, 'budgea-sandbox'), {recursive: true});
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(modules, name)), {recursive: true});
    cpSync(join(repository, 'node_modules', name), join(modules, name), {recursive: true});
  }
  writeFileSync(join(project, 'package.json'), '{"type": "module", "private": true}\n');
});

afterAll(() => {
  rmSync(project, {recursive: true, force: true});
});

describe('the packed sandbox, without any other package,', () => {
  it.each(Object.keys(COMPILERS) as Compiler[])('has types that compile with TypeScript %s', (compiler) => {
    writeFileSync(join(project, 'use.ts'), USE);
    const options = ['--noEmit', '--strict', '--skipLibCheck', 'false'];
    const target = ['--module', 'nodenext', '--target', 'es2022', '--lib', 'es2022,dom,dom.iterable'];
    const {stdout} = spawnSync(process.execPath, [COMPILERS[compiler], ...options, ...target, 'use.ts'], {
      cwd: project,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  it('answers requests in the same process and over HTTP', () => {
    const code = `import {createSandbox, sandboxAt} from 'budgea-sandbox';
import {fetchFrom, startSandbox} from 'budgea-sandbox/testing';
import 'budgea-sandbox/vite';
const answer = await fetchFrom(createSandbox())('https://demo.biapi.pro/2.0/banks');
const running = await startSandbox({host: '127.0.0.1'});
const page = await fetch(running.url);
await sandboxAt(running.url).reset();
await running.close();
console.log(answer.status, page.status);`;
    const run = ['--throw-deprecation', '--input-type=module', '--eval', code];
    expect(execFileSync(process.execPath, run, {cwd: project, encoding: 'utf8'})).toBe('200 200\n');
  });

  it('has a command that serves the pages of the webview', async () => {
    const {bin} = packedJson('package.json', 'budgea-sandbox') as {bin: {'budgea-sandbox': string}};
    const file = join(project, 'node_modules/budgea-sandbox', bin['budgea-sandbox']);
    const command = spawn(process.execPath, [file, '--port', '0', '--host', '127.0.0.1']);
    const address = await new Promise<string>((resolve, reject) => {
      let output = '';
      command.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const [found] = /http:\S+/.exec(output) ?? [];
        if (found !== undefined) resolve(found);
      });
      command.once('close', (code) => {
        reject(new Error(`The command ended with ${code}: ${output}`));
      });
    });
    const query = new URLSearchParams({client_id: '17473055', redirect_uri: 'https://app.example/callback'});
    const page = await fetch(`${address}2.0/auth/webview/en/connect?${query}`);
    expect(await page.text()).toContain('Choose your bank');
    command.kill();
  });
});

describe('the plugin of the packed sandbox', () => {
  it('is compatible with the types of Vite', () => {
    const config = `import {sandbox} from 'budgea-sandbox/vite';
import {defineConfig} from 'vite';
export default defineConfig({plugins: [sandbox({port: 4001})]});
`;
    const options = {types: ['node'], skipLibCheck: true};
    const folder = writeModules('vite-plugin', {'vite.config.ts': config}, options);
    expect([...complaints('7.0', folder)]).toEqual([]);
  });
});
