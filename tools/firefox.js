import {isRunnable, placesOnPath} from './on-path.js';

/**
 * Returns the path of Firefox: FIREFOX_PATH, or the first on PATH.
 *
 * @returns {string}
 */
export function firefoxPath() {
  const path = process.env.FIREFOX_PATH ?? placesOnPath(['firefox', 'firefox-esr']).find(isRunnable);
  if (!path) throw new Error('No Firefox found: install one, or set FIREFOX_PATH.');
  return path;
}
