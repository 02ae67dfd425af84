import {type MalformedAnswer, type NoAnswer, readCallback} from '../service/callback.js';
import {ownProperties} from '../service/options.js';
import type {Flow} from '../service/parameters.js';
import {type ClaimedAnswer, claimedAnswer} from '../service/results.js';

/** What an address says. Nothing of it is verified or remembered. */
export type CallbackAnswer = NoAnswer | MalformedAnswer | ClaimedAnswer;

/**
 * Reads what a callback's address says. It verifies nothing: `finishFlow` does.
 *
 * Give the `flow` if you know it: a success without the id that the flow always returns is then `incomplete`. An
 * address without `state`, `error` and an id is not a callback. The names of before 2019 (`id_connection`) are
 * understood. Any text gives an answer, and nothing is thrown. Follows 'Callback handling' of the webview's
 * documentation.
 *
 * @example
 * ```ts
 * import {parseCallback} from 'budgea-webview/flows';
 *
 * parseCallback('https://app.example/callback?state=s1&connection_id=46', {flow: 'connect'});
 * // {kind: 'success', flow: 'connect', state: 's1', connectionId: '46'}
 * ```
 */
export function parseCallback(url: string | URL, options?: {readonly flow?: Flow} | null): CallbackAnswer {
  const read = readCallback(String(url));
  return read.kind === 'callback' ? claimedAnswer(read.values, ownProperties(options).flow) : read;
}
