import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe} from 'vitest';
import {type RunningSandbox, startSandbox} from '../../packages/sandbox/src/testing.js';
import {packAll} from '../../tools/pack-all.js';
import {DocumentedApps} from './documented-apps.js';
import {FrameworkApp} from './framework-app.js';
import {freePort, Running} from './running.js';
import {bySession, environment, walkBackEnd, walkWebhooks} from './walk.js';

const backEnd = new DocumentedApps('frameworks', ['docs/back-end.md']);
const webhooks = new DocumentedApps('framework-webhooks', ['docs/webhooks.md']);

interface Framework {
  readonly name: string;
  /** The files of the example that it needs. */
  readonly kept: readonly string[];
  /** The folder of the documented modules that a route imports. */
  readonly modules: string;
  /** The documented routes. */
  readonly routes: readonly [backEnd: string, webhooks: string];
  /** Whether its files are JavaScript, because the example has no TypeScript. */
  readonly isCompiled?: boolean;
  readonly start: readonly [program: string, ...args: string[]];
  /** Whether it closes the connection if the routes stop reading a body. */
  readonly mayHangUp?: boolean;
}

const FRAMEWORKS: readonly Framework[] = [
  {
    name: 'next',
    kept: [],
    modules: 'lib',
    routes: ['app/api/budgea/[...route]/route.ts', 'app/webhooks/[event]/route.ts'],
    isCompiled: true,
    start: ['node_modules/.bin/next', 'start'],
  },
  {
    name: 'sveltekit',
    kept: ['svelte.config.js', 'vite.config.ts', 'tsconfig.json', 'src/app.html'],
    modules: 'src/lib/server',
    routes: ['src/routes/api/budgea/[...route]/+server.ts', 'src/routes/webhooks/[event]/+server.ts'],
    start: [process.execPath, 'build/index.js'],
    mayHangUp: true,
  },
  {
    name: 'nuxt',
    kept: ['nuxt.config.ts'],
    modules: 'server/utils',
    routes: ['server/api/budgea/[...route].ts', 'server/routes/webhooks/[event].post.ts'],
    start: [process.execPath, '.output/server/index.mjs'],
  },
];

/** The build loads the routes, but it must not keep the secrets that it finds. */
const BUILD_ENVIRONMENT = {BUDGEA_SECRET: 'not the secret', WEBHOOK_SECRET: 'not the secret'};

let sandbox: RunningSandbox;
const temporary = mkdtempSync(join(tmpdir(), 'budgea-platforms-'));

beforeAll(async () => {
  sandbox = await startSandbox();
  await Promise.all([backEnd.compile(), webhooks.compile()]);
});
afterAll(async () => {
  await sandbox.close();
  rmSync(temporary, {recursive: true, force: true});
});

/** Builds an app with the documented modules and routes. */
function build({name, kept, modules, routes, isCompiled = false}: Framework): FrameworkApp {
  const tarballs = packAll(temporary, '--ignore-scripts') as Readonly<Record<string, string>>;
  const app = new FrameworkApp(join(temporary, name), name, kept, tarballs);
  const add = (apps: DocumentedApps, module: string, path: string): void => {
    const file = isCompiled ? apps.compiled(module) : apps.source(module);
    app.write(isCompiled ? path.replace(/\.ts$/, '.js') : path, readFileSync(file, 'utf8'));
  };
  for (const module of ['users.ts', 'budgea.ts']) add(backEnd, module, `${modules}/${module}`);
  add(webhooks, 'webhooks.ts', `${modules}/webhooks.ts`);
  const [forBackEnd, forWebhooks] = routes;
  add(backEnd, forBackEnd, forBackEnd);
  add(webhooks, forWebhooks, forWebhooks);
  if (isCompiled) app.write('jsconfig.json', '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}\n');
  app.run('npm ci');
  app.run('npm run build', BUILD_ENVIRONMENT);
  return app;
}

describe.each(FRAMEWORKS)('the documented routes in $name', (framework) => {
  let app: Running;
  beforeAll(async () => {
    const {folder} = build(framework);
    const port = await freePort();
    const limits = {ORIGIN: `http://localhost:${port}`, BODY_SIZE_LIMIT: '32M'};
    const env = {...environment(port, sandbox.url), ...limits};
    app = await Running.start(port, {command: framework.start, folder, env});
  });
  afterAll(() => app.end());
  walkBackEnd({sandbox: () => sandbox, app: () => app}, bySession, framework.mayHangUp);
  describe('webhooks', () => {
    walkWebhooks({sandbox: () => sandbox, app: () => app}, ['gzip', 'plain']);
  });
});
