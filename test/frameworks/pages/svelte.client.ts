import {flushSync, hydrate, mount, unmount} from 'svelte';
import {writable} from 'svelte/store';
import {expose} from '../page.js';
import Page from './svelte-page.svelte';

expose((target, first, isRendered) => {
  const values = writable(first);
  const page = (isRendered ? hydrate : mount)(Page, {target, props: {values}});
  flushSync();
  return {
    update: (next) => {
      values.set(next);
      flushSync();
    },
    remove: () => unmount(page),
  };
});
