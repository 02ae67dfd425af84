/**
 * Takes the webview's answer out of the address bar before anything else reads it. Import it first, before a router.
 *
 * `finishFlow` and `<budgea-callback>` then use what it took. It does so only if a flow of this browser waits for the
 * answer or had it before. Outside a page, it does nothing.
 *
 * @module budgea-webview/callback
 */
import {captureCallback} from './flows/captured-callback.js';

captureCallback();
