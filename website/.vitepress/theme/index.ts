/// <reference types="vite/client" />
import type {Theme} from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp() {
    if (!import.meta.env.SSR) void import('../../live/define.js');
  },
} satisfies Theme;
