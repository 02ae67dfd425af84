import {execFileSync, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {
  actionsOf,
  commandsOf,
  differingActions,
  flawsOf,
  parseWorkflow,
  workflowTexts,
} from '../support/workflows.js';

const texts = workflowTexts();
const release = texts['release.yml'] ?? '';

describe.each(Object.keys(texts))('the workflow %s', (name) => {
  it('has no flaw', () => {
    expect(flawsOf(texts[name] ?? '')).toEqual([]);
  });

  it('uses actions', () => {
    expect(actionsOf(texts[name] ?? '').length).toBeGreaterThan(1);
  });
});

describe('the workflows', () => {
  it('use each action at one commit', () => {
    expect(differingActions(Object.values(texts))).toEqual([]);
    expect(differingActions(['uses: actions/a@1', 'uses: actions/a@2'])).toEqual([
      'actions/a has two commits',
    ]);
  });

  it('publish in one job, for both packages', () => {
    const publishing = Object.entries(texts).flatMap(([file, text]) =>
      Object.entries(parseWorkflow(text).jobs)
        .filter(([, job]) => commandsOf(job).some((command) => command.includes('npm publish')))
        .map(([job]) => `${file} ${job}`),
    );
    expect(publishing).toEqual(['release.yml publish']);
    expect(parseWorkflow(release).jobs['publish']).toMatchObject({
      strategy: {matrix: {package: ['budgea-sandbox', 'budgea-webview']}},
      env: {PACKAGE: '${{ matrix.package }}'},
    });
  });
});

describe('a workflow', () => {
  const commit = '3d3c42e5aac5ba805825da76410c181273ba90b1';
  const BUILD = 'a job packed that ';

  it.each([
    ['an action by its tag', `checkout@${commit}`, 'checkout@v7', 'is not an action of GitHub by its commit'],
    ['a short commit', `checkout@${commit}`, `checkout@${commit.slice(0, 12)}`, 'by its commit'],
    ['an action of others', `actions/checkout@`, `other/checkout@`, 'is not an action of GitHub'],
    ['no version beside it', ' # v7.0.1', '', 'has no version beside it'],
    ['a branch beside it', ' # v7.0.1', ' # main', 'has no version beside it'],
    ['rights for every job', 'permissions: {}', 'permissions: write-all', 'grants permissions to every job'],
    ['the rights of GitHub for every job', 'permissions: {}\n', '', 'grants permissions to every job'],
    ['a start by a stranger', "  push:\n    tags: ['v*']", '  pull_request_target:', 'pull_request_target'],
    ['a job without a time limit', '    timeout-minutes: 15\n', '', 'build has no time limit'],
    [
      'a job without a list of rights',
      '    permissions:\n      contents: read\n    outputs:',
      '    outputs:',
      'build does not list its permissions',
    ],
    ['credentials in the checkout', '          persist-credentials: false\n', '', 'leaves its credentials'],
    ['a cache', '          package-manager-cache: false\n', '', 'uses a cache'],
    [
      'a cache of npm',
      '          package-manager-cache: false\n',
      '          package-manager-cache: false\n          cache: npm\n',
      'uses a cache',
    ],
    [
      'a tag name in a command',
      '"./$PACKAGE-${GITHUB_REF_NAME#v}.tgz"',
      './${{ github.ref_name }}.tgz',
      'puts an expression into a command',
    ],
    ['a secret', '${{ github.token }}', '${{ secrets.NPM_TOKEN }}', 'reads a secret'],
    [
      'the token in a job that only reads',
      '      PACKED: release\n',
      '      PACKED: release\n      T: ${{ github.token }}\n',
      'test uses the token',
    ],

    [
      'a checkout where it publishes',
      '      # trusted publishing',
      `      - uses: actions/checkout@${commit} # v7.0.1\n        with:\n          persist-credentials: false\n      # trusted publishing`,
      'publish uses actions/checkout',
    ],
    [
      'a script where it publishes',
      '      # trusted publishing',
      '      - run: npm run build\n      # trusted publishing',
      'publish runs npm run build',
    ],
    [
      'an installation where it publishes',
      '      # trusted publishing',
      '      - run: npm install --global npm@latest\n      # trusted publishing',
      'publish runs npm install',
    ],
    [
      'a second command where it publishes',
      '--ignore-scripts\n\n  # adds',
      '--ignore-scripts; node x.js\n\n  # adds',
      'publish runs npm publish',
    ],
    [
      'scripts of the package where it publishes',
      '"$DIST_TAG" --ignore-scripts',
      '"$DIST_TAG"',
      'publish runs npm publish',
    ],
    ['no provenance', '--provenance ', '', 'publish runs npm publish'],
    [
      'a folder instead of the tarball',
      'npm publish "./$PACKAGE-${GITHUB_REF_NAME#v}.tgz"',
      'npm publish',
      'publish runs npm publish',
    ],
    ['any tarball', '"./$PACKAGE-${GITHUB_REF_NAME#v}.tgz"', './*.tgz', 'publish runs npm publish'],
    [
      'a condition',
      'needs: [build, test]',
      'needs: [build, test]\n    if: always()',
      'publish can run after',
    ],
    [
      'an ignored failure',
      '- run: .ci/run\n',
      '- run: .ci/run\n        continue-on-error: true\n',
      'publish can run after',
    ],
    [
      'an option of Node',
      '      PACKAGE: $',
      '      NODE_OPTIONS: --import=./x.js\n      PACKAGE: $',
      'publish sets NODE_OPTIONS',
    ],
    [
      'an option of Node for all',
      'concurrency: release',
      'env: {NODE_OPTIONS: --import=./x.js}',
      'publish sets NODE_OPTIONS',
    ],
    [
      'another shell',
      '      - run: npm publish',
      '      - shell: node {0}\n        run: npm publish',
      'publish has another shell',
    ],
    [
      'a variable of a step',
      '      - run: npm publish',
      '      - env: {PACKAGE: x}\n        run: npm publish',
      'other variables',
    ],
    ['no approval', '    environment: npm\n', '', 'publishes without an approval'],
    [
      'a second right',
      '      id-token: write',
      '      id-token: write\n      contents: write',
      'has more than one permission',
    ],
    [
      'the wrong right',
      '      id-token: write',
      '      packages: write',
      'has a right that npm does not need',
    ],
    [
      'no tests before it publishes',
      'needs: [build, test]',
      'needs: [build]',
      'publish does not wait for the tests',
    ],
    [
      'a tarball without a checksum',
      '      - run: echo "$CHECKSUMS" | sha256sum --check --strict\n      - run: npm publish',
      '      - run: npm publish',
      'publish does not compare',
    ],
    [
      'a checksum after the publication',
      /( {6}- run: echo "\$CHECKSUMS" .*\n)( {6}- run: npm publish .*\n)/,
      '$2$1',
      'publish does not compare',
    ],
    [
      'checksums of the tests',
      /(?<=DIST_TAG[^]*|publish:[^]*)needs\.build\.outputs/,
      'needs.test.outputs',
      'has other checksums',
    ],
    ['another tarball in the tests', '      PACKED: release\n', '', 'publishes what was not tested'],
    [
      'an unchecked tarball in the tests',
      '        working-directory: release\n',
      '',
      'publishes what was not tested',
    ],
    [
      'a second job that uploads',
      '      - run: .ci/run\n',
      '      - run: .ci/run\n      - uses: actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0\n',
      'another number of jobs',
    ],

    ['scripts of dependencies where it builds', 'npm ci --ignore-scripts', 'npm ci', `${BUILD}runs npm ci`],
    [
      'another installation where it builds',
      '      - run: npm run prepublishOnly',
      '      - run: npx --yes tool\n      - run: npm run prepublishOnly',
      `${BUILD}runs npx --yes tool`,
    ],
    [
      'programs of the system where it builds',
      '      - run: npm run prepublishOnly',
      '      - run: tools/install-browsers.sh\n      - run: npm run prepublishOnly',
      `${BUILD}runs tools/`,
    ],
    [
      'tests where it builds',
      '      - run: npm run prepublishOnly',
      '      - run: npm test\n      - run: npm run prepublishOnly',
      `${BUILD}runs npm test`,
    ],
    [
      'a build in an image',
      '    timeout-minutes: 15\n',
      '    timeout-minutes: 15\n    container: node:24\n',
      `${BUILD}runs in an image`,
    ],
    [
      'a commit of any branch',
      '      - run: git merge-base --is-ancestor HEAD origin/main\n',
      '',
      'on the main branch',
    ],
    ['a commit without its history', '          fetch-depth: 0\n', '', 'on the main branch'],
    [
      'a tree that was not checked',
      '      - run: npm run prepublishOnly\n',
      '',
      `${BUILD}packs what it did not check`,
    ],
    ['no checksums', 'steps.checksums.outputs', 'steps.other.outputs', `${BUILD}hands on no checksums`],
  ])('with %s has a flaw', (_what, before, after, flaw) => {
    const changed = release.replace(before, after);
    expect(changed).not.toBe(release);
    expect(flawsOf(changed).join('\n')).toContain(flaw);
  });
});

describe('a command of the release', () => {
  let folder: string;
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  /** Runs the only command of a job that contains some text, as GitHub does. Returns whether it succeeds. */
  const succeeds = (job: string, text: string, env: Record<string, string> = {}): boolean => {
    const commands = commandsOf(parseWorkflow(release).jobs[job]!).filter((command) =>
      command.includes(text),
    );
    expect(commands).toHaveLength(1);
    const options = {cwd: folder, env: {...process.env, ...env}, stdio: 'ignore'} as const;
    return spawnSync('bash', ['-e', '-c', commands[0]!], options).status === 0;
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'release-'));
  });

  afterEach(() => {
    rmSync(folder, {recursive: true});
  });

  describe('asks for the main branch, and', () => {
    const isAllowed = (): boolean => succeeds('build', 'merge-base');

    beforeEach(() => {
      git('init', '--quiet', '--initial-branch', 'main');
      git('commit', '--quiet', '--allow-empty', '--message', 'first');
      git('commit', '--quiet', '--allow-empty', '--message', 'second');
      git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    });

    it('accepts its newest commit', () => {
      expect(isAllowed()).toBe(true);
    });

    it('accepts an older commit of it', () => {
      git('checkout', '--quiet', '--detach', 'HEAD^');
      expect(isAllowed()).toBe(true);
    });

    it('refuses a commit of another branch', () => {
      git('checkout', '--quiet', '-b', 'other', 'HEAD^');
      git('commit', '--quiet', '--allow-empty', '--message', 'third');
      expect(isAllowed()).toBe(false);
    });

    it('refuses a commit that was not pushed to it', () => {
      git('commit', '--quiet', '--allow-empty', '--message', 'third');
      expect(isAllowed()).toBe(false);
    });

    it('refuses every commit if it does not know the main branch', () => {
      git('update-ref', '-d', 'refs/remotes/origin/main');
      expect(isAllowed()).toBe(false);
    });
  });

  describe.each(['test', 'publish', 'announce'])('compares the files in %s, and', (job) => {
    const sum = createHash('sha256').update('packed').digest('hex');
    const isAllowed = (checksums: string): boolean => succeeds(job, 'sha256sum', {CHECKSUMS: checksums});

    it('accepts what was packed', () => {
      writeFileSync(join(folder, 'a.tgz'), 'packed');
      expect(isAllowed(`${sum}  a.tgz`)).toBe(true);
    });

    it('refuses another file', () => {
      writeFileSync(join(folder, 'a.tgz'), 'changed');
      expect(isAllowed(`${sum}  a.tgz`)).toBe(false);
    });

    it('refuses a file that is missing', () => {
      expect(isAllowed(`${sum}  a.tgz`)).toBe(false);
    });

    it('refuses if there are no checksums', () => {
      writeFileSync(join(folder, 'a.tgz'), 'packed');
      expect(isAllowed('')).toBe(false);
    });

    it('refuses a line that is no checksum', () => {
      writeFileSync(join(folder, 'a.tgz'), 'packed');
      expect(isAllowed(`${sum}  a.tgz\nb.tgz`)).toBe(false);
    });
  });
});
