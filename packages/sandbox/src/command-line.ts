import {parseArgs} from 'node:util';
import {isHostName} from './allowed-hosts.js';
import {DEFAULT_HOST, DEFAULT_PORT} from './serve.js';
import {webhookUrlFault} from './webhook-url.js';
import {DEFAULT_CLIENT} from './world/world.js';

/** The text that `--help` prints. */
export const USAGE = `Usage: budgea-sandbox [options]
       budgea-sandbox doctor --help

Serves an emulated Budgea service on this machine: the webview's pages and the API beside them.
It contacts no bank. When it stops, everything is forgotten.

  --port <number>          the port to listen on; 0 takes any free port      (${DEFAULT_PORT})
  --host <name>            the address to listen on                          (${DEFAULT_HOST})
  --allow-host <name>      answer to this host name, too, such as that of a container; may be repeated.
                           localhost and IP addresses always work
  --config <file>          a .json, .js or .mjs file with options of createSandbox
  --client-id <id>         the client application's id                       (${DEFAULT_CLIENT.id})
  --client-secret <text>   its secret
  --redirect-uri <url>     allow only this redirect_uri; may be repeated
  --webhook <url>          send webhooks to this address, each event to its name below it; may be repeated
  --webhook-secret <text>  sign them with this secret                        (the user's token instead)
  --seed <text>            make the same ids, tokens and codes on every run   (random)
  --version                print the version
  --help                   print this

What it emulates, and how tests control it: https://www.npmjs.com/package/budgea-sandbox
`;

/** The options of a command line; `undefined` if not given. */
export interface CommandLine {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  readonly allowedHosts?: readonly string[] | undefined;
  readonly config?: string | undefined;
  readonly clientId?: string | undefined;
  readonly clientSecret?: string | undefined;
  readonly redirectUris?: readonly string[] | undefined;
  readonly webhooks?: readonly string[] | undefined;
  readonly webhookSecret?: string | undefined;
  readonly seed?: string | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

/** Thrown if the command line, or the file that it names, is not valid. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Reads a command line.
 *
 * @throws {UsageError} if an option is unknown or its value is not valid.
 */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const {values} = parsed(args);
  return {
    port: portOf(values.port),
    host: values.host,
    allowedHosts: allowedHostsOf(values['allow-host']),
    config: values.config,
    clientId: values['client-id'],
    clientSecret: values['client-secret'],
    redirectUris: values['redirect-uri'],
    webhooks: webhooksOf(values.webhook, values['webhook-secret']),
    webhookSecret: values['webhook-secret'],
    seed: values.seed,
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parsed(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    const {code, message} = error as NodeJS.ErrnoException;
    // its message quotes the argument, which may be a part of a secret
    if (code === 'ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL') {
      throw new UsageError('The command takes only options, and one argument is none.', {cause: error});
    }
    // only the first sentence: Node goes on about values that look like options
    const [sentence = ''] = message.split(/\.(?= |$)/);
    throw new UsageError(`${sentence}.`, {cause: error});
  }
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      port: {type: 'string'},
      host: {type: 'string'},
      'allow-host': {type: 'string', multiple: true},
      config: {type: 'string'},
      'client-id': {type: 'string'},
      'client-secret': {type: 'string'},
      'redirect-uri': {type: 'string', multiple: true},
      webhook: {type: 'string', multiple: true},
      'webhook-secret': {type: 'string'},
      seed: {type: 'string'},
      help: {type: 'boolean', short: 'h'},
      version: {type: 'boolean'},
    },
  });
}

function allowedHostsOf(names: readonly string[] | undefined): readonly string[] | undefined {
  if (names?.every(isHostName) ?? true) return names;
  throw new UsageError('--allow-host must be a host name without a scheme or a port, such as sandbox.');
}

function webhooksOf(
  urls: readonly string[] | undefined,
  secret: string | undefined,
): readonly string[] | undefined {
  if (secret !== undefined && !urls) {
    throw new UsageError('--webhook-secret needs --webhook. Describe the webhooks of --config there.');
  }
  for (const fault of (urls ?? []).map(webhookUrlFault)) {
    if (fault !== undefined) throw new UsageError(`--webhook ${fault}.`);
  }
  if (secret === '') throw new UsageError('--webhook-secret must be a text; it is empty.');
  return urls;
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65535) {
    throw new UsageError('--port must be a number from 0 to 65535.');
  }
  return Number(text);
}
