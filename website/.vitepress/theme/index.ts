/// <reference types="vite/client" />
import {type Theme, useData} from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import {defineComponent, h, watchPostEffect} from 'vue';
import './style.css';

const Layout = defineComponent(() => {
  const {frontmatter} = useData<{readonly layout?: string}>();
  // the home page of the theme is the only one without a main landmark
  watchPostEffect(() => {
    const content = document.querySelector('#VPContent');
    if (frontmatter.value.layout === 'home') content?.setAttribute('role', 'main');
    else content?.removeAttribute('role');
  });
  return () => h(DefaultTheme.Layout);
});

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp() {
    if (!import.meta.env.SSR) void import('../../live/define.js');
  },
} satisfies Theme;
