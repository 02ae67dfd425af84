// The parts that run both in Node and in a browser: the flows against their alternatives, in one storage.
import {measure} from '../harness/rounds.js';
import {subjects as address} from './address.js';
import {subjects as callback} from './callback.js';
import {subjects as start} from './start.js';

const PARTS = {address, callback, start};

/**
 * @param {keyof typeof PARTS} part
 * @param {Storage} store
 * @param {{readonly rounds: number, readonly warmUp: number}} options
 */
export async function measurePart(part, store, options) {
  return measure(await PARTS[part](store), options);
}
