import {BudgeaWebview} from 'budgea-webview/react';

export const metadata = {title: 'Your banks', referrer: 'no-referrer', icons: {icon: 'data:,'}};
export const viewport = {colorScheme: 'light dark'};

export default function Layout({children}) {
  return (
    <html lang="en">
      <body>
        <BudgeaWebview
          baseUrl="http://localhost:4001"
          clientId="17473055"
          redirectUri="/callback"
          codeUrl="/api/budgea/code"
          tokenUrl="/api/budgea/token"
        >
          {children}
        </BudgeaWebview>
      </body>
    </html>
  );
}
