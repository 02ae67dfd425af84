#!/usr/bin/env node
import {readFile} from 'node:fs/promises';
import {type CommandLine, parseCommandLine, USAGE, UsageError} from './command-line.js';
import {optionsFrom} from './config-file.js';
import {createSandbox} from './create-sandbox.js';
import {runDoctor} from './doctor-command.js';
import type {SandboxClient, SandboxOptions, SandboxUser, SandboxWebhook} from './options.js';
import {SandboxError} from './sandbox-error.js';
import {Secrets} from './secrets.js';
import {serve} from './serve.js';
import {DEFAULT_CLIENT} from './world/world.js';

const EXIT_FAILURE = 1;
const EXIT_USAGE = 2;

try {
  const args = process.argv.slice(2);
  if (args[0] === 'doctor') await examine(args.slice(1));
  else await run(parseCommandLine(args));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  printError(error.message);
  const isUsageError = error instanceof UsageError || error instanceof SandboxError;
  if (isUsageError) printError('budgea-sandbox --help lists the options.');
  process.exitCode = isUsageError ? EXIT_USAGE : EXIT_FAILURE;
}

async function examine(args: readonly string[]): Promise<void> {
  const {text, code} = await runDoctor(args);
  print(text);
  process.exitCode = code;
}

async function run(line: CommandLine): Promise<void> {
  if (line.help) {
    print(USAGE);
    return;
  }
  const version = await packageVersion();
  if (line.version) {
    print(`${version}\n`);
    return;
  }
  const options = mergeOptions(line.config === undefined ? {} : await optionsFrom(line.config), line);
  const users = options.users ?? [exampleUser(options.seed)];
  const {url, close} = await serve(createSandbox({...options, users}), {
    host: line.host,
    port: line.port,
    allowedHosts: line.allowedHosts,
    onError: printError,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  print(startMessage(version, url, options, options.users ? [] : users));
}

/** Merges the options of the file with the seed, the webhooks and the client application of the command line. */
function mergeOptions(file: SandboxOptions, line: CommandLine): SandboxOptions {
  const {clientId: id, clientSecret: secret, redirectUris, seed} = line;
  const options = {
    ...file,
    ...(seed !== undefined && {seed}),
    ...(line.webhooks && {webhooks: [...(file.webhooks ?? []), ...webhooksOf(line)]}),
  };
  if (id === undefined && secret === undefined && redirectUris === undefined) return options;
  if (options.clients) {
    throw new UsageError('The file of --config already has clients. Describe the client there.');
  }
  const client: SandboxClient = {
    id: id ?? DEFAULT_CLIENT.id,
    secret: secret ?? DEFAULT_CLIENT.secret,
    ...(redirectUris && {redirectUris}),
  };
  return {...options, clients: [client]};
}

function webhooksOf({webhooks = [], webhookSecret: secret}: CommandLine): readonly SandboxWebhook[] {
  return webhooks.map((url) => ({url, ...(secret !== undefined && {secret})}));
}

/** Returns a user with one connection that works and one that needs repair. */
function exampleUser(seed: SandboxOptions['seed']): SandboxUser {
  // a seed of its own, or the first token of the sandbox would be the same
  const secrets = new Secrets(seed === undefined ? undefined : `to try, from ${seed}`);
  return {token: secrets.secret(), connections: [{connectorId: 3}, {connectorId: 40, state: 'wrongpass'}]};
}

/** Returns what the user needs to begin. It has no secret that the user gave, because output is kept in logs. */
function startMessage(
  version: string,
  url: string,
  {clients = [DEFAULT_CLIENT], webhooks = []}: SandboxOptions,
  exampleUsers: readonly SandboxUser[],
): string {
  const rows = [
    ['address', url],
    ...clients.flatMap(({id, secret, redirectUris = ['any']}) => [
      ['client id', id],
      ['client secret', secret === DEFAULT_CLIENT.secret ? secret : 'the one that you gave'],
      ...redirectUris.map((uri) => ['redirect URI', uri]),
    ]),
    ...webhooks.map((webhook) => ['webhooks to', webhook.url.replace(/[?#].*$/s, '')]),
    ...exampleUsers.flatMap(({token}) => (token === undefined ? [] : [['a user’s token', token]])),
  ];
  return `budgea-sandbox ${version}: an emulated service. It contacts no bank.

${rows.map(([name = '', value]) => `  ${name.padEnd(16)}${value}`).join('\n')}

Stop it with Ctrl+C.
`;
}

async function packageVersion(): Promise<string> {
  const file = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as {readonly version: string}).version;
}

function print(text: string): void {
  process.stdout.write(text);
}

function printError(report: string): void {
  process.stderr.write(`${report}\n`);
}
