import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import type {Readable} from 'node:stream';
import {build} from 'esbuild';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {CONSUMER, packedJson} from '../support/packed.js';

/** The path of the program; the package has no types. */
const {default: workerd} = createRequire(import.meta.url)('workerd') as {readonly default: string};
const FOLDER = join(CONSUMER, 'worker');
const {exports} = packedJson('package.json') as {exports: Record<string, unknown>};
/** All entries that are modules, without what only a page or Node's own server can use. */
const ENTRIES = Object.entries(exports).flatMap(([entry, module]) =>
  typeof module === 'string' || /\/(cdn|node)\b/.test(entry) ? [] : [entry.replace('.', 'budgea-webview')],
);

const WORKER = `
${ENTRIES.map((entry, index) => `import * as entry${index} from '${entry}';`).join('\n')}
import {createElement} from 'react';
import {renderToString} from 'react-dom/server.edge';
import {BudgeaConnectElement, messageFor, webviewUrl} from 'budgea-webview';
import {BudgeaConnect} from 'budgea-webview/react';

const entries = [${ENTRIES.map((_, index) => `entry${index}`).join(', ')}];
const connect = {domain: 'demo', clientId: 1, redirectUri: 'https://app.example/'};

export default {
  fetch() {
    return Response.json({
      imported: entries.length,
      name: BudgeaConnectElement.name,
      url: webviewUrl('connect', connect),
      german: messageFor({kind: 'none'}, 'de'),
      rendered: renderToString(createElement(BudgeaConnect, {clientId: 1, disabled: true})),
      globals: ['HTMLElement', 'customElements', 'document'].filter((name) => name in globalThis),
    });
  },
};
`;

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")]
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "bundle.js")],
  compatibilityDate = "2025-01-01"
);
`;

/** Starts workerd with the bundled worker, and returns its address and how to end it. */
async function serve(): Promise<readonly [address: string, end: () => void]> {
  const child = spawn(workerd, ['serve', '--control-fd=3', join(FOLDER, 'config.capnp')], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    let errors = '';
    (child.stderr as Readable).on('data', (chunk) => {
      errors += String(chunk);
    });
    (child.stdio[3] as Readable).on('data', (chunk) => {
      const {event, port} = JSON.parse(String(chunk)) as {event: string; port: number};
      if (event === 'listen') resolve(port);
    });
    child.once('close', () => {
      reject(new Error(errors));
    });
  });
  return [`http://127.0.0.1:${port}/`, () => child.kill()];
}

describe('in workerd, a bundle of every entry', () => {
  let answer: Readonly<Record<string, unknown>>;
  let end = (): void => undefined;

  beforeAll(async () => {
    mkdirSync(FOLDER, {recursive: true});
    writeFileSync(join(FOLDER, 'config.capnp'), CONFIG);
    await build({
      stdin: {contents: WORKER, resolveDir: CONSUMER},
      bundle: true,
      format: 'esm',
      // as wrangler bundles
      conditions: ['workerd', 'worker', 'browser'],
      define: {'process.env.NODE_ENV': '"production"'},
      outfile: join(FOLDER, 'bundle.js'),
      logOverride: {'ignored-bare-import': 'silent'},
    });
    const [address, stop] = await serve();
    end = stop;
    answer = (await (await fetch(address)).json()) as typeof answer;
  });
  afterAll(() => {
    end();
  });

  it('is imported', () => {
    expect(ENTRIES).toContain('budgea-webview/define');
    expect(answer).toMatchObject({imported: ENTRIES.length, name: 'BudgeaConnectElement'});
  });

  it('builds addresses, and has the texts of an added language', () => {
    expect(answer['url']).toMatch(/^https:\/\/demo\.biapi\.pro\/2\.0\/auth\/webview\/connect\?client_id=1&/);
    expect(answer['german']).toBe('Hier gibt es nichts abzuschließen.');
  });

  it('renders a component of React', () => {
    expect(answer['rendered']).toBe('<budgea-connect client-id="1" disabled=""></budgea-connect>');
  });

  it('leaves the globals as they are', () => {
    expect(answer['globals']).toEqual([]);
  });
});
