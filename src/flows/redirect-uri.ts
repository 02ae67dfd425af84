import {CALLBACK_PARAMETERS} from './callback-parameters.js';
import {invalid} from './flow-error.js';

/** White space, control characters and the backslash, which browsers quietly drop or turn into something else. */
const MISREAD = /[\s\\\p{Cc}]/u;
/** An address of the web: without user and password, and with a host that can be one. */
const WEB = /^https?:\/\/([^/?#@:[\]]+|\[[\da-f:.]+\])(:\d{1,5})?(?![^/?#])/i;
/** An app's own scheme: not one that a browser keeps to itself, nor a host with its port, which looks like one. */
const APP =
  /^(?!(https?|javascript|data|vbscript|blob|file|filesystem|about|view-source|ftp|wss?):)[a-z][a-z\d+.-]*:(?!\d)/i;

/**
 * A redirect URI that a webview can return to, to the letter.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkedRedirectUri(uri: unknown): string {
  if (typeof uri !== 'string' || MISREAD.test(uri) || !(WEB.test(uri) || APP.test(uri))) {
    throw invalid('redirectUri', uri, "give an absolute address, http(s) or of your app's own scheme");
  }
  const query = /^[^?#]*\?([^#]+)/.exec(uri)?.[1];
  const taken = query && CALLBACK_PARAMETERS.find((name) => new URLSearchParams(query).has(name));
  if (taken) throw invalid('redirectUri', uri, `the answer uses '${taken}': keep your data in \`context\``);
  return uri;
}
