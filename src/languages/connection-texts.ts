import {connectionTexts as en} from './en.js';
import {connectionTexts as fr} from './fr.js';

/** The texts about a connection's error in the built-in languages. */
export const CONNECTION_TEXTS = {en, fr};
