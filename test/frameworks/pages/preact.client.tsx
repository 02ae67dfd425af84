/** @jsxImportSource preact */
import {hydrate, render} from 'preact';
import {expose} from '../page.js';
import {Page} from './preact.js';

expose((root, values, isRendered) => {
  (isRendered ? hydrate : render)(<Page values={values} />, root);
  return {
    update: (next) => {
      render(<Page values={next} />, root);
    },
    remove: () => {
      render(null, root);
    },
  };
});
