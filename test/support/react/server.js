import {version} from 'react';
import {renderToString} from 'react-dom/server';
import {views} from './kit.js';

export {version};

/** Renders a view as a server does. */
export const render = (view) => renderToString(views[view]());
