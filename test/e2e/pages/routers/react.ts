import {createElement as h, StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {BrowserRouter, Route, Routes} from 'react-router';
import {BASE} from './base.js';
import {Callback, Home} from './react-app.js';

const routes = h(
  Routes,
  null,
  h(Route, {path: '/', element: h(Home)}),
  h(Route, {path: '/callback', element: h(Callback)}),
);
createRoot(document.querySelector('#root') as HTMLElement).render(
  h(StrictMode, null, h(BrowserRouter, {basename: BASE}, routes)),
);
