import {
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
} from '@tanstack/react-router';
import {createElement as h, type ReactElement, StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {BASE, TOKEN_URL} from './base.js';

const rootRoute = createRootRoute({component: Outlet});

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  component: () => h('h1', null, 'Home'),
});

const callbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/callback',
  // keeps whatever the query has
  validateSearch: (query: Record<string, unknown>) => query,
  component: Callback,
});

function Callback(): ReactElement {
  const query = callbackRoute.useSearch();
  return h(
    'main',
    {'data-query': JSON.stringify(query)},
    h('budgea-callback', {'token-url': TOKEN_URL}),
    h(
      Link<typeof router, '/callback', '/callback'>,
      {to: '/callback', search: {...query, view: 'details'}},
      'Details',
    ),
    h(Link, {to: '/'}, 'Home'),
  );
}

const router = createRouter({
  routeTree: rootRoute.addChildren([homeRoute, callbackRoute]),
  basepath: BASE,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

createRoot(document.querySelector('#root') as HTMLElement).render(
  h(StrictMode, null, h(RouterProvider, {router})),
);
