#!/usr/bin/env node
import {readFile} from 'node:fs/promises';
import {type CommandLine, parseCommandLine, USAGE, UsageError} from './command-line.js';
import {optionsFrom} from './config-file.js';
import {createSandbox} from './create-sandbox.js';
import type {SandboxClient, SandboxOptions, SandboxUser} from './options.js';
import {SandboxError} from './sandbox-error.js';
import {Secrets} from './secrets.js';
import {serve} from './serve.js';
import {DEFAULT_CLIENT} from './world/world.js';

const FAILED = 1;
const MISUSED = 2;

try {
  await run(parseCommandLine(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof Error)) throw error;
  complain(error.message);
  const misused = error instanceof UsageError || error instanceof SandboxError;
  if (misused) complain('budgea-sandbox --help lists the options.');
  process.exitCode = misused ? MISUSED : FAILED;
}

async function run(line: CommandLine): Promise<void> {
  if (line.help) {
    say(USAGE);
    return;
  }
  const version = await packageVersion();
  if (line.version) {
    say(`${version}\n`);
    return;
  }
  const options = optionsOf(line.config === undefined ? {} : await optionsFrom(line.config), line);
  const users = options.users ?? [userToTry(options.seed)];
  const {url, close} = await serve(createSandbox({...options, users}), {
    host: line.host,
    port: line.port,
    onError: complain,
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());
  say(greeting(version, url, options.clients ?? [DEFAULT_CLIENT], users));
}

/** The options of the file with what the command line says: the seed, and the client application. */
function optionsOf(file: SandboxOptions, line: CommandLine): SandboxOptions {
  const {clientId: id, clientSecret: secret, redirectUris, seed} = line;
  const options = seed === undefined ? file : {...file, seed};
  if (id === undefined && secret === undefined && redirectUris === undefined) return options;
  if (options.clients) {
    throw new UsageError('The file of --config names the clients already: describe the client there.');
  }
  const client: SandboxClient = {
    id: id ?? DEFAULT_CLIENT.id,
    secret: secret ?? DEFAULT_CLIENT.secret,
    ...(redirectUris && {redirectUris}),
  };
  return {...options, clients: [client]};
}

/** A user with a connection in good order and one to be repaired. */
function userToTry(seed: SandboxOptions['seed']): SandboxUser {
  // not the seed itself, or the sandbox's own first token would be the same
  const secrets = new Secrets(seed === undefined ? undefined : `to try, from ${seed}`);
  return {token: secrets.secret(), connections: [{connectorId: 3}, {connectorId: 40, error: 'wrongpass'}]};
}

function greeting(
  version: string,
  url: string,
  clients: readonly SandboxClient[],
  users: readonly SandboxUser[],
): string {
  const rows = [
    ['address', url],
    ...clients.flatMap(({id, secret, redirectUris = ['any']}) => [
      ['client id', id],
      ['client secret', secret],
      ...redirectUris.map((uri) => ['redirect URI', uri]),
    ]),
    ...users.flatMap(({token}) => (token === undefined ? [] : [['a user’s token', token]])),
  ];
  return `budgea-sandbox ${version}: an emulated service. It contacts no bank.

${rows.map(([name = '', value]) => `  ${name.padEnd(16)}${value}`).join('\n')}

Stop it with Ctrl+C.
`;
}

async function packageVersion(): Promise<string> {
  const file = await readFile(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(file) as {readonly version: string}).version;
}

function say(text: string): void {
  process.stdout.write(text);
}

function complain(report: string): void {
  process.stderr.write(`${report}\n`);
}
