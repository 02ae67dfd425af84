import {StrictMode, Suspense} from 'react';
import {createRoot} from 'react-dom/client';
import {Callback} from './callback.jsx';
import {Home} from './home.jsx';

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <Suspense fallback={<p>One moment…</p>}>
      {location.pathname === '/callback' ? <Callback /> : <Home />}
    </Suspense>
  </StrictMode>,
);
