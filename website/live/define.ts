import {LiveApp} from './live-app.js';
import {LiveCallback} from './live-callback.js';
import {LiveElement} from './live-element.js';

customElements.define('live-app', LiveApp);
customElements.define('live-callback', LiveCallback);
customElements.define('live-element', LiveElement);
