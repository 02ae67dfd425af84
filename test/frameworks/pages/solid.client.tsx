/** @jsxImportSource solid-js */
import {createSignal} from 'solid-js';
import {hydrate, render} from 'solid-js/web';
import {expose} from '../page.js';
import {Page} from './solid.js';

expose((root, first, isRendered) => {
  const [values, setValues] = createSignal(first);
  const remove = (isRendered ? hydrate : render)(() => <Page values={values()} />, root);
  return {update: setValues, remove};
});
