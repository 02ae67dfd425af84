// Rewrites PNG pictures with a palette of 256 colours, which halves their size without a visible change.
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import upng from 'upng-js';

const PALETTE = 3;
const [, , folder] = process.argv;

for (const name of readdirSync(folder).filter((file) => file.endsWith('.png'))) {
  const path = join(folder, name);
  const picture = upng.decode(readFileSync(path));
  if (picture.ctype === PALETTE) continue;
  const {width, height} = picture;
  writeFileSync(path, Buffer.from(upng.encode(upng.toRGBA8(picture), width, height, 256)));
}
