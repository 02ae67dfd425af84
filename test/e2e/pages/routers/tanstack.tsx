import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {BASE, TOKEN_URL} from './base.js';

// #region routes
const rootRoute = createRootRoute({component: Outlet});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: () => <h1>Home</h1>,
});

const callbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/callback',
  // keeps the rest of the query
  validateSearch: (query: Record<string, unknown>) => query,
  component: Callback,
});

function Callback() {
  const query = callbackRoute.useSearch();
  return (
    <main data-query={JSON.stringify(query)}>
      <budgea-callback token-url={TOKEN_URL} />
      <Link to="/callback" search={{...query, view: 'details'}}>
        Details
      </Link>
      <Link to="/">Home</Link>
    </main>
  );
}
// #endregion routes

const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, callbackRoute]),
  basepath: BASE,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

// the types of the elements for React are made by the build
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'budgea-callback': {readonly 'token-url': string};
    }
  }
}

createRoot(document.querySelector('#root') as HTMLElement).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
