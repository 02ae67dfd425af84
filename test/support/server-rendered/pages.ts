import {html as pageHtml, render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import {html, type TemplateResult} from 'lit';
import '../../../src/define.js';
import {codeBlocks} from '../code-blocks.js';

const BANK = 'Encore 2 essais';

/** The body of each page, in the page's language. */
const BODIES: Readonly<Record<string, (lang: string) => TemplateResult>> = {
  own: (lang) => html`
    <budgea-connect lang=${lang}></budgea-connect>
    <budgea-connection lang=${lang} error="wrongpass" error-message=${BANK}></budgea-connection>
  `,
  inherited: () => html`
    <budgea-connect></budgea-connect>
    <budgea-connection error="wrongpass" error-message=${BANK}></budgea-connection>
  `,
  labelled: () => html`
    <budgea-connect>Ma banque</budgea-connect>
    <budgea-manage><button slot="trigger">Mes banques</button></budgea-manage>
  `,
  settings: (lang) => html`
    <budgea-webview domain="demo" client-id="1" redirect-uri="/callback">
      <budgea-connect lang=${lang} max-connections="2"></budgea-connect>
      <budgea-transfer lang=${lang} disabled></budgea-transfer>
    </budgea-webview>
  `,
  property: (lang) => html`
    <budgea-connection lang=${lang} .connection=${{error: 'wrongpass', error_message: BANK}}></budgea-connection>
  `,
  panel: (lang) =>
    html`<budgea-connections lang=${lang} connections-url="/connections"></budgea-connections>`,
  inheritedPanel: () => html`<budgea-connections connections-url="/connections"></budgea-connections>`,
  callback: (lang) => html`<budgea-callback lang=${lang} return-to="/accounts"></budgea-callback>`,
};

/** Returns the module in the documentation that hydrates a page, with the imports of a server of modules. */
function browserModule(): string {
  const block = codeBlocks('docs/server-side-rendering.md', 'ts').find((text) =>
    text.includes('hydrate-support'),
  );
  if (!block) throw new Error('The documentation has no module for the browser.');
  return block.replaceAll(/'budgea-webview\/([\w/-]+)'/g, "'/src/$1.ts'");
}

/** Returns the answer for a path below `/server-rendered/`: the module, or a page as `name.language`. */
export async function answerTo(
  path: string,
): Promise<{readonly body: string; readonly type: string} | undefined> {
  if (path === 'page.js') return {body: browserModule(), type: 'js'};
  const [name = '', lang = ''] = path.split('.');
  const bodyOf = BODIES[name];
  if (!bodyOf) return undefined;
  const page = pageHtml`<!doctype html>
    <html lang=${lang}>
      <head>
        <meta charset="utf-8" />
        <title>A page that a server rendered</title>
        <script src="/test/support/server-rendered/before.js"></script>
      </head>
      <body>
        ${bodyOf(lang)}
      </body>
    </html>`;
  return {body: await collectResult(render(page)), type: 'html'};
}
