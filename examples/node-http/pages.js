/** Renders the page with a user's connections. */
export function homePage(connections) {
  return page(
    'Your banks',
    `<ul>${connections.map(({id, bank}) => `<li>${reconnect(id, bank.name)}</li>`).join('')}</ul>
      <budgea-connect></budgea-connect>`,
  );
}

/** Renders the page that the webview returns to. */
export function callbackPage() {
  return page('Back from your bank', '<budgea-callback></budgea-callback>');
}

function reconnect(id, bank) {
  return `<budgea-reconnect connection-id="${escape(id)}">Reconnect ${escape(bank)}</budgea-reconnect>`;
}

function page(title, content) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="no-referrer" />
    <title>${title}</title>
    <link rel="icon" href="data:," />
    <script type="module" src="/budgea-webview.js"></script>
  </head>
  <body>
    <h1>${title}</h1>
    <budgea-webview
      base-url="http://localhost:4001"
      client-id="17473055"
      redirect-uri="/callback"
      code-url="/api/budgea/code"
      token-url="/api/budgea/token"
    >
      ${content}
    </budgea-webview>
  </body>
</html>`;
}

function escape(value) {
  const entities = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'};
  return String(value).replace(/[&<>"]/g, (character) => entities[character]);
}
