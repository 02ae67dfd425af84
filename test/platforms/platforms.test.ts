import {readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, beforeAll, describe} from 'vitest';
import {type RunningSandbox, startSandbox} from '../../packages/sandbox/src/testing.js';
import {DocumentedApps} from './documented-apps.js';
import {freePort, Running} from './running.js';
import type {Visitor} from './visitor.js';
import {bySession, environment, type SignIn, walkBackEnd, walkWebhooks} from './walk.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const backEnd = new DocumentedApps('back-end', ['docs/back-end.md']);
const hostBackEnd = new DocumentedApps('host-back-end', ['docs/host-back-end.md', 'docs/back-end.md']);
const webhooks = new DocumentedApps('webhooks', ['docs/webhooks.md']);

/** Returns the command that runs a documented module. */
type Runtime = (apps: DocumentedApps, name: string) => readonly [program: string, ...args: string[]];

const node: Runtime = (apps, name) => [process.execPath, apps.compiled(name)];
const bun: Runtime = (apps, name) => [here('node_modules/.bin/bun'), apps.source(name)];
const deno: Runtime = (apps, name) => [
  here('node_modules/.bin/deno'),
  ...documentedFlags(),
  apps.source(name),
];
const workerd: Runtime = (apps, name) => [process.execPath, here('hosts/workerd.js'), apps.source(name)];
const lambda: Runtime = (apps, name) => [process.execPath, here('hosts/lambda.js'), apps.compiled(name)];

const bySignIn: SignIn = async (visitor: Visitor, user) => {
  await visitor.browser.request(`/sign-in/${user}`, {method: 'POST'});
};

interface BackEndRun {
  readonly title: string;
  readonly runtime: Runtime;
  readonly apps: DocumentedApps;
  readonly name: string;
  readonly signIn?: SignIn;
}

const BACK_ENDS: readonly BackEndRun[] = [
  {title: 'Node', runtime: node, apps: backEnd, name: 'node.ts'},
  {title: 'Express', runtime: node, apps: backEnd, name: 'express.ts'},
  {
    title: 'Express with sessions',
    runtime: node,
    apps: hostBackEnd,
    name: 'express-session.ts',
    signIn: bySignIn,
  },
  {title: 'Fastify', runtime: node, apps: backEnd, name: 'fastify.ts'},
  {title: 'Hono', runtime: node, apps: backEnd, name: 'hono.ts'},
  {title: 'Workers', runtime: workerd, apps: backEnd, name: 'worker.ts'},
  {title: 'Deno', runtime: deno, apps: backEnd, name: 'main.ts'},
  {title: 'Bun', runtime: bun, apps: backEnd, name: 'server.ts'},
  ...['node.ts', 'express.ts', 'fastify.ts', 'hono.ts'].flatMap((name) => [
    {title: `Deno, with ${name}`, runtime: deno, apps: backEnd, name},
    {title: `Bun, with ${name}`, runtime: bun, apps: backEnd, name},
  ]),
  {title: 'AWS Lambda', runtime: lambda, apps: hostBackEnd, name: 'lambda.ts'},
  {title: 'AWS Lambda, with Hono', runtime: lambda, apps: backEnd, name: 'lambda.ts'},
  {title: 'AWS Lambda, with serverless-http', runtime: lambda, apps: backEnd, name: 'serverless-http.ts'},
  {
    title: 'AWS Lambda, with @vendia/serverless-express',
    runtime: lambda,
    apps: backEnd,
    name: 'serverless-express.ts',
  },
];

interface WebhooksRun {
  readonly title: string;
  readonly runtime: Runtime;
  readonly name: string;
  readonly encodings?: readonly ('gzip' | 'plain')[];
}

const WEBHOOKS: readonly WebhooksRun[] = [
  {title: 'Express', runtime: node, name: 'express.ts'},
  {title: 'Express behind a parser', runtime: node, name: 'express-raw-body.ts', encodings: ['plain']},
  {title: 'Fastify', runtime: node, name: 'fastify.ts'},
  {title: 'Hono', runtime: node, name: 'hono.ts'},
  {title: 'Workers', runtime: workerd, name: 'worker.ts'},
  {title: 'Node', runtime: node, name: 'node.ts'},
  {title: 'Deno', runtime: deno, name: 'main.ts'},
  {title: 'Bun', runtime: bun, name: 'server.ts'},
  {title: 'AWS Lambda', runtime: lambda, name: 'lambda.ts'},
  {title: 'AWS Lambda, with Hono', runtime: lambda, name: 'hono-lambda.ts'},
  {title: 'AWS Lambda, with serverless-http', runtime: lambda, name: 'serverless-http.ts'},
  {title: 'AWS Lambda, with @vendia/serverless-express', runtime: lambda, name: 'serverless-express.ts'},
];

for (const apps of [backEnd, webhooks]) {
  const app = apps.read('express.ts');
  apps.add('serverless-http.ts', behindAdapter(app, 'serverless-http', 'serverless(app)'));
  apps.add('serverless-express.ts', behindAdapter(app, '@vendia/serverless-express', 'serverless({app})'));
}
for (const name of ['node.ts', 'main.ts', 'server.ts']) webhooks.add(name, withWebhooks(backEnd.read(name)));
webhooks.add('lambda.ts', withWebhooks(hostBackEnd.read('lambda.ts')));
webhooks.add('hono-lambda.ts', withWebhooks(backEnd.read('lambda.ts')));

/** Puts an app of Express behind an adapter for AWS Lambda. */
function behindAdapter(app: string, adapter: string, handler: string): string {
  const listening = 'export const server = app.listen(Number(process.env.PORT ?? 3000));';
  if (!app.includes(listening)) throw new Error('The documented app of Express listens in another way.');
  return `import serverless from '${adapter}';\n${app.replace(listening, `export const handler = ${handler};`)}`;
}

/** Mounts webhooks like the routes of the back end, as the page about them says. */
function withWebhooks(module: string): string {
  return module.replaceAll('/api/budgea/', '/webhooks/').replace(/\bbudgea\b(?!-webview)/g, 'webhooks');
}

/** Returns the arguments of the documented command for Deno. */
function documentedFlags(): readonly string[] {
  const page = readFileSync(here('../../docs/back-end.md'), 'utf8');
  const [, flags] = /`deno (run [^`]*) main\.ts`/.exec(page) ?? [];
  if (!flags) throw new Error('The page does not say how to start Deno.');
  return flags.split(' ');
}

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
  await Promise.all([backEnd.compile(), hostBackEnd.compile(), webhooks.compile()]);
});
afterAll(() => sandbox.close());

/** Starts a documented module on its platform. */
async function start(runtime: Runtime, apps: DocumentedApps, name: string): Promise<Running> {
  const port = await freePort();
  return Running.start(port, {
    command: runtime(apps, name),
    folder: dirname(apps.source(name)),
    env: environment(port, sandbox.url),
  });
}

describe.each(BACK_ENDS)('the back end on $title', ({runtime, apps, name, signIn = bySession}) => {
  let app: Running;
  beforeAll(async () => {
    app = await start(runtime, apps, name);
  });
  afterAll(() => app.end());
  walkBackEnd({sandbox: () => sandbox, app: () => app}, signIn);
});

describe.each(WEBHOOKS)('webhooks on $title', ({runtime, name, encodings = ['gzip', 'plain']}) => {
  let app: Running;
  beforeAll(async () => {
    app = await start(runtime, webhooks, name);
  });
  afterAll(() => app.end());
  walkWebhooks({sandbox: () => sandbox, app: () => app}, encodings);
});
