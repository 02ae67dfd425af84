import {execFileSync} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {root} from '../harness/bundle.js';
import {table, time} from '../harness/report.js';

const STEPS = [
  ['npm ci', ['ci', '--no-audit', '--no-fund']],
  ['npm run build', ['run', 'build']],
  ['npm test', ['test']],
];

export const project = {
  name: 'project',
  title: 'The project itself',
  /** Runs in a clone of the latest commit, so that it uses nothing of this folder. */
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'budgea-bench-'));
    try {
      execFileSync('git', ['clone', '--quiet', root, folder], {stdio: 'inherit'});
      const rows = STEPS.map(([name, args]) => {
        const started = performance.now();
        execFileSync('npm', args, {cwd: folder, stdio: 'inherit', env: {...process.env, CI: 'true'}});
        return [`\`${name}\``, time(performance.now() - started)];
      });
      return {
        goals: [],
        body: `Measured once, in a clone of the latest commit, with a filled cache of npm:\n\n${table(['', 'time'], rows)}`,
      };
    } finally {
      await rm(folder, {recursive: true});
    }
  },
};
