import {BudgeaWebview} from 'budgea-webview/react';
import {Outlet} from 'react-router-dom';

export function Layout() {
  return (
    <BudgeaWebview
      baseUrl="http://localhost:4001"
      clientId="17473055"
      redirectUri="/callback"
      codeUrl="/api/budgea/code"
      tokenUrl="/api/budgea/token"
    >
      <Outlet />
    </BudgeaWebview>
  );
}
