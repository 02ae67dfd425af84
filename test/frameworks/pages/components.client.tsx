/** @jsxImportSource react */
import {flushSync} from 'react-dom';
import {createRoot, hydrateRoot, type Root} from 'react-dom/client';
import {expose} from '../page.js';
import {Page} from './components.js';

expose((root, values, isRendered) => {
  let page: Root | undefined;
  flushSync(() => {
    page = isRendered ? hydrateRoot(root, <Page values={values} />) : createRoot(root);
    if (!isRendered) page.render(<Page values={values} />);
  });
  return {
    update: (next) => {
      flushSync(() => page?.render(<Page values={next} />));
    },
    remove: () => page?.unmount(),
  };
});
