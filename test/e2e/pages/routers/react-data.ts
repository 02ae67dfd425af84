import {createElement as h, StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {createBrowserRouter} from 'react-router';
import {RouterProvider} from 'react-router/dom';
import {BASE} from './base.js';
import {Callback, Home} from './react-app.js';

const router = createBrowserRouter(
  [
    {path: '/', Component: Home},
    {path: '/callback', Component: Callback},
  ],
  {basename: BASE},
);
createRoot(document.querySelector('#root') as HTMLElement).render(
  h(StrictMode, null, h(RouterProvider, {router})),
);
