import {createElement as h, StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {createHashRouter} from 'react-router';
import {RouterProvider} from 'react-router/dom';
import {Callback, Home} from './react-app.js';
import {moveToHash} from './to-hash.js';

// #region router
moveToHash();
const router = createHashRouter([
  {path: '/', Component: Home},
  {path: '/callback', Component: Callback},
]);
// #endregion router

createRoot(document.querySelector('#root') as HTMLElement).render(
  h(StrictMode, null, h(RouterProvider, {router})),
);
