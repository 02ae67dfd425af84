import {createSSRApp} from 'vue';
import {renderToString} from 'vue/server-renderer';
import {valuesOf} from '../values.js';
import Page from './vue.vue';

export const body: Promise<string> = renderToString(createSSRApp(Page, {values: valuesOf('first')}));
