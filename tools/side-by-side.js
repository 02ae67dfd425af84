// Runs scripts of package.json side by side, and fails if one of them fails: `node tools/side-by-side.js lint types`
import {spawn} from 'node:child_process';
import {once} from 'node:events';

const runs = process.argv.slice(2).map((script) => {
  const shell = process.platform === 'win32'; // npm is a batch file there
  return once(spawn('npm', ['run', script], {stdio: 'inherit', shell}), 'exit');
});
const codes = await Promise.all(runs);
process.exitCode = codes.every(([code]) => code === 0) ? 0 : 1;
