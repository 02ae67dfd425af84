import {parseArgs} from 'node:util';
import {UsageError} from './command-line.js';
import {doctor} from './doctor.js';
import type {Finding} from './doctor/finding.js';
import {DEFAULT_CLIENT} from './world/world.js';

/** The text that `doctor --help` prints. */
export const DOCTOR_USAGE = `Usage: budgea-sandbox doctor [options]

Examines a running back end and its webhooks from outside, and says what is wrong. It ends with 1 if anything is.
With --sandbox it walks through a whole flow, and connects a bank for the user. Use a user of tests.

  --backend <url>          where browsers reach the back end, such as http://localhost:3000/api/budgea
  --header <text>          a header of a signed-in user, such as "Cookie: session=…"; may be repeated
  --sandbox <url>          the emulated service that the back end uses, such as http://localhost:4001
  --client-id <id>         the client application's id                     (${DEFAULT_CLIENT.id})
  --redirect-uri <url>     the page to return to, if the back end has no publicUrl  (/callback of its origin)
  --webhooks <url>         the address of the webhooks, without the name of the event
  --webhook-secret <text>  their secret
  --event <name>           the event to send                               (BUDGEA_DOCTOR, which does not exist)
  --help                   print this
`;

/**
 * Runs the command `doctor`, and returns what it prints and its exit code.
 *
 * @throws {UsageError} if an option is unknown or not valid.
 */
export async function runDoctor(
  args: readonly string[],
): Promise<{readonly text: string; readonly code: number}> {
  const {
    help,
    header = [],
    'client-id': clientId,
    'redirect-uri': redirectUri,
    'webhook-secret': webhookSecret,
    ...others
  } = parsed(args);
  if (help) return {text: DOCTOR_USAGE, code: 0};
  if (others.backend === undefined && others.webhooks === undefined) {
    throw new UsageError('doctor needs --backend or --webhooks.');
  }
  const headers = Object.fromEntries(header.map(headerOf));
  const findings = await doctor({...others, clientId, redirectUri, webhookSecret, headers});
  return {text: `${findings.map(lineOf).join('\n')}\n`, code: findings.every(({ok}) => ok) ? 0 : 1};
}

function lineOf({check, ok, advice}: Finding): string {
  if (!ok) return `wrong  ${check}\n       ${advice}`;
  return advice === '' ? `ok     ${check}` : `-      ${check}\n       not checked: ${advice}`;
}

function parsed(args: readonly string[]): ReturnType<typeof parse> {
  try {
    return parse(args);
  } catch (error) {
    // not its message, which can quote a part of a secret
    throw new UsageError('doctor does not take one of these options. See budgea-sandbox doctor --help.', {
      cause: error,
    });
  }
}

function parse(args: readonly string[]) {
  const {values} = parseArgs({
    args: [...args],
    options: {
      backend: {type: 'string'},
      header: {type: 'string', multiple: true},
      sandbox: {type: 'string'},
      'client-id': {type: 'string'},
      'redirect-uri': {type: 'string'},
      webhooks: {type: 'string'},
      'webhook-secret': {type: 'string'},
      event: {type: 'string'},
      help: {type: 'boolean', short: 'h'},
    },
  });
  return values;
}

function headerOf(text: string): readonly [string, string] {
  const [, name, value] = /^([\w-]+): *(.*)$/.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name, value];
  throw new UsageError('--header must be a name, a colon and a value, such as "Cookie: session=1".');
}
