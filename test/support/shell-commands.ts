import {existsSync, readFileSync} from 'node:fs';
import {dirname} from 'node:path/posix';

const root = new URL('../../', import.meta.url);

interface Description {
  readonly bin?: Readonly<Record<string, string>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The commands of npm. */
const NPM_VERBS = ['audit', 'ci', 'install', 'pack', 'publish', 'version', 'view'];
/** Programs that every machine has. */
const PROGRAMS = ['curl', 'git'];

/** Returns the commands of a shell block that name no existing script, program or file. */
export function unknownCommands(page: string, code: string): readonly string[] {
  const own = describedFor(page);
  return code
    .split('\n')
    .map((line) => line.replace(/(?:^| )#.*$/, ''))
    .flatMap((line) => line.split(/&&|\|\|/))
    .map((command) => command.trim().replace(/^(?:\w+=\S+ )+/, ''))
    .filter((command) => command !== '' && !isKnown(command, own));
}

function isKnown(command: string, {scripts = {}}: Description): boolean {
  const [program = '', verb = '', ...rest] = command.split(' ');
  switch (program) {
    case 'npm':
      if (verb === 'run') return (rest[0] ?? '') in scripts;
      return verb in scripts || NPM_VERBS.includes(verb);
    case 'npx':
      return (
        verb in (describedIn('packages/sandbox/package.json').bin ?? {}) ||
        existsIn(`node_modules/.bin/${verb}`)
      );
    case 'node':
      return existsIn(verb);
    default:
      return PROGRAMS.includes(program) || (program.includes('/') && existsIn(program));
  }
}

/** Returns the package that a page's commands run in: the nearest one, or the one that a guide creates. */
function describedFor(page: string): Description {
  const [, guide] = /^`package.json`[^]*?^```json\n([^]*?)^```$/m.exec(read(page)) ?? [];
  if (guide !== undefined) return JSON.parse(guide) as Description;
  const folder = dirname(page);
  if (existsIn(`${folder}/package.json`)) return describedIn(`${folder}/package.json`);
  return describedIn('package.json');
}

function describedIn(path: string): Description {
  return JSON.parse(read(path)) as Description;
}

function existsIn(path: string): boolean {
  return existsSync(new URL(path, root));
}

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}
