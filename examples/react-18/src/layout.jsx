import {Outlet} from 'react-router-dom';

export function Layout() {
  return (
    <budgea-webview
      base-url="http://localhost:4001"
      client-id="17473055"
      redirect-uri="/callback"
      code-url="/api/budgea/code"
      token-url="/api/budgea/token"
    >
      <Outlet />
    </budgea-webview>
  );
}
