import {warnIfInsecure} from '../service/addresses.js';
import {buildUrl} from '../service/build-url.js';
import {ownProperties} from '../service/options.js';
import type {Flow, FlowOptions} from '../service/parameters.js';

/**
 * Builds the URL of one of the webview's flows, to redirect the whole page to.
 *
 * It stores nothing and makes no state: `startFlow` does. Every value is percent-encoded, so give it as it is. Follows
 * 'Endpoints reference' of the webview's documentation.
 *
 * @example
 * ```ts
 * import {webviewUrl} from 'budgea-webview/flows';
 *
 * webviewUrl('connect', {domain: 'demo', clientId: 17473055, redirectUri: 'https://app.example/callback'});
 * // 'https://demo.biapi.pro/2.0/auth/webview/connect?client_id=17473055&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback'
 * ```
 *
 * @throws {FlowError} `missing-parameter`, `invalid-parameter`, `conflicting-parameters`, `unknown-parameter` or
 * `insecure-url`; its `option` and its message name the option.
 */
export function webviewUrl<F extends Flow>(flow: F, options: FlowOptions<F>): string {
  const url = buildUrl(flow, ownProperties(options));
  warnIfInsecure(url);
  return url;
}
