import {parseArgs} from 'node:util';
import {DEFAULT_HOST, DEFAULT_PORT} from './serve.js';
import {DEFAULT_CLIENT} from './world/world.js';

/** What the command prints for `--help`. */
export const USAGE = `Usage: budgea-sandbox [options]

Serves an emulated Budgea service on this machine: the webview's pages and the API beside them.
It contacts no bank, and forgets everything when it stops.

  --port <number>          where it listens; 0 takes any port that is free   (${DEFAULT_PORT})
  --host <name>            the address it listens at                         (${DEFAULT_HOST})
  --config <file>          a .json, .js or .mjs file with the options of createSandbox
  --client-id <id>         the client application's id                       (${DEFAULT_CLIENT.id})
  --client-secret <text>   its secret
  --redirect-uri <url>     allow this redirect_uri and no other; may be repeated
  --seed <text>            make the same ids, tokens and codes on every run   (random)
  --version                print the version
  --help                   print this

docs/sandbox.md tells what it emulates and how a test scripts it.
`;

/** What was asked for on the command line. What is absent was not. */
export interface CommandLine {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly config?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  readonly seed?: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** Thrown for a command line that cannot be followed. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads a command line.
 *
 * @throws {UsageError} with a message that says what to do.
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const {values} = parsed(args);
  return {
    port: portOf(values.port),
    host: values.host,
    config: values.config,
    clientId: values['client-id'],
    clientSecret: values['client-secret'],
    redirectUris: values['redirect-uri'],
    seed: values.seed,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parsed(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    // Node adds how to pass a value that looks like an option: more than a reader needs
    const [sentence = ''] = error instanceof Error ? error.message.split(/\.(?= |$)/) : [];
    throw new UsageError(`${sentence}.`, {cause: error});
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      port: {type: 'string'},
      host: {type: 'string'},
      config: {type: 'string'},
      'client-id': {type: 'string'},
      'client-secret': {type: 'string'},
      'redirect-uri': {type: 'string', multiple: true},
      seed: {type: 'string'},
      help: {type: 'boolean', short: 'h'},
      version: {type: 'boolean'},
    },
  });
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
    throw new UsageError(`--port has to be a number from 0 to 65535, not “${text}”.`);
  }
  return Number(text);
}
