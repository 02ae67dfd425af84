import {createApp, createSSRApp, h, nextTick, shallowRef} from 'vue';
import {expose} from '../page.js';
import Page from './vue.vue';

expose((root, first, isRendered) => {
  const values = shallowRef(first);
  const app = (isRendered ? createSSRApp : createApp)(() => h(Page, {values: values.value}));
  app.mount(root);
  return {
    update: (next) => {
      values.value = next;
      return nextTick();
    },
    remove: () => {
      app.unmount();
    },
  };
});
