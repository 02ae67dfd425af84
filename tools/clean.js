import {rmSync} from 'node:fs';

for (const folder of ['../dist', '../packages/sandbox/dist'])
  rmSync(new URL(folder, import.meta.url), {recursive: true, force: true});
