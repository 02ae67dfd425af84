import {measurePart} from './index.js';

globalThis.measurePart = (part, options) => measurePart(part, localStorage, options);
