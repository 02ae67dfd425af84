/** @jsxImportSource preact */
import {renderToString} from 'preact-render-to-string';
import {Page} from './preact.js';
import {valuesOf} from '../values.js';

export const body: string = renderToString(<Page values={valuesOf('first')} />);
