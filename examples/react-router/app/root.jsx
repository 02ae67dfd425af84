import {BudgeaWebview} from 'budgea-webview/react';
import {Links, Meta, Outlet, Scripts, ScrollRestoration} from 'react-router';

export function Layout({children}) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>Your banks</title>
        <link rel="icon" href="data:," />
        <Meta />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

export default function App() {
  return (
    <BudgeaWebview
      baseUrl="http://localhost:4001"
      clientId="17473055"
      redirectUri="/callback"
      codeUrl="/api/budgea/code"
      tokenUrl="/api/budgea/token"
    >
      <main>
        <Outlet />
      </main>
    </BudgeaWebview>
  );
}
