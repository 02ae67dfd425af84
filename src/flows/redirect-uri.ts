import {queryPairs} from './callback-parameters.js';
import {invalid} from './flow-error.js';

/** Schemes that run script or that a browser keeps to itself: no app answers to them. */
const NOT_AN_APP = /^(javascript|data|vbscript|blob|file|filesystem|about|view-source|ftp|wss?):/i;
const WEB = /^https?:/i;
/** A scheme, but not `localhost:5173` or `app.example:8080`, which only look like one. */
const APP = /^[a-z][a-z\d+.-]*:(?!\d)/i;

/**
 * Holds a redirect URI against what a webview can return to.
 *
 * @throws {FlowError} `invalid-parameter`.
 */
export function checkRedirectUri(uri: string): void {
  if (!isAddress(uri)) {
    throw invalid('redirectUri', uri, "give an absolute http(s) address, or one of your app's own scheme");
  }
  const taken = queryPairs(uri).find(({name}) => name);
  if (taken?.name) {
    const advice = `the webview's answer uses '${taken.name}', so keep your own data in \`context\``;
    throw invalid('redirectUri', uri, advice);
  }
}

function isAddress(uri: string): boolean {
  if (/[\s\\\p{Cc}]/u.test(uri) || NOT_AN_APP.test(uri)) return false;
  if (!WEB.test(uri)) return APP.test(uri);
  try {
    const {username, password} = new URL(uri);
    return /^https?:\/\/[^/]/i.test(uri) && !username && !password;
  } catch {
    return false;
  }
}
