import {resultTexts as en} from './en.js';
import {resultTexts as fr} from './fr.js';

/** What is said of a result, in the languages that are built in. */
export const RESULT_TEXTS = {en, fr};
