import {readdirSync, readFileSync} from 'node:fs';
import {isScalar, parseDocument, visit} from 'yaml';

const folder = new URL('../../.github/workflows/', import.meta.url);

interface Step {
  uses?: string;
  run?: string;
  id?: string;
  with?: Record<string, unknown>;
  if?: string;
  shell?: string;
  env?: Record<string, string>;
  'continue-on-error'?: unknown;
  'working-directory'?: string;
}

export interface Job {
  needs?: string | string[];
  permissions?: Record<string, string> | string;
  environment?: string;
  container?: string;
  if?: string;
  'continue-on-error'?: unknown;
  defaults?: unknown;
  'timeout-minutes'?: number;
  outputs?: Record<string, string>;
  env?: Record<string, string>;
  uses?: string;
  steps?: Step[];
}

export interface Workflow {
  on: Record<string, unknown>;
  permissions?: unknown;
  env?: Record<string, string>;
  jobs: Record<string, Job>;
}

/** Returns the text of each workflow, by the name of its file. */
export function workflowTexts(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
  );
}

export function parseWorkflow(text: string): Workflow {
  return parseDocument(text).toJS() as Workflow;
}

/** Returns every `uses` of a workflow, each with the comment on its line. */
export function actionsOf(text: string): readonly {action: string; comment: string}[] {
  const found: {action: string; comment: string}[] = [];
  visit(parseDocument(text), {
    Pair(_key, {key, value}) {
      if (!isScalar(key) || key.value !== 'uses' || !isScalar(value)) return;
      found.push({action: String(value.value), comment: value.comment?.trim() ?? ''});
    },
  });
  return found;
}

/** Returns the commands of a job, one a line. */
export function commandsOf({steps = []}: Job): readonly string[] {
  return steps.flatMap(({run = ''}) => run.split('\n')).filter((line) => line.trim() !== '');
}

/** Lists what is wrong with any workflow, a sentence each. */
export function flawsOf(text: string): readonly string[] {
  const workflow = parseWorkflow(text);
  return [
    ...flawsOfActions(text),
    ...flawsOfTriggers(workflow),
    ...Object.entries(workflow.jobs).flatMap(([name, job]) =>
      flawsOfJob(job).map((flaw) => `${name} ${flaw}`),
    ),
    ...Object.entries(workflow.jobs)
      .filter(([, job]) => mayWrite(job))
      .flatMap(([name, job]) => flawsOfWriter(workflow, job).map((flaw) => `${name} ${flaw}`)),
  ];
}

/** Lists why two workflows or jobs use the same action at two commits. */
export function differingActions(texts: readonly string[]): readonly string[] {
  const commits = new Map<string, Set<string>>();
  for (const {action} of texts.flatMap(actionsOf)) {
    const [name = '', commit = ''] = action.split('@');
    commits.set(name, (commits.get(name) ?? new Set()).add(commit));
  }
  return [...commits].filter(([, each]) => each.size > 1).map(([name]) => `${name} has two commits`);
}

function flawsOfActions(text: string): readonly string[] {
  return actionsOf(text).flatMap(({action, comment}) => [
    // somebody can move a tag to another commit
    ...(/^actions\/[a-z-]+@[\da-f]{40}$/.test(action)
      ? []
      : [`${action} is not an action of GitHub by its commit`]),
    ...(/^v\d+\.\d+\.\d+$/.test(comment) ? [] : [`${action} has no version beside it`]),
  ]);
}

function flawsOfTriggers({on, permissions}: Workflow): readonly string[] {
  return [
    // these give the rights of the main branch to code of others
    ...['pull_request_target', 'workflow_run', 'issue_comment']
      .filter((trigger) => trigger in on)
      .map((trigger) => `it is started by ${trigger}`),
    ...(isEmpty(permissions) ? [] : ['it grants permissions to every job']),
  ];
}

function flawsOfJob(job: Job): readonly string[] {
  const {steps = [], permissions} = job;
  return [
    ...(typeof permissions === 'object' ? [] : ['does not list its permissions']),
    ...(job['timeout-minutes'] ? [] : ['has no time limit']),
    ...(job.uses ? ['is a workflow of somebody else'] : []),
    ...steps
      .filter((step) => usesAction(step, 'checkout') && step.with?.['persist-credentials'] !== false)
      .map(() => 'leaves its credentials in the checkout'),
    // another branch or workflow can fill a cache
    ...steps
      .filter(
        (step) =>
          usesAction(step, 'cache') ||
          (usesAction(step, 'setup-node') &&
            (step.with?.['package-manager-cache'] !== false || 'cache' in step.with)),
      )
      .map(() => 'uses a cache'),
    // the shell would run what the expression gives
    ...commandsOf(job)
      .filter((command) => command.includes('${{'))
      .map((command) => `puts an expression into a command: ${command}`),
    ...(JSON.stringify(job).includes('secrets.') ? ['reads a secret'] : []),
    ...(!mayWrite(job) && JSON.stringify(job).includes('github.token') ? ['uses the token'] : []),
  ];
}

/** What a job with a right to write may run: it publishes the files of another job, and runs none of our code. */
const WRITER_COMMANDS = [
  /^echo "\$CHECKSUMS" \| sha256sum --check --strict$/,
  /^npm publish "\.\/\$PACKAGE-\$\{GITHUB_REF_NAME#v\}\.tgz" [^;&|`(]*--provenance [^;&|`(]*--ignore-scripts$/,
  /^files=\([^;&|`(]*\)$/,
  /^gh release create "\$GITHUB_REF_NAME" --verify-tag [^;&|`(]*$/,
];
const WRITER_VARIABLES = ['CHECKSUMS', 'DIST_TAG', 'PACKAGE', 'PRERELEASE', 'GH_REPO', 'GH_TOKEN'];
const WRITER_ACTIONS = ['download-artifact', 'setup-node'];

/** What the job that packs may run. */
const BUILD_COMMANDS = [
  /^git merge-base --is-ancestor HEAD origin\/main$/,
  /^npm ci --ignore-scripts$/,
  /^npm run prepublishOnly$/,
  /^node tools\/pack-release\.js release$/,
  /^echo '(checksums<<)?END' >> "\$GITHUB_OUTPUT"$/,
  /^tee --append "\$GITHUB_OUTPUT" < release\/SHA256SUMS$/,
];
const BUILD_ACTIONS = ['checkout', 'setup-node', 'upload-artifact'];

function flawsOfWriter(workflow: Workflow, job: Job): readonly string[] {
  const {steps = [], permissions = {}, env = {}} = job;
  const needed = neededBy(workflow, job);
  const builders = Object.entries(workflow.jobs).filter(([, {steps: each = []}]) =>
    each.some((step) => usesAction(step, 'upload-artifact')),
  );
  const [build] = builders;
  const isWriting = (step: Step): boolean => /^(npm publish|gh release) /m.test(step.run ?? '');
  const isCheck = (step: Step): boolean => WRITER_COMMANDS[0]!.test(step.run ?? '');
  return [
    ...unexpected(job, WRITER_ACTIONS, WRITER_COMMANDS),
    ...Object.keys({...workflow.env, ...env})
      .filter((name) => !WRITER_VARIABLES.includes(name))
      .map((name) => `sets ${name}`),
    // a job with a condition can run although one that it needs failed
    ...[job, ...needed].filter(isConditional).map(() => 'can run after a failure'),
    ...(Object.keys(permissions).length === 1 ? [] : ['has more than one permission']),
    ...(steps.some(({run = ''}) => run.includes('npm publish')) && job.environment !== 'npm'
      ? ['publishes without an approval']
      : []),
    ...(commandsOf(job).some((command) => command.startsWith('npm ')) &&
    JSON.stringify(permissions) !== '{"id-token":"write"}'
      ? ['has a right that npm does not need']
      : []),
    ...(needed.some((each) => commandsOf(each).includes('.ci/run')) ? [] : ['does not wait for the tests']),
    ...(needed.some((each) => commandsOf(each).includes('.ci/run') && isTestOfArtifact(each, build))
      ? []
      : ['publishes what was not tested']),
    ...(steps.findLastIndex(isCheck) > steps.findLastIndex((step) => usesAction(step, 'download-artifact')) &&
    steps.findLastIndex(isCheck) < steps.findIndex(isWriting)
      ? []
      : ['does not compare what it publishes with the checksums']),
    ...(builders.length === 1 ? [] : ['publishes files of another number of jobs than one']),
    ...(build && env['CHECKSUMS'] === `\${{ needs.${build[0]}.outputs.checksums }}`
      ? []
      : ['has other checksums than those of the job that packed']),
    ...(build ? flawsOfBuild(build[1]).map((flaw) => `publishes what a job packed that ${flaw}`) : []),
  ];
}

function flawsOfBuild(job: Job): readonly string[] {
  const {steps = [], container, outputs = {}} = job;
  const commands = commandsOf(job);
  const before = (first: string, second: string): boolean =>
    commands.includes(first) && commands.indexOf(first) < commands.indexOf(second);
  const checkout = steps.find((step) => usesAction(step, 'checkout'));
  return [
    ...unexpected(job, BUILD_ACTIONS, BUILD_COMMANDS),
    ...(container ? ['runs in an image'] : []),
    ...(mayWrite(job) ? ['may write'] : []),
    ...(commands.filter((command) => command.includes('npm ci')).length === 1
      ? []
      : ['installs nothing or twice']),
    // with the whole history, or git knows no main branch
    ...(before('git merge-base --is-ancestor HEAD origin/main', 'npm ci --ignore-scripts') &&
    checkout?.with?.['fetch-depth'] === 0
      ? []
      : ['does not ask first whether the commit is on the main branch']),
    ...(before('npm run prepublishOnly', 'node tools/pack-release.js release')
      ? []
      : ['packs what it did not check']),
    ...(outputs['checksums'] === '${{ steps.checksums.outputs.checksums }}' ? [] : ['hands on no checksums']),
  ];
}

/** Whether a job tests the packed files, compared with their checksums. */
function isTestOfArtifact({steps = [], env = {}}: Job, build: [string, Job] | undefined): boolean {
  const [name] = build ?? [''];
  const download = steps.findIndex((step) => usesAction(step, 'download-artifact'));
  const check = steps.findIndex(({run}) => run === 'echo "$CHECKSUMS" | sha256sum --check --strict');
  const tests = steps.findIndex(({run}) => run === '.ci/run');
  return (
    env['CHECKSUMS'] === `\${{ needs.${name}.outputs.checksums }}` &&
    typeof env['PACKED'] === 'string' &&
    env['PACKED'] === steps[download]?.with?.['path'] &&
    env['PACKED'] === steps[check]?.['working-directory'] &&
    download < check &&
    check < tests
  );
}

function unexpected(job: Job, actions: readonly string[], commands: readonly RegExp[]): readonly string[] {
  return [
    ...(job.defaults || job.steps?.some((step) => step.shell) ? ['has another shell'] : []),
    ...(job.steps?.some((step) => step.env) ? ['has a step with other variables'] : []),
    ...(job.steps ?? [])
      .filter((step) => step.uses && !actions.some((action) => usesAction(step, action)))
      .map(({uses = ''}) => `uses ${uses}`),
    ...commandsOf(job)
      .filter((command) => !commands.some((each) => each.test(command.trim())))
      .map((command) => `runs ${command}`),
  ];
}

/** Whether a job or a step of it is skipped, or its failure ignored. */
function isConditional({steps = [], ...job}: Job): boolean {
  return [job, ...steps].some((each) => each.if !== undefined || each['continue-on-error'] !== undefined);
}

function usesAction({uses = ''}: Step, name: string): boolean {
  return uses.startsWith(`actions/${name}@`);
}

function mayWrite({permissions}: Job): boolean {
  return typeof permissions !== 'object' || Object.values(permissions).includes('write');
}

/** Returns the jobs that must succeed before a job starts. */
function neededBy({jobs}: Workflow, {needs = []}: Job): readonly Job[] {
  return [needs].flat().flatMap((name) => {
    const job = jobs[name];
    return job ? [job, ...neededBy({jobs} as Workflow, job)] : [];
  });
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
