import {FLOWS, PARAMETERS} from '../entry/parameters.js';
import {PAY_PAGES} from '../entry/pay-page.js';
import {BUDGEA, OLD_PAY, POWENS} from '../entry/service.js';
import {V3_PAGES} from '../entry/v3.js';
import {type Html, html} from '../html.js';
import type {Route} from '../router.js';
import {layout} from './layout.js';

type Routes = readonly Route<unknown>[];

/** Shows what the sandbox is and what it offers. */
export function homePage(url: URL, {api, control}: {readonly api: Routes; readonly control: Routes}): Html {
  return layout({
    language: 'en',
    url,
    heading: 'An emulated bank-data service',
    translated: false,
    body: html`<h1>An emulated bank-data service</h1>
<p>This sandbox takes the place of the real service while you build a site. It contacts no bank, and forgets everything when it stops.</p>
<h2>Webview</h2>
<p>Send users to <code>${url.origin}${BUDGEA.path}</code> and one of these, with <code>en/</code> or <code>fr/</code> before it to choose the language:</p>
<ul class="routes">${FLOWS.map(
      (flow) =>
        html`<li><code>${flow}</code> <span class="details">${Object.keys(PARAMETERS[flow]).join(', ')}</span></li>`,
    )}</ul>
<p><code>connect</code> also takes <code>{connector_uuid}.{field}</code>, which fills in the sign-in form.</p>
<p>Today’s address, <code>${url.origin}${POWENS.path}</code>, has the same flows in the languages ${POWENS.languages.join(', ')}. It also needs <code>domain</code>, such as <code>demo.biapi.pro</code>.</p>
<p>The addresses of before 2019 are ${codes(V3_PAGES)} below the same path. The pages of the API Pay webview are ${codes(PAY_PAGES)}, below the same path or <code>${OLD_PAY.path}</code>.</p>
<h2>API</h2>
${routeList(api)}
<h2>Scripting</h2>
<p>Tests call these methods over HTTP or in process. The real service has none of them.</p>
${routeList(control)}`,
  });
}

function codes(paths: readonly string[]): readonly Html[] {
  return paths.map((path, index) => html`${index > 0 && ', '}<code>${path}</code>`);
}

function routeList(routes: Routes): Html {
  return html`<ul class="routes">${routes.map(
    ({path, methods}) => html`<li><code>${Object.keys(methods).join(', ')} ${path}</code></li>`,
  )}</ul>`;
}
