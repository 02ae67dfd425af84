import {accessSync, constants} from 'node:fs';
import {delimiter, join} from 'node:path';

/** Returns whether a file exists and can be run. */
export function isRunnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns the paths that some commands can have, in the order of PATH. */
export function placesOnPath(names) {
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .flatMap((dir) => names.map((name) => join(dir, name)));
}
