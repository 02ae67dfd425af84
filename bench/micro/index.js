// Measures the flows against others. It runs in Node and in a browser.
import {measure} from '../harness/rounds.js';
import {subjects as address} from './address.js';
import {subjects as callback} from './callback.js';
import {subjects as start} from './start.js';

const PARTS = {address, callback, start};

/**
 * Measures a part.
 *
 * @param {keyof typeof PARTS} part
 * @param {Storage} store
 * @param {{readonly rounds: number, readonly warmUp: number}} options
 */
export async function measurePart(part, store, options) {
  return measure(await PARTS[part](store), options);
}
