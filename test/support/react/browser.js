import {flushSync} from 'react-dom';
import {createRoot, hydrateRoot} from 'react-dom/client';
import {told, views} from './kit.js';

const place = document.querySelector('main');
let root;

/** What the tests do in the page. */
window.page = {
  told,
  hydrate(view) {
    flushSync(() => {
      root = hydrateRoot(place, views[view]());
    });
  },
  render(view) {
    root ??= createRoot(place);
    flushSync(() => root.render(views[view]()));
  },
  unmount() {
    flushSync(() => root.unmount());
  },
};
