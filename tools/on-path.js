import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Whether a file is there and can be run. */
export function isRunnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where each of some commands would be, in the order of PATH. */
export function placesOnPath(names) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((dir) => names.map((name) => join(dir, name)));
}
