/** @jsxImportSource solid-js */
import {generateHydrationScript, renderToString} from 'solid-js/web';
import {Page} from './solid.js';
import {valuesOf} from '../values.js';

// the test server makes inline scripts strict
export const head: string = generateHydrationScript().replace('<script>', '<script>var _$HY;');
export const body: string = renderToString(() => <Page values={valuesOf('first')} />);
