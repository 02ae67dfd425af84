import {FLOWS, PARAMETERS} from '../entry/parameters.js';
import {BUDGEA, POWENS} from '../entry/service.js';
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
<p>This sandbox stands in for the real service while a site is built. It contacts no bank, and forgets everything when it stops.</p>
<h2>Webview</h2>
<p>Send users to <code>${url.origin}${BUDGEA.path}</code> and one of these, with <code>en/</code> or <code>fr/</code> before it to choose the language:</p>
<ul class="routes">${FLOWS.map(
      (flow) =>
        html`<li><code>${flow}</code> <span class="details">${Object.keys(PARAMETERS[flow]).join(', ')}</span></li>`,
    )}</ul>
<p><code>connect</code> also takes <code>{connector_uuid}.{field}</code>, which fills in the sign-in form.</p>
<p>The same stands at today’s address, <code>${url.origin}${POWENS.path}</code>, in the languages ${POWENS.languages.join(', ')}, with <code>domain</code>, such as <code>demo.biapi.pro</code>, beside the rest.</p>
<h2>API</h2>
${routeList(api)}
<h2>Scripting</h2>
<p>Tests call these methods over HTTP or in process. The real service has none of them.</p>
${routeList(control)}`,
  });
}

function routeList(routes: Routes): Html {
  return html`<ul class="routes">${routes.map(
    ({path, methods}) => html`<li><code>${Object.keys(methods).join(', ')} ${path}</code></li>`,
  )}</ul>`;
}
