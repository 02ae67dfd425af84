import {Elements} from './elements.js';

export const metadata = {title: 'Your banks', referrer: 'no-referrer', icons: {icon: 'data:,'}};
export const viewport = {colorScheme: 'light dark'};

export default function Layout({children}) {
  return (
    <html lang="en">
      <body>
        <Elements />
        <budgea-webview
          base-url="http://localhost:4001"
          client-id="17473055"
          redirect-uri="/callback"
          code-url="/api/budgea/code"
          token-url="/api/budgea/token"
        >
          {children}
        </budgea-webview>
      </body>
    </html>
  );
}
