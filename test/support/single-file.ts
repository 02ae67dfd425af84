import {execFileSync} from 'node:child_process';
import {readFileSync} from 'node:fs';

/** Builds the published single file into a folder, and returns its text. */
export function buildSingleFile(folder: string): string {
  for (const command of [
    ['node_modules/vite/bin/vite.js', 'build', '--mode', 'cdn', '--outDir', folder],
    ['tools/minify.js', folder],
  ]) {
    execFileSync(process.execPath, command, {
      stdio: 'ignore',
      env: {...process.env, NODE_ENV: 'production'},
    });
  }
  return readFileSync(`${folder}/budgea-webview.js`, 'utf8');
}
