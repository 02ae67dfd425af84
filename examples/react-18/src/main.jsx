// first, before the router reads the address
import 'budgea-webview/callback';
import {StrictMode} from 'react';
import {createRoot} from 'react-dom/client';
import {createBrowserRouter, RouterProvider} from 'react-router-dom';
import {Callback} from './callback.jsx';
import {Home} from './home.jsx';
import {Layout} from './layout.jsx';

const router = createBrowserRouter([
  {
    element: <Layout />,
    children: [
      {path: '/', element: <Home />},
      {path: '/callback', element: <Callback />},
    ],
  },
]);

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <RouterProvider router={router} />
  </StrictMode>,
);
