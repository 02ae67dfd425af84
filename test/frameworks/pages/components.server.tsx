/** @jsxImportSource react */
import {renderToString} from 'react-dom/server';
import {Page} from './components.js';
import {valuesOf} from '../values.js';

export const body: string = renderToString(<Page values={valuesOf('first')} />);
