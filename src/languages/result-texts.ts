import {resultTexts as en} from './en.js';
import {resultTexts as fr} from './fr.js';

/** The texts about a result in the built-in languages. */
export const RESULT_TEXTS = {en, fr};
