import {connectionTexts as en} from './en.js';
import {connectionTexts as fr} from './fr.js';

/** What is said of a connection's error, in the languages that are built in. */
export const CONNECTION_TEXTS = {en, fr};
